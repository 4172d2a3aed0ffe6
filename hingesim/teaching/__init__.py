"""For a classroom: slides (`.pptx`), worksheets (`.pdf`), a folder with pages that play from disk; for a team: a page for each athlete."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hingesim.teaching.card import write_card
    from hingesim.teaching.report import write_report
    from hingesim.teaching.site import write_site
    from hingesim.teaching.slides import write_slide
    from hingesim.teaching.worksheet import write_worksheet

_HOME = {"write_card": "card", "write_report": "report", "write_site": "site", "write_slide": "slides", "write_worksheet": "worksheet"}

__all__ = ["write_card", "write_report", "write_site", "write_slide", "write_worksheet"]


def __getattr__(name: str) -> Any:
    """Imported when it is first used: a worksheet needs nothing of what writes slides."""
    if name not in _HOME:
        raise AttributeError(f"module 'hingesim.teaching' has no attribute {name!r}")
    return getattr(importlib.import_module(f"hingesim.teaching.{_HOME[name]}"), name)
