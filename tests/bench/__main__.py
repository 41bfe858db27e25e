"""Run all benches, or those named."""

import sys

from tests.bench import checks, draft, keystroke, pages, paste, prose, reading, safety, start, word

BENCHES = {
    "keystroke": keystroke.main,
    "draft": draft.main,
    "safety": safety.main,
    "word": word.main,
    "pages": pages.main,
    "paste": paste.main,
    "reading": reading.main,
    "checks": checks.main,
    "prose": prose.main,
    "start": start.main,
}

for name in sys.argv[1:] or BENCHES:
    print(f"--- {name}")
    BENCHES[name]()
