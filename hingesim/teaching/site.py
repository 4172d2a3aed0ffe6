"""A folder for a class: every lesson of the gallery as a page that plays, with its question; works from disk, without a network."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from hingesim.common.errors import InputError
from hingesim.common.files import written_whole
from hingesim.common.version import VERSION
from hingesim.gallery import read_gallery
from hingesim.gallery.collection import Gallery, Section
from hingesim.gallery.entry import Entry
from hingesim.gallery.playing import write_playing

INDEX = "index.html"
STYLE = """
:root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 1rem; }
iframe { width: 100%; aspect-ratio: 16 / 10; border: 1px solid #8886; border-radius: 6px; background: #fff; }
nav ul { columns: 2; } details { margin: .5rem 0; } summary { cursor: pointer; font-weight: 600; }
.objective { font-size: 1.05rem; } article { margin-bottom: 3rem; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self' file:; base-uri 'none'; form-action 'none'"
"""The index runs nothing and shows pages of its own folder; from disk a page has no origin, so that `file:` stands for it."""


def write_site(
    folder: str | Path,
    *,
    gallery: str | Path = "gallery",
    only: Sequence[str] = (),
    explorer: str | Path | None = None,
    progress: Callable[[float], None] | None = None,
) -> Path:
    """Write the folder: `index.html` and a page that plays for every lesson; what was there of an earlier one is replaced.

    Args:
        folder: new, or of an earlier site.
        gallery: folder with the lessons.
        only: names of lessons; default: all.
        explorer: a page in one file to put beside them.
        progress: called with the share that is done.

    Returns:
        The index.

    Raises:
        InputError: no gallery, an unknown lesson, or a folder that holds something else.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / INDEX).is_file())):
        raise InputError(f"site: {str(folder)!r} holds something else; give a new folder")
    lessons = read_gallery(gallery)
    entries = lessons.find(list(only))
    if explorer is not None and not Path(explorer).is_file():
        raise InputError(f"site: no file {str(explorer)!r}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"site: cannot make {str(folder)!r} ({error.strerror})") from None
    for done, entry in enumerate(entries):
        write_playing(entry, folder / f"{entry.name}.html")
        if progress:
            progress((done + 1) / len(entries))
    if explorer is not None:
        shutil.copyfile(explorer, folder / "explorer.html")
    with written_whole(folder / INDEX) as part:
        part.write_text(_index(lessons, entries, explorer is not None), encoding="utf-8")
    return folder / INDEX


def _index(lessons: Gallery, entries: Sequence[Entry], explorer: bool) -> str:
    names = {entry.name for entry in entries}
    sections = [Section(s.title, s.introduction, tuple(e for e in s.entries if e.name in names)) for s in lessons.sections]
    body = "\n".join(_section(section) for section in sections if section.entries)
    contents = "".join(f'<li><a href="#{entry.name}">{_safe(entry.title)}</a></li>' for entry in entries)
    play = '<p><a href="explorer.html">Try it yourself: the page with sliders</a></p>' if explorer else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_safe(lessons.title)}</title><style>{STYLE}</style></head>
<body><h1>{_safe(lessons.title)}</h1><p>{_safe(lessons.introduction)}</p>{play}
<nav aria-label="Lessons"><ul>{contents}</ul></nav>
{body}
<footer><p>Made with hingesim {_safe(VERSION)}. Physics decides what happens; nobody scripted a fall.</p></footer>
</body></html>
"""


def _section(section: Section) -> str:
    return f"<section><h2>{_safe(section.title)}</h2><p>{_safe(section.introduction)}</p>{''.join(map(_lesson, section.entries))}</section>"


def _lesson(entry: Entry) -> str:
    return f"""<article id="{entry.name}"><h3>{_safe(entry.title)}</h3><p class="objective">{_safe(entry.objective)}</p>
<iframe src="{entry.name}.html" title="{_safe(entry.title)}" loading="lazy"></iframe>
<p><a href="{entry.name}.html">Full page</a></p>
<h4>What to look at</h4><p>{_safe(" ".join(entry.look))}</p>
<h4>A question for students</h4><p>{_safe(entry.question)}</p>
<details><summary>Answer</summary><p>{_safe(entry.answer)}</p></details></article>
"""


def _safe(text: str) -> str:
    return html.escape(" ".join(str(text).split()))
