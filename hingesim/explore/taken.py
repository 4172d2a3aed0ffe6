"""What is taken away from the page: a clip as a file, a worksheet to print."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hingesim.common.checks import choice
from hingesim.common.errors import FieldError
from hingesim.explore.asked import FORMATS, Asked
from hingesim.explore.gif import gif_of
from hingesim.explore.packing import packed
from hingesim.explore.parts import Host, Parts
from hingesim.render.clip import Clip
from hingesim.render.drawing import Drawing
from hingesim.render.switches import switches
from hingesim.render.timeline import Instant
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate

MEDIA = {"gif": "image/gif", "mp4": "video/mp4"}
SHEET_WIDTH = 360
"""Points of one picture of a worksheet."""


def clip(asked: Asked, host: Host) -> Parts:
    """The picture as a file of its own: how far it is, again and again, then its bytes; where nothing draws, of pictures that are given."""
    kind = choice("format", asked.more["format"], FORMATS)
    if host.draw is None:
        if kind != "gif":
            raise FieldError("format", kind, "gif, of pictures that the browser has drawn")
        yield "clip", {"media": MEDIA[kind], "name": f"hinge.{kind}"}, gif_of(asked.more["frames"], asked.drawing.fps)
        return
    halves = asked.halves(host.engine)
    # A page can be of any width, a video needs an even number of pixels.
    look = replace(asked.drawing, width=(asked.drawing.width or 0) // 2 * 2)
    for part in host.draw(halves, asked.titles(halves), look, kind):
        if isinstance(part, bytes):
            yield "clip", {"media": MEDIA[kind], "name": f"hinge.{kind}"}, part
        else:
            yield "drawing", {"share": part}, b""


def file_of(
    report: Callable[[float], None], scenarios: Sequence[Scenario], titles: Sequence[str] | None, look: Drawing, kind: str
) -> bytes:
    """Simulate and draw a clip; the bytes of its file, which has a name for as long as it is written."""
    recordings = [simulate(scenario, progress=lambda _: report(0.0)) for scenario in scenarios]
    draw: Any = importlib.import_module("hingesim.render").animate
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        path = Path(folder, f"clip.{kind}")
        draw(recordings, path, titles=titles, **look.changed(), progress=report)
        return path.read_bytes()


def sheet(asked: Asked, host: Host) -> Parts:
    """A worksheet: its questions and answers, and the pictures of every half, first without and then with the marks of the answers."""
    halves, told = asked.halves(host.engine), asked.words
    recordings = tuple(host.halves(halves))
    worksheet = importlib.import_module("hingesim.teaching.worksheet")
    texts = importlib.import_module("hingesim.teaching.texts")
    titles = texts.titles_of(list(recordings), list(asked.titles(halves) or ()), told.language)
    made = worksheet.Worksheet(recordings, tuple(titles), "A4", told)
    own, pictures, size = made.own["sheet"], [], [0, 0]
    for answers in (False, True):
        for recording, row in zip(recordings, made.shown, strict=True):
            hidden = tuple(name for name in switches() if not (answers and name in worksheet.MARKS))
            look = Drawing(theme="print", lang=told.language, units=told.units, width=SHEET_WIDTH, hide=hidden)
            page = Clip((recording,), (" ",), look).page
            size = [page.width, page.height]
            pictures += [[*page.backdrop(), *page.shapes(Instant(time_s))] for _, time_s in row]
    table, payload = packed(pictures)
    rows = zip(titles, recordings, made.shown, strict=True)
    header = {
        "texts": {key: own[key] for key in ("title", "name", "date", "key")},
        "rows": [{"title": t, "verdict": told.verdict(r.outcome), "numbers": [number for number, _ in row]} for t, r, row in rows],
        "questions": made.questions(),
        "foot": made.own.text("sheet", "foot", version=recordings[0].version, scenario=texts.settings_line(recordings[-1], told)),
        "size": size,
        "table": table,
    }
    yield "sheet", header, payload
