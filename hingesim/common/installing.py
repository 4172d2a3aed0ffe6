"""The line that brings what is missing to where it is missing: a bare `pip` is often that of another Python."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path


def pip_install(what: str) -> str:
    """How to install something for the Python that runs, as it is typed in this folder.

    Plain `pip install` where that is the pip of this Python, as in an activated environment; else `PYTHON -m pip install`, or, in an
    environment without pip, the installer that is found told where to install.
    """
    wanted = f'"{what}"' if "[" in what else what  # some shells read brackets themselves
    own, found = Path(sys.executable).parent, shutil.which("pip")
    if found and Path(found).parent == own:
        return f"pip install {wanted}"
    if find_spec("pip") is not None:
        return f"{_typed(Path(sys.executable), runs=True)} -m pip install {wanted}"
    if shutil.which("uv"):
        return f"uv pip install --python {_typed(Path(sys.executable))} {wanted}"
    return f"pip --python {_typed(Path(sys.prefix))} install {wanted}"


def _typed(path: Path, *, runs: bool = False) -> str:
    """A path as it is typed: from this folder where it is inside, in quotes where it has spaces; PowerShell runs those only after a `&`."""
    try:
        shown = str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # elsewhere, or a folder that is gone
        shown = str(path)
    if " " not in shown:
        return shown
    return f'& "{shown}"' if runs and os.name == "nt" else f'"{shown}"'
