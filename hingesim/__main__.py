"""`python -m hingesim`, and what the command `hingesim` runs."""

import atexit
import gc
import os
import signal
import sys

# Importing takes a while; an interrupt in that time ends quietly, as nothing has been done yet.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))

from hingesim.cli.start import main

# The end of the process takes everything with it; Python would look through all for garbage first, which takes a tenth of a second.
atexit.register(gc.freeze)

if __name__ == "__main__":
    sys.exit(main())
