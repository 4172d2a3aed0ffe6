"""The first thing a command does: from here on a signal, a stream that fails and a fault of the program each end in one line at most."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from hingesim.common.errors import HingesimError
from hingesim.common.signals import Ended, unwinding
from hingesim.common.streams import safe, say_error

TRACE = "HINGESIM_TRACEBACK"
"""Set in the environment, an internal error shows where it comes from."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    # The command never opens a window, and looking for a library that could takes MuJoCo a process of its own.
    os.environ.setdefault("MUJOCO_GL", "off")
    # Our matrices are too small for the threads of the BLAS, and a process without threads can be forked.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with unwinding(), safe() as (out, _):
            status = _run(argv)
            out.flush()
            if out.failed is not None:
                say_error(f"stdout: cannot write ({out.failed.strerror or out.failed}); files are complete")
                status = status or 1
            return status
    except KeyboardInterrupt:  # in the last moment
        return 130
    except Ended as ended:
        return 128 + ended.number


def _run(argv: Sequence[str] | None) -> int:
    try:
        # Not at the top: importing takes a while, and an interrupt in that time must find somebody who hears it.
        return importlib.import_module("hingesim.cli.main").main(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 2
    except KeyboardInterrupt:
        say_error("interrupted, nothing half-written")
        return 130
    except Ended as ended:
        say_error(f"ended by {ended}, nothing half-written")
        return 128 + ended.number
    except MemoryError:
        say_error("not enough memory for this; nothing half-written")
        return 1
    except HingesimError as error:  # while importing: the data files are missing, and with them the words in other languages
        say_error(str(error))
        return 1
    except Exception as error:
        if os.environ.get(TRACE):
            traceback.print_exc(file=sys.stderr)
        say_error(f"internal error, please report it: {type(error).__name__}: {error} (set {TRACE}=1 to see where)")
        return 1
