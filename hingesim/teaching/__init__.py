"""For a classroom: slides (`.pptx`), worksheets (`.pdf`) and a folder with pages that play from disk."""

from hingesim.teaching.site import write_site
from hingesim.teaching.slides import write_slide
from hingesim.teaching.worksheet import write_worksheet

__all__ = ["write_site", "write_slide", "write_worksheet"]
