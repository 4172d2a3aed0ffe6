"""The gallery as pages, one for each of its sections, from the list that `hingesim gallery` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from website.markdown import page

LIST = Path(__file__).parents[1] / "gallery" / "README.md"


def slug(title: str) -> str:
    """The name of the file of a section: `The lesson` is `the-lesson`."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def pages() -> Iterator[tuple[str, str]]:
    """Every page as the name of its file and its text, the contents first."""
    head, *sections = re.split(r"^## ", LIST.read_text(encoding="utf-8"), flags=re.M)
    titles = [section.partition("\n")[0] for section in sections]
    introduction = head.split("\n\n")[1]
    contents = "\n".join(("```{toctree}", ":maxdepth: 2", "", *map(slug, titles), "```"))
    yield "index", page("Gallery", introduction, contents)
    for title, section in zip(titles, sections, strict=True):
        yield slug(title), page(title, _on_its_own(section.partition("\n")[2]))


def _on_its_own(section: str) -> str:
    """A section whose pictures are found from its new place; places are named by headings there."""
    text = re.sub(r"^<a id=.*\n", "", section, flags=re.M)
    text = re.sub(r"^### ", "## ", text, flags=re.M)
    return re.sub(r"\]\((?!\w+:)", "](../../gallery/", text)
