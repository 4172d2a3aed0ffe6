"""A page for each athlete, for print: what to do in words and steps, three frames, what to say, what to watch, and where it goes well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hingesim.coaching.faults import faults
from hingesim.coaching.handout import REPLICATES, Handout, handouts
from hingesim.common.data import settings
from hingesim.common.errors import InputError
from hingesim.common.files import check_output, written_whole
from hingesim.common.papers import PAPERS, paper_named
from hingesim.common.version import VERSION
from hingesim.common.words import Words, words
from hingesim.render.camera import SIDE
from hingesim.render.captions import band_name
from hingesim.render.display import Polygon, Shape, Text, box, rounded
from hingesim.render.drawing import Drawing
from hingesim.render.legend import Legend
from hingesim.render.look import look_of
from hingesim.render.outcome_looks import GREEN
from hingesim.render.panel import Panel
from hingesim.render.pose import pose_at
from hingesim.render.scene import Scene
from hingesim.render.storyboard import moments
from hingesim.render.switches import switches
from hingesim.render.theme import PRINT
from hingesim.render.vector import PDF, Place, figure_of
from hingesim.scenario.big_steps import half_steps
from hingesim.scenario.parameters import Scenario
from hingesim.teaching.column import Column
from hingesim.teaching.links import address_of, checked_page, dark_squares
from hingesim.teaching.zone_map import map_shapes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 40
"""Athletes of one file: a team."""
MARGIN_PT, GAP_PT = 40.0, 18.0
FRAMES_SHARE = 0.6
"""Of the width of the text, for the frames."""
FRAMES = ("start", "lowering", "bottom")
CODE_PT = 72.0
"""Side of the code: an inch."""
SIZES = (1.0, 0.92, 0.85, 0.78)
"""Of the type beside the frames: 9 to 12 points, where a page has much to say a little less."""
MAP_PT = 190.0
"""Least height of the map with its key."""
SHOWN = ("com", "cop", "legend")
"""Overlays on the frames."""


def write_report(
    athletes: Mapping[str, Scenario],
    path: str | Path,
    *,
    paper: str = "A4",
    lang: str = "en",
    units: str = "metric",
    page: str | None = None,
    replicates: int = REPLICATES,
    progress: Callable[[float], None] | None = None,
) -> list[Handout]:
    """Write a page for each athlete, frames and maps of all on one scale.

    Some 80 runs an athlete, on all cores.

    Args:
        athletes: scenarios by name, each as she does it.
        path: ends in `.pdf`.
        paper: `A4` or `Letter`.
        lang: of the texts.
        units: `metric`, or `gym` for feet, inches and pounds.
        page: address of a page with sliders; each athlete's page then has a code and a link to it with her setting.
        replicates: seeds that the advice must stand.
        progress: called with the share that is done.

    Returns:
        What stands on the pages.

    Raises:
        InputError: an argument is not allowed, a rep cannot be done, or the file cannot be written.
        ExtraMissingError: a page was given, and segno is not installed.
    """
    path, paper, told = check_output(path, (".pdf",)), paper_named("paper", paper), words(lang, units)
    page = None if page is None else checked_page(page)
    if not 1 <= len(athletes) <= MOST:
        raise InputError(f"report: got {len(athletes)} athletes, allowed are 1 to {MOST}")
    found = handouts(athletes, replicates=replicates, progress=progress)
    write_pages(found, path, paper=paper, told=told, page=page)
    return found


def write_pages(found: Sequence[Handout], path: Path, *, paper: str, told: Words, page: str | None) -> None:
    """Write what was found."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages

    sheets = sheets_of(found, paper, told, page)
    with mpl.rc_context(PDF), written_whole(path) as part:
        about = {"Title": ", ".join(each.name for each in found), "CreationDate": None, "ModDate": None}
        with PdfPages(part, metadata=about) as book:
            for sheet in sheets:
                book.savefig(sheet.figure())


