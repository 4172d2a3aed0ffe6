"""For a classroom: slides (`.pptx`), worksheets (`.pdf`), a folder with pages that play from disk; for a team: a page for each athlete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hingesim.common.lazy import lazily

if TYPE_CHECKING:
    from hingesim.teaching.card import write_card
    from hingesim.teaching.report import write_report
    from hingesim.teaching.site import write_site
    from hingesim.teaching.slides import write_slide
    from hingesim.teaching.worksheet import write_worksheet

_HOME = {"write_card": "card", "write_report": "report", "write_site": "site", "write_slide": "slides", "write_worksheet": "worksheet"}

__all__ = ["write_card", "write_report", "write_site", "write_slide", "write_worksheet"]

# When first used: a worksheet needs nothing of what writes slides.
__getattr__ = lazily(__name__, _HOME)
