"""HTML in, PDF out, as anybody would write it: ``bare_weasyprint.py REPORT.html REPORT.pdf``."""

import sys

from weasyprint import HTML

HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
