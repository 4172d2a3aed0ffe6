"""Pages of everything that has a name: outcomes, overlays, exercises, coaching, bands, checks, arrays of a recording."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping

import numpy as np

from hingesim import coaching
from hingesim.body.band import named_force_n
from hingesim.coaching.cue import cues
from hingesim.coaching.variations import Variation
from hingesim.common.data import settings
from hingesim.common.words import words
from hingesim.motion.exercises import exercise, exercise_names
from hingesim.recording.outcomes import OUTCOMES
from hingesim.recording.recorded import Recorded
from hingesim.render.switches import PARTS, find, overlay_names
from hingesim.scenario.band_words import products
from hingesim.validation.registry import CHECKS
from website.markdown import code, page, table

STRETCH = np.array([1.25, 1.5, 1.75, 2.0])
"""Lengths over the slack length at which the pull of a band is listed."""


def outcomes() -> str:
    """Every outcome with its rule and what a coach says."""
    said = settings("captions")["en"]["coach"]
    rows = ((code(name), named.kind, named.rule, said.get(name, "")) for name, named in reversed(OUTCOMES.items()))
    return page(
        "Outcomes",
        "What a run can come to. A `loss` is a loss of balance. [Outcomes](../outcomes.md) says what the limits rest on.",
        table(("outcome", "kind", "rule", "a coach says"), rows),
    )


def overlays() -> str:
    """Everything `--show` and `--hide` may name."""
    drawn = ((code(name), find(name).told, "yes" if find(name).shown else "no") for name in overlay_names())  # type: ignore[attr-defined]
    return page(
        "Overlays",
        "`--show NAME` draws one, `--hide NAME` takes it away; several with commas. [Pictures](../pictures.md) tells when each is of use.",
        table(("overlay", "shows", "drawn unless hidden"), drawn),
        "## Parts of a page",
        "These are always there unless they are hidden.",
        table(("part", "shows"), ((code(name), what) for name, what in PARTS.items())),
    )


def exercises() -> str:
    """Every exercise."""
    rows = []
    for name in exercise_names():
        value = exercise(name)
        about = inspect.getdoc(sys.modules[value.schedule.__module__]) or ""
        bearing = ", ".join(foot.replace("_", " ") for foot in value.bearing)
        rows.append((code(name), about.splitlines()[0].rstrip("."), bearing, ", ".join(value.phases), value.completed))
    head = ("exercise", "what is done", "carries weight", "phases", "completed by")
    return page("Exercises", "`--exercise NAME` chooses one.", table(head, rows))


def coached() -> str:
    """Cues of the scorecard, variations, faults, athletes, cues that are said: what each sets, and its source."""
    english = words().language
    return page(
        "Cues, variations, faults, athletes",
        "[Coaching](../coaching.md) says how to use them. Values are those of the [parameters](parameters.md).",
        "## Cues of the scorecard",
        _cues(),
        "## Variations",
        "In the order of the progression. Places, criteria and sizes are judgement.",
        table(
            ("variation", "what she does", "sets", "after", "go on when"),
            (
                (code(v.name), v.what[english], _varied(v), ", ".join(map(code, v.after)), v.move_on[english])
                for v in coaching.variations().values()
            ),
        ),
        "## Faults",
        table(("fault", "what she does", "sets"), ((code(f.name), f.what[english], _sets(f.to)) for f in coaching.faults().values())),
        "## Athletes",
        table(
            ("athlete", "who", "sets", "source"),
            ((code(a.name), a.what[english], _sets(a.to), a.source) for a in coaching.athletes().values()),
        ),
        "## Cues that are said",
        table(("cue", "said as", "moves"), ((code(s.name), s.says[english], _moves(s.moves)) for s in coaching.said_cues().values())),
    )


def _cues() -> str:
    english = words().language
    rows = []
    for cue in cues():
        low, high = ("" if v is None else f"{v:g}" for v in (cue.low, cue.high))
        limits = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
        rows.append((code(cue.name), cue.row[english]["title"], f"{limits} {cue.unit}", f"{cue.near:g}", cue.source))
    return table(("cue", "asks", "pass", "near, within", "source of the limit"), rows)


def _sets(to: Mapping[str, object]) -> str:
    return ", ".join(f"`{field}` {value}" for field, value in to.items())


def _varied(variation: Variation) -> str:
    shares = (f"`{field}` {share.share:g} of `{share.of}`" for field, share in variation.shares.items())
    return ", ".join([_sets(variation.to), *shares])


def _moves(moves: Mapping[str, Mapping[str, float]]) -> str:
    return ", ".join(f"`{field}` by {move['by']:g} toward {move['toward']:g}" for field, move in moves.items())


def bands() -> str:
    """Every band that has a name, with its pull."""
    catalogue = settings("bands")["band"]
    head = ("band", *(f"{100 * (stretch - 1):.0f} %" for stretch in STRETCH))
    return page(
        "Bands",
        "The pull in newtons when a band is stretched by a quarter, a half, three quarters, and to twice its slack length. "
        "Bands of one width differ by up to 30 % between makers, so measure yours: `--band-table 1.5m:4kg,2m:6kg`. "
        "Sources: [bands.toml](../../models/bands.toml).",
        "## The catalogue",
        table(("band", "width in mm", *head[1:]), ((code(n), f"{row['width_mm']:g}", *_pulls(n)) for n, row in catalogue.items())),
        "## As sold",
        table(head, ((code(name), *_pulls(name)) for name in products())),
    )


def _pulls(name: str) -> list[str]:
    return [f"{force:.0f}" for force in named_force_n(name, STRETCH)]


def checks() -> str:
    """Every check of `hingesim validate`: what was published, where, and how it is measured here."""
    rows = ((code(check.name), check.title, check.source, check.method) for check in CHECKS)
    return page(
        "Checks",
        "`hingesim validate` runs them, `hingesim validate --only NAME` one. What came out is in [the table](../validation.md).",
        table(("check", "title", "published", "measured"), rows),
    )


def arrays() -> str:
    """Every array of a recording."""
    rows = ((code(n), " x ".join(map(str, ("T", *d.shape))), d.unit, d.about) for n, d in Recorded.declared().items())
    return page(
        "Arrays of a recording",
        "World frame: x forward, y left, z up, origin on the ground under the stance ankle at the start; T samples, 10 ms apart. "
        "`recording.metrics` and `recording.summary()` give what follows from them; `hingesim export` writes them for other programs.",
        table(("array", "shape", "unit", "what it is"), rows),
    )
