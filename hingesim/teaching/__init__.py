"""For a classroom: slides (`.pptx`), worksheets (`.pdf`), a folder with pages that play from disk; for a team: a page for each athlete."""

from hingesim.teaching.report import write_report
from hingesim.teaching.site import write_site
from hingesim.teaching.slides import write_slide
from hingesim.teaching.worksheet import write_worksheet

__all__ = ["write_report", "write_site", "write_slide", "write_worksheet"]
