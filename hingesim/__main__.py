"""`python -m hingesim`."""

import sys

from hingesim.cli import main

sys.exit(main())
