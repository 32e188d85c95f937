"""Values as YAML on one line, for what a finding proposes to write."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W_](?:[\w .;()’“”–—%/+$€£°…-]|[:](?=[^\s,\[\]{}])|'(?=\w))*(?<! )")


def flow(text: str) -> str:
    """A text for a flow mapping: bare if YAML accepts that, otherwise in quotes."""
    if _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
