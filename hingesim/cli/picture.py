"""A picture that a command is asked for: its options and its files, checked before any work is done."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import hingesim
from hingesim.cli.parser import Namespace
from hingesim.common.files import ANIMATIONS, check_output
from hingesim.render.drawing import Drawing


def drawing(arguments: Namespace) -> dict[str, Any]:
    """The drawing options that were given."""
    return Drawing.of(arguments.picture).changed()


def check_picture(path: str) -> Path:
    """The path of a picture, checked together with that of its manifest."""
    importlib.import_module("hingesim.render.pictures")  # before there is a second process, which as a fork then has it too
    out = check_output(path, ANIMATIONS)
    check_output(hingesim.render.manifest_path(out), (".json",))
    return out
