"""Makes the files of the entries, several at a time: clip, storyboard, figure, manifest and record."""

from __future__ import annotations

import dataclasses
import multiprocessing
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageColor
from PIL.PngImagePlugin import PngInfo

from hingesim.common.errors import HingesimError
from hingesim.common.files import together, written_whole
from hingesim.common.leftovers import clear_leftovers
from hingesim.common.processes import cores, worker_pool
from hingesim.gallery.entry import CLIP, STORYBOARD, TRACE, Entry
from hingesim.gallery.record import write_record
from hingesim.plots import trace
from hingesim.recording.recording import Recording
from hingesim.render import animate
from hingesim.render.manifest import write_manifest
from hingesim.render.palette import stated_colours
from hingesim.render.theme import THEMES
from hingesim.simulation.simulate import simulate

STORYBOARD_WIDTH = 1800
"""Six inches in print; the whole gallery must stay small enough to be kept with the code."""
TRACE_WIDTH = 1200
STILL_COLOURS = 256
"""Of storyboards and figures."""


def simulated(entry: Entry) -> list[Recording]:
    """The recordings of an entry.

    Raises:
        HingesimError: an outcome is not the one the entry claims.
    """
    recordings = [simulate(run.scenario) for run in entry.runs]
    for run, recording in zip(entry.runs, recordings, strict=True):
        if recording.outcome.name != run.outcome:
            raise HingesimError(f"gallery: {entry.name} claims {run.outcome} for {run.title!r}, but the run gave {recording.outcome.name}")
    return recordings


def board_options(entry: Entry) -> dict[str, Any]:
    """How the storyboard is drawn: as the clip, but for print."""
    return dataclasses.replace(entry.drawing, width=STORYBOARD_WIDTH, max_size=None).changed()


def draw_stills(entry: Entry, recordings: Sequence[Recording], folder: Path) -> None:
    """Storyboard and figure of an entry."""
    animate(recordings, folder / STORYBOARD, titles=entry.titles, **board_options(entry))
    trace(recordings, folder / TRACE, titles=entry.titles, panels=entry.trace, width=TRACE_WIDTH)


def keep_stills(drawn: Path, folder: Path, theme: str) -> None:
    """Take them over with a palette: a third of the size, and no eye sees which. The colours that mean something in a theme stay."""
    for name in (STORYBOARD, TRACE):
        with Image.open(drawn / name) as picture, written_whole(folder / name) as part:
            _with_palette(picture, part, stated_colours(THEMES[theme]))


def _with_palette(picture: Image.Image, part: Path, meant: Sequence[str]) -> None:
    about = PngInfo()
    for key, text in getattr(picture, "text", {}).items():
        about.add_itxt(key, str(text))
    whole = picture.convert("RGB")
    there = {colour for _, colour in whole.getcolors(whole.width * whole.height) or ()}
    kept = [rgb for rgb in map(ImageColor.getrgb, meant) if rgb in there]
    others = STILL_COLOURS - len(kept)
    flat = whole.quantize(others, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    pixels, places = np.asarray(whole), np.array(flat)
    for place, rgb in enumerate(kept, others):
        places[(pixels == rgb).all(axis=-1)] = place
    out = Image.fromarray(places).convert("P")
    out.putpalette([*(flat.getpalette() or []), *[0] * 3 * others][: 3 * others] + [value for rgb in kept for value in rgb])
    out.save(part, format="PNG", optimize=True, dpi=picture.info.get("dpi"), pnginfo=about)


def make(entry: Entry) -> None:
    """Simulate and draw one entry into its folder; the record comes last, so what was interrupted counts as stale."""
    recordings = simulated(entry)
    # The stills are read again, so they are there before files begin to wait for each other.
    with tempfile.TemporaryDirectory(prefix="hingesim-") as scratch:
        draw_stills(entry, recordings, Path(scratch))
        _write_pictures(entry, recordings, Path(scratch))
    write_record(entry)


def _write_pictures(entry: Entry, recordings: Sequence[Recording], stills: Path) -> None:
    titles, folder, clip = entry.titles, entry.folder, entry.drawing.changed()
    with together():
        animate(recordings, folder / CLIP, titles=titles, **clip)
        write_manifest(folder / CLIP, recordings, titles, clip)
        keep_stills(stills, folder, entry.drawing.theme)


def build(
    entries: Sequence[Entry],
    *,
    workers: int | None = None,
    progress: Callable[[float], None] | None = None,
    told: Callable[[Entry, HingesimError | None], None] = lambda entry, error: None,
) -> int:
    """Make entries on all cores; one that fails does not stop the others.

    Args:
        entries: what to make.
        workers: processes; default: as many as there are cores.
        progress: called with the share of the entries that are done.
        told: called for every entry when it is done, with the error when it failed.

    Returns:
        How many failed.
    """
    failed = done = 0
    if not entries:
        return 0
    # Side by side takes longest and goes first, so that no core waits at the end.
    queue = sorted(entries, key=lambda entry: -len(entry.runs))
    others = set(multiprocessing.active_children())
    with worker_pool(min(workers or cores(), len(queue))) as pool:
        jobs = {pool.submit(make, entry): entry for entry in queue}
        try:
            for job in as_completed(jobs):
                error = job.exception()
                if error is not None and not isinstance(error, HingesimError):
                    raise error
                failed, done = failed + (error is not None), done + 1
                told(jobs[job], error)
                if progress:
                    progress(done / len(jobs))
        except BaseException:
            _stop([child for child in multiprocessing.active_children() if child not in others], queue)
            raise
    return failed


def _stop(workers: Sequence[BaseProcess], entries: Sequence[Entry]) -> None:
    """End the workers in the middle of their files, and take the parts of files away."""
    for worker in workers:
        worker.kill()
        worker.join()
    for entry in entries:
        clear_leftovers(entry.folder)
