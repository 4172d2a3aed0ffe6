"""`python -m hingesim`."""

import sys

from hingesim.cli.main import main

sys.exit(main())