def sheets_of(found: Sequence[Handout], paper: str, told: Words, page: str | None) -> list[Sheet]:
    """The pages, on one scale."""
    sheets = [Sheet(each, paper, told, page) for each in found]
    scale = min(sheet.most_scale for sheet in sheets)
    return [Sheet(each, paper, told, page, scale) for each in found]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One page; lengths in points from the upper left corner."""

    handout: Handout
    paper: str
    words: Words
    page: str | None
    """Address of the page with sliders."""
    scale: float = 0.0
    """Points per metre of the frames."""

    @cached_property
    def said(self) -> dict[str, str]:
        """Texts of the page."""
        return settings("report")[self.words.language]["page"]

    @property
    def scenario(self) -> Scenario:
        """As advised."""
        return self.handout.recording.scenario

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return PAPERS[self.paper]

    @property
    def right(self) -> float:
        """Right end of the text."""
        return self.size[0] - MARGIN_PT

    @property
    def frames_right(self) -> float:
        """Right end of the frames."""
        return MARGIN_PT + FRAMES_SHARE * (self.right - MARGIN_PT) - GAP_PT / 2

    @cached_property
    def link(self) -> str | None:
        """Address of the page with her setting."""
        return None if self.page is None else address_of(self.page, self.scenario, self.words.language)

    @cached_property
    def scene(self) -> Scene:
        """The drawing of the rep."""
        look = look_of(Drawing(theme="print", lang=self.words.language, hide=tuple(n for n in switches() if n not in SHOWN)))
        return Scene(self.handout.recording, SIDE, look)

    @cached_property
    def head(self) -> tuple[list[Shape], float]:
        """Name, body, code, and the advice on its bar; and where it ends."""
        wide = self.right - MARGIN_PT - (CODE_PT + GAP_PT if self.link else 0)
        out = Column(MARGIN_PT, MARGIN_PT + wide, 30.0)
        out.line(self.handout.name, 27, bold=True)
        out.line(self._who(), 11, PRINT.quiet)
        if self.link:
            out.line(self.said["link"], 8.5, PRINT.quiet)
            out.shapes += self._code(self.right - CODE_PT, 24.0)
        y = max(out.y + 8, 24 + CODE_PT + 10 if self.link else 0)
        advice, evidence = self.handout.advice.told(self.words), self.handout.advice.evidence(self.words)
        bar = Column(MARGIN_PT + 12, self.right - 12, y + 8, ink="#ffffff")
        bar.line(advice, 14.5, bold=True)
        if evidence:
            bar.line(evidence, 9.5)
        bottom = bar.y + 6
        plate = Polygon("advice", rounded(MARGIN_PT, y, self.right, bottom, 7), GREEN[0])
        return [*out.shapes, plate, *bar.shapes], bottom + GAP_PT

    def _who(self) -> str:
        athlete, said = self.scenario.athlete, self.said
        size = f"{self.words.quantity(athlete.height_m, 'm', '.2f')}, {self.words.quantity(athlete.mass_kg, 'kg', '.3g')}"
        return f"{said[athlete.sex]}, {size}, {said[self.scenario.hinge.stance]}"

    def _code(self, left: float, top: float) -> list[Shape]:
        dark = dark_squares(self.link or "")
        each = CODE_PT / len(dark)
        return [
            Polygon("code", box(left + x * each, top + y * each, left + (x + 1) * each + 0.05, top + (y + 1) * each + 0.05), "#000000")
            for y, x in np.argwhere(dark).tolist()
        ]

    @property
    def foot_y(self) -> float:
        """Where the foot line stands."""
        return self.size[1] - 26

    @property
    def _frame_pt(self) -> float:
        """Height of a frame."""
        return (self.foot_y - 34 - self.head[1]) / len(FRAMES) - 20

    @property
    def most_scale(self) -> float:
        """Points per metre at which the frames just fit."""
        left, right, top, below = self.scene.extent_m
        return min((self.frames_right - MARGIN_PT) / (right - left), self._frame_pt / (top + below))

    def frames(self) -> list[tuple[list[Shape], Place | None]]:
        """What is drawn of the rep with the rectangle it stays in, and captions."""
        words, y, parts = self.words, self.head[1], []
        extent, recording = self.scene.extent_m, self.handout.recording
        for number, (name, time_s) in enumerate(frames_of(self.handout), start=1):
            top, bottom = y + 16, y + 16 + self._frame_pt
            ground = bottom - self.scale * extent[3]
            origin = (MARGIN_PT + self.frames_right) / 2 - self.scale * (extent[0] + extent[1]) / 2
            panel = Panel(MARGIN_PT, top, self.frames_right, bottom, 0.55, self.scene.look, SIDE, ground, self.scale, origin)
            shapes = [*self.scene.backdrop(panel), *self.scene.shapes(pose_at(recording, time_s), panel)]
            caption = Text(f"frame {number}", MARGIN_PT, y + 9, f"{number}  {words['moment'][name]}", 11, PRINT.ink, bold=True)
            drawn: list[Shape] = [shape for shape in shapes if not isinstance(shape, Text)]
            parts += [(drawn, (panel.left, panel.top, panel.right, panel.bottom)), ([caption], None)]
            y = bottom + 4
        key = Legend(self.scene.look, MARGIN_PT, y + 2, self.frames_right, 8.5, 14.0, 0.0, (SIDE,))
        return [*parts, (key.shapes(), None)]

    def side(self) -> list[Shape]:
        """The column beside the frames: words in the largest type that leaves room for the map, then the map."""
        now, bottom = self.handout.advice.scenario, self.foot_y - 10
        out = next((each for each in map(self._told, SIZES) if bottom - each.y >= MAP_PT), self._told(SIZES[-1]))
        room = (out.left, out.y, out.right, bottom)
        marked = now if now != self.scenario else None
        return [*out.shapes, *map_shapes(self.handout.zone, self.scenario, marked, room, self.said, self.words)]

    def _told(self, size: float) -> Column:
        """The words beside the frames, up to the heading of the map."""
        said, words, hinge, band = self.said, self.words, self.scenario.hinge, self.scenario.band
        out = Column(self.frames_right + GAP_PT, self.right, self.head[1], size=size)
        out.title(said["setting"])
        out.row(said["band"], said["none"] if band is None else band_name(band, words))
        if band is not None:
            out.row(said["distance"], words.quantity(band.distance_m, "m", ".1f"))
            out.row(said["steps"], steps_told(band.distance_m, self.scenario.athlete.height_m))
        out.row(said["knee"], words.quantity(hinge.knee_bend_deg, "deg", ".0f"))
        out.row(said["depth"], words.quantity(hinge.depth_deg, "deg", ".0f"))
        out.row(said["lower"], words.quantity(hinge.lower_s, "s", ".2g"))
        if self.handout.cues:
            out.title(said["say"])
            for cue in self.handout.cues:
                out.line(words.format(said["quote"], words=cue.says[words.language]), 12, bold=True)
                out.y += 3
        if self.handout.watch:
            out.title(said["watch"])
            watch = self.handout.watch
            what = faults()[str(watch.fault)].what[words.language]
            out.line(what[0].upper() + what[1:] + ".", 11, bold=True)
            out.line(words.format(said["then"], sentence=watch.sentence(words)), 10)
        out.title(said["zone"])
        return out

    def figure(self) -> Figure:
        """The page."""
        from matplotlib.text import Text as Written

        foot = Text("foot", MARGIN_PT, self.foot_y, self.words.format(self.said["foot"], version=VERSION), 7.5, PRINT.quiet)
        figure = figure_of([*self.frames(), ([*self.head[0], *self.side(), foot], None)], self.size)
        if self.link:  # what is read on a screen can be clicked
            for artist in figure.findobj(Written):
                if artist.get_text() == self.said["link"]:  # type: ignore[attr-defined]
                    artist.set_url(self.link)
        return figure


def frames_of(handout: Handout) -> list[tuple[str, float]]:
    """Name and time of three moments: start, half-way down and the bottom, or of a rep that does not get there what there is."""
    every = moments(handout.recording)
    wanted = [moment for moment in every if moment[0] in FRAMES]
    if len(wanted) == len(FRAMES):
        return wanted
    return [every[round(i * (len(every) - 1) / (len(FRAMES) - 1))] for i in range(len(FRAMES))]


def steps_told(distance_m: float, height_m: float) -> str:
    """Big steps in halves: `2½`."""
    halves = half_steps(distance_m, height_m)
    return f"{halves // 2 or ''}{'½' if halves % 2 else ''}"
