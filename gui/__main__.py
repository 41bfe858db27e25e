"""`python -m gui` and the installed program begin here."""

import gc
import sys


def start() -> int:
    """Open the wizard; what is imported meanwhile stays anyway, so nobody looks through it for garbage."""
    gc.disable()
    from gui.app import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
