"""Print the CPU seconds of loading one report: ``load_report.py WARM_UP.yaml REPORT.yaml``.

The first report is loaded untimed, so that imports and the making of the schema are not counted.
"""

import sys
import time
from pathlib import Path

from reportkit import load

load(Path(sys.argv[1]))
start = time.process_time()
load(Path(sys.argv[2]))
print(time.process_time() - start)
