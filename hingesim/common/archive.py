"""The head of a recording's file: what the run was, readable without its arrays."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from hingesim.common.errors import InputError

FORMAT = 1
UNREADABLE = (OSError, ValueError, KeyError, EOFError, TypeError, AttributeError, zipfile.BadZipFile)
"""What NumPy raises on a file that is no archive, is cut short or holds something else."""


def read_archive(path: str | Path, names: list[str]) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Head and the named arrays of a recording's file.

    Raises:
        InputError: the file is missing, truncated, of another format or not a recording.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            head: dict[str, Any] = json.loads(str(stored["head"]))
            arrays = {name: stored[name] for name in names} if head.get("format") == FORMAT else {}
    except FileNotFoundError:
        raise InputError(f"recording: no file {str(path)!r}") from None
    except UNREADABLE as error:
        raise incomplete(path, error) from None
    if head.get("format") != FORMAT:
        raise InputError(f"recording: {str(path)!r} has format {head.get('format')!r}, this version reads format {FORMAT}")
    return head, arrays


def incomplete(path: str | Path, error: Exception) -> InputError:
    """The refusal of a file that is not what it should be."""
    return InputError(f"recording: {str(path)!r} is not a complete hingesim recording ({error})")
