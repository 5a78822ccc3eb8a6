"""``python -m blfpanel``."""

from __future__ import annotations

import sys

from blfpanel.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
