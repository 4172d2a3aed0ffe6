"""Clips of the gallery as players: a page for the curious shows one where its Markdown has the clip.

The Markdown keeps the picture, as a forge shows no frames; the site puts the player in its place.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from hingesim.common.processes import cores, worker_pool
from hingesim.gallery.entry import CLIP, Entry, read_entry
from hingesim.gallery.fingerprint import code_digest, digest
from hingesim.gallery.playing import write_playing
from hingesim.gallery.record import asked_digest

ROOT = Path(__file__).parents[1]
PAGES = "curious"
"""The folder of pages with players."""
FOLDER = "_players"
"""Where they lie in the site."""
CLIPS = re.compile(rf"gallery/([\w-]+)/{re.escape(CLIP)}")
TABLE = re.compile(r'<script type="application/json" id="table">(.*?)</script>', re.DOTALL)
DRAWN_BY = tuple(sorted([*(ROOT / "hingesim" / "render").glob("player.*"), ROOT / "hingesim" / "render" / "canvas.js"]))


def beside(out: Path) -> Path:
    """Where players are kept between builds of a site: they take longer than all the rest."""
    return out.with_name(f"{out.name}-players")


def draw(docs: Path, out: Path) -> None:
    """Write a player for every clip of these pages, those that are as they would be again left alone, and put them into the site."""
    names = sorted({name for page in (docs / PAGES).glob("*.md") for name in CLIPS.findall(page.read_text(encoding="utf-8"))})
    kept = beside(out)
    kept.mkdir(parents=True, exist_ok=True)
    code = f"{code_digest()} {digest(*DRAWN_BY)}"
    stale: list[tuple[Entry, str]] = []
    for entry in (read_entry(ROOT / "gallery" / name) for name in names):
        made_from, note = f"{asked_digest(entry)} {code}", kept / f"{entry.name}.txt"
        if not (kept / f"{entry.name}.html").is_file() or not note.is_file() or note.read_text(encoding="utf-8") != made_from:
            stale.append((entry, made_from))
    _draw_all(stale, kept)
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(kept / f"{name}.html", out / FOLDER / f"{name}.html")


def _draw_all(stale: Sequence[tuple[Entry, str]], kept: Path) -> None:
    if not stale:
        return
    with worker_pool(min(cores(), len(stale))) as pool:
        jobs = [(pool.submit(write_playing, entry, kept / f"{entry.name}.html"), entry, made_from) for entry, made_from in stale]
        for job, entry, made_from in jobs:
            job.result()
            (kept / f"{entry.name}.txt").write_text(made_from, encoding="utf-8")


def play(app: Sphinx, doctree: nodes.document) -> None:
    """The player in place of each clip of such a page; the clip stays where there is no player."""
    docname = app.env.current_document.docname
    if not docname.startswith(f"{PAGES}/"):
        return
    for picture in list(doctree.findall(nodes.image)):
        found = CLIPS.search(picture["uri"])
        player = found and beside(Path(app.outdir)) / f"{found[1]}.html"
        if not found or not player or not player.is_file():
            continue
        app.env.note_dependency(player)
        alone = picture.parent if len(picture.parent) == 1 and isinstance(picture.parent, nodes.paragraph) else picture
        place = f"{'../' * docname.count('/')}{FOLDER}/{found[1]}.html"
        frame = _frame(player, place, read_entry(ROOT / "gallery" / found[1]), picture.get("alt", ""))
        alone.replace_self(nodes.raw("", frame, format="html"))


def _frame(player: Path, place: str, entry: Entry, seen: str) -> str:
    """The frame, as high as the player needs at any width, with what is to be seen in it and a way out of it."""
    wide, narrow = aspects(player.read_text(encoding="utf-8"))
    title, seen = html.escape(entry.title), html.escape(seen)
    return f"""<figure class="player" style="--wide: {wide:.4f}; --narrow: {narrow:.4f}">
<iframe src="{place}" title="Clip: {title}" loading="lazy" allowfullscreen></iframe>
<figcaption>{seen} <a href="{place}">The clip on a page of its own</a>. Scenario: <code>{entry.name}</code>.</figcaption>
</figure>
"""


def aspects(player: str) -> tuple[float, float]:
    """Width over height of the picture in a player, and of what it makes of it on a phone."""
    found = TABLE.search(player)
    assert found, "a player has a table"
    table = json.loads(found[1])
    phone = table["phone"] or table
    return table["width"] / table["height"], phone["width"] / phone["height"]
