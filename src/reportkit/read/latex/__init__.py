"""LaTeX math to MathML: `math` reads what an author writes, and says where it cannot be read."""

from reportkit.read.latex.parser import math
from reportkit.read.latex.tokens import Fault

__all__ = ["Fault", "math"]
