"""The figure of one to four recordings: panels chosen, laid out, drawn and saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hingesim.common.errors import InputError
from hingesim.common.files import FIGURES, written_whole
from hingesim.common.words import ENGLISH, words
from hingesim.plots import keys, loss, phases
from hingesim.plots.blank import blank, saved
from hingesim.plots.layout import EDGE, GAP, LEFT, NUMBERS, Row, lay_out
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.registry import find_panels
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet
from hingesim.plots.themes import find_theme
from hingesim.recording.recording import Recording
from hingesim.recording.titles import title_of
from hingesim.render.drawing import checked_width
from hingesim.render.options import checked_recordings, checked_titles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def trace(
    recordings: Sequence[Recording] | Recording,
    path: str | Path | None = None,
    *,
    titles: Sequence[str] | None = None,
    panels: str | Sequence[str] | None = None,
    theme: str = "screen",
    lang: str = ENGLISH.language,
    width: int | None = None,
) -> Figure:
    """Balance, movement and loads over time.

    Args:
        recordings: one to four; in step from the start.
        path: where to save it, `.png`, `.svg` or `.pdf`, whole or not at all; None only returns the figure.
        titles: one per recording; default: with or without band.
        panels: names of `registry.PANELS`, or one text with commas; default: position, foot (of one or two recordings) and, but on
            slides, angles and band.
        theme: `screen`, `dark`, `print` or `slides`.
        lang: code of a language of `models/captions.toml`.
        width: pixels of a `.png`, 160 to 4096; a vector figure gets the same page. Default: 1440 on screen, 2160 in print, 1920 on slides.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    every = checked_recordings(recordings, titles)
    if path is not None and Path(path).suffix.lower() not in FIGURES:
        raise InputError(f"output: got {str(path)!r}, allowed is a name that ends in {', '.join(FIGURES[:-1])} or {FIGURES[-1]}")
    look, told = find_theme(theme), words(lang)
    chosen = find_panels(panels, look, every)
    width_in, dpi = look.page(None if width is None else checked_width(width))
    given = checked_titles(titles) or [title_of(r.scenario, told) for r in every]
    # A title is a text, not mathematics.
    names = [name.replace("$", r"\$") for name in given]
    runs = tuple(Run(r, name, i if len(every) > 1 else 1, look.colours.runs) for i, (r, name) in enumerate(zip(every, names, strict=True)))
    import matplotlib as mpl

    with mpl.rc_context(look.settings):
        figure = _figure(Sheet(runs, look, told, width_in / look.em_in), chosen, width_in, dpi)
        if path is not None:
            save(figure, Path(path))
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a figure in the kind of its name, whole or not at all."""
    with written_whole(path) as part:
        part.write_bytes(saved(figure, path.suffix.lower()[1:]))


def _figure(sheet: Sheet, panels: list[Panel], width_in: float, dpi: float) -> Figure:
    figure = blank(width_in, width_in, dpi)
    em_in = sheet.theme.em_in
    entries = _entries(sheet, panels)
    legends = {kind: keys.legends(figure, sheet, rows, sheet.width_em - LEFT - EDGE) for kind, rows in entries.items()}
    heights = {kind: keys.LINE * len(lines) for kind, lines in legends.items()}
    layout = lay_out(sheet, [(panel, panel.plots(sheet)) for panel in panels], heights)
    figure.set_size_inches(width_in, sheet.theme.height_in or layout.height * em_in)
    for kind, lines in legends.items():
        for i, line in enumerate(lines):
            top = (layout.keys[kind] + i * keys.LINE) * em_in
            line.set_bbox_to_anchor((LEFT / sheet.width_em, 1 - top / figure.get_figheight()))
    first = next((row for row in layout.rows if row.panel.timed), None)
    for row in layout.rows:
        for column, plot in enumerate(row.plots):
            ax = _axes(figure, sheet, row, column)
            plot.draw(ax)
            if first is not None and row.panel.timed:
                _time(ax, sheet, plot, row, first)
    return figure


def _entries(sheet: Sheet, panels: list[Panel]) -> dict[str, list[keys.Entry]]:
    """Entries of the key of every kind; the cross is told in the first."""
    kinds = dict.fromkeys(panel.key for panel in panels)
    entries = {kind: keys.signals(sheet, panels) if kind == "signals" else keys.runs(sheet, panels) for kind in kinds}
    entries[next(iter(kinds))] += keys.lost(sheet)
    return {kind: rows for kind, rows in entries.items() if rows}


def _axes(figure: Figure, sheet: Sheet, row: Row, column: int) -> Axes:
    """Empty axes in their place, with title and labels."""
    page = figure.get_figheight() / sheet.theme.em_in
    left = LEFT + column * (row.wide + GAP)
    ax = figure.add_axes(
        (left / sheet.width_em, 1 - (row.top + row.height) / page, row.wide / sheet.width_em, row.height / page), label=row.panel.name
    )
    ax.set_title("\n".join(row.titles[column]), loc="left", fontweight="bold", pad=0.35 * sheet.theme.type_pt, y=1.0)
    ax.tick_params(labelbottom=row.labelled, labelleft=column == 0)
    ax.locator_params(axis="y", nbins=max(3, int(row.height / 2)), steps=[1, 2, 5, 10])
    ax.locator_params(axis="x", nbins=max(3, min(9, int(row.wide / 2.5))), steps=[1, 2, 5, 10])
    if column == 0:
        ax.set_ylabel("\n".join(row.label))
        if row.panel.timed:
            ax.yaxis.set_label_coords(-(NUMBERS + 0.1) / row.wide, 0.5)
    if row.labelled:
        ax.set_xlabel(sheet.told[row.panel.across or "time"])
    return ax


def _time(ax: Axes, sheet: Sheet, plot: Plot, row: Row, first: Row) -> None:
    """The axis of time, the instants balance was lost and the phases, which are named in the first row."""
    ax.set_xlim(0, sheet.end_s)
    every = (plot.run,) if plot.run else sheet.runs
    for run in every:
        loss.line(ax, sheet, run)
    if row.panel is first.panel:
        phases.make_room(ax, row.height)
    if (timing := phases.common(every)) is not None:
        phases.shade(ax, sheet, timing)
        if row is first or (row.panel is first.panel and phases.common(sheet.runs) is None):
            phases.name(ax, sheet, timing, row.wide)
