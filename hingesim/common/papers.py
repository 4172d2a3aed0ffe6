"""Sizes of paper, for storyboards and for what is printed for a class or a team."""

from __future__ import annotations

from typing import Any

from hingesim.common.checks import choice

PAPERS = {"A4": (595, 842), "Letter": (612, 792)}
"""Width and height of an upright page in points, 1/72 inch: ISO 216, and the customary size of North America."""


def paper_named(name: str, value: Any) -> str:
    """The paper of a name, however its letters are written.

    Args:
        name: of the field or option.
        value: as given.

    Raises:
        FieldError: there is none; names the nearest.
    """
    meant = {known.lower(): known for known in PAPERS}
    return choice(name, meant.get(value.lower(), value) if isinstance(value, str) else value, PAPERS)
