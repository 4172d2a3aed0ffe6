"""The reference: every page that is made from the code, by the name of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from website import names
from website.api import api
from website.commands import commands
from website.markdown import page
from website.parameters import parameters

PAGES: dict[str, Callable[[], str]] = {
    "commands": commands,
    "parameters": parameters,
    "outcomes": names.outcomes,
    "coaching": names.coached,
    "bands": names.bands,
    "exercises": names.exercises,
    "overlays": names.overlays,
    "checks": names.checks,
    "arrays": names.arrays,
    "python": api,
}
"""In the order of the contents."""


def index() -> str:
    """The first page of the reference."""
    contents = "\n".join(("```{toctree}", ":maxdepth: 1", "", *PAGES, "```"))
    return page("Reference", "Made from the program when this site is built, so that it says what the program does.", contents)


def pages() -> Iterator[tuple[str, str]]:
    """Every page as the name of its file and its text, the contents first."""
    yield "index", index()
    for name, made in PAGES.items():
        yield name, made()


def write(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write pages; one that is as it was is left alone, so that a second build is quick, and one that is no more is deleted."""
    folder.mkdir(exist_ok=True)
    wanted = dict(texts)
    for path in folder.glob("*.md"):
        if path.stem not in wanted:
            path.unlink()
    for name, text in wanted.items():
        path = folder / f"{name}.md"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
