"""Whether every link of a built site leads somewhere: files, places in pages, and nothing that must be fetched to show a page."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEADS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src", "video": "src"}
ALLOWED_LINKS = ("alternate", "canonical", "search", "index", "next", "prev", "author", "copyright")


class _Page(HTMLParser):
    """Links and places of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.places: set[str] = set()
        self.without_alt = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if name in given}
        if tag in LEADS and (target := given.get(LEADS[tag])):
            self.links.append((tag, given.get("rel", ""), target))
        if tag == "img" and not given.get("alt") and given.get("role") != "presentation":
            self.without_alt += 1


@cache
def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def broken(site: Path) -> list[str]:
    """What is wrong with the pages of a site, one line each: `page: link`. An empty list where all is well.

    Links to other sites are not followed; a picture, style or script from one is an error, for a page must show without a network.
    """
    wrong = []
    for path in sorted(site.rglob("*.html")):
        here = path.relative_to(site).as_posix()
        if here.startswith(("_static", "_downloads")):
            continue
        page = _read(path)
        wrong += [f"{here}: a picture without an alternative text"] * page.without_alt
        for tag, rel, target in page.links:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if tag != "a" and rel not in ALLOWED_LINKS and parts.scheme != "data":
                    wrong.append(f"{here}: {target} comes from elsewhere")
                continue
            file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not file.is_file():
                wrong.append(f"{here}: {target} is not there")
            elif parts.fragment and file.suffix == ".html" and unquote(parts.fragment) not in _read(file).places:
                wrong.append(f"{here}: {target} names a place that is not there")
    return wrong
