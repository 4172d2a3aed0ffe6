"""What somebody meant who typed a word that a command does not have: by meaning first, then by part of the name, then by spelling."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MEANT: dict[str, tuple[str, ...]] = {
    "weight": ("--mass", "--load"),
    "bodyweight": ("--mass",),
    "body-weight": ("--mass",),
    "kg": ("--mass",),
    "lbs": ("--mass",),
    "tall": ("--height",),
    "stature": ("--height",),
    "size": ("--height", "--width"),
    "gender": ("--sex",),
    "male": ("--sex",),
    "female": ("--sex",),
    "man": ("--sex",),
    "woman": ("--sex",),
    "kettlebell": ("--load",),
    "dumbbell": ("--load",),
    "bend": ("--knee-bend",),
    "angle": ("--knee-bend", "--depth"),
    "distance": ("--band-distance",),
    "far": ("--band-distance",),
    "resistance": ("--band",),
    "colour": ("--band", "--colours"),
    "color": ("--band", "--colours"),
    "colors": ("--colours",),
    "tension": ("--band",),
    "strap": ("--band",),
    "slack": ("--band-rest-length",),
    "band-length": ("--band-rest-length",),
    "band-height": ("--anchor-height",),
    "anchor": ("--anchor-height", "--band-distance"),
    "leg": ("--stance",),
    "foot": ("--stance",),
    "side": ("--stance", "--panels"),
    "tempo": ("--lower", "--raise"),
    "time": ("--lower", "--duration"),
    "hips": ("--hip-shift",),
    "arms": ("--arm-reach",),
    "repeat": ("--replicates", "--reps"),
    "runs": ("--replicates",),
    "seeds": ("--replicates",),
    "random": ("--seed",),
    "repetitions": ("--reps",),
    "language": ("--lang",),
    "locale": ("--lang",),
    "dark": ("--theme",),
    "style": ("--theme",),
    "view": ("--panels",),
    "views": ("--panels",),
    "slow": ("--speed",),
    "title": ("--titles",),
    "output": ("--out",),
    "file": ("--out",),
    "o": ("--out",),
    "save": ("--out",),
    "format": ("--out",),
    "config": ("--scenario",),
    "input": ("--scenario",),
    "from": ("--scenario",),
    "hertz": ("--rate",),
    "hz": ("--rate",),
    "fields": ("--columns",),
    "verbose": ("--help-all",),
    "silent": ("--quiet",),
    "q": ("--quiet",),
}
"""Words of coaches and of other programs, with the options that mean the same; only those that the command has are named."""
MEANT_COMMANDS = {
    **dict.fromkeys(("animate", "gif", "video"), "compare"),
    **dict.fromkeys(("csv", "excel", "table", "save"), "export"),
    **dict.fromkeys(("band", "list"), "bands"),
    **dict.fromkeys(("check", "version", "info"), "doctor"),
    "run": "simulate",
    "plot": "trace",
    "draw": "render",
    "heatmap": "map",
}
MOST = 3
"""Options named at most; more would be a list to search again."""


def suggested(word: str, known: Iterable[str]) -> str:
    """`did you mean --mass or --load?`, or nothing.

    Args:
        word: as typed, an option or the name of a command.
        known: the options or commands there are.
    """
    there = [name for name in dict.fromkeys(known) if name not in ("-h", "--help")]
    plain = word.partition("=")[0].lstrip("-").lower().replace("_", "-")
    if not plain:
        return ""
    meant = [name for name in (*MEANT.get(plain, ()), MEANT_COMMANDS.get(plain, "")) if name in there]
    found = meant or _by_part(plain, there) or _by_spelling(plain, there)
    return f"did you mean {' or '.join(found[:MOST])}?" if found else ""


def _by_part(plain: str, there: list[str]) -> list[str]:
    """Names one of whose parts is the word: `knee` is in `--knee-bend`."""
    return sorted((name for name in there if plain in name.lstrip("-").split("-")), key=len) if len(plain) > 2 else []


def _by_spelling(plain: str, there: list[str]) -> list[str]:
    names = {name.lstrip("-"): name for name in there}
    return [names[close] for close in difflib.get_close_matches(plain, names, n=1, cutoff=0.7)]
