"""python -m core is nianbao-cli."""

import sys

from core.cli import main

sys.exit(main())
