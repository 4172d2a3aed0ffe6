"""Doors from a value up to what is made of it: pictures of a recording, its marks on a picture, the map of a sweep.

A value does not import what draws it. It names a door; where the door leads is said once, at the top of the house
(`hingesim/__init__.py`), and what is behind it is imported when somebody goes through.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

_LEADS: dict[str, str] = {}


def lead(**doors: str) -> None:
    """Say where doors lead: `animate="hingesim.render:animate"`."""
    _LEADS.update(doors)


def through(name: str) -> Callable[..., Any]:
    """What is behind a door."""
    module, _, attribute = _LEADS[name].partition(":")
    return getattr(importlib.import_module(module), attribute)
