"""python -m gui opens the wizard."""

import sys

from gui.app import main

sys.exit(main())
