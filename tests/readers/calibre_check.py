"""What calibre's checker finds in books, as JSON; run by calibre's own Python (`calibre-debug`)."""

import json
import sys

from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container

found = {
    book: [f"{error.name}: {error.msg}" for error in run_checks(get_container(book))]
    for book in sys.argv[1:]
}
sys.stdout.write("FOUND " + json.dumps(found) + "\n")
