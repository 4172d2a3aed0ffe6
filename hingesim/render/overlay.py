"""An overlay: something drawn with the body that can be switched, with its drawing, its sign in the legend and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any, ClassVar, TypeVar, cast
from weakref import WeakKeyDictionary

import numpy as np

from hingesim.common.errors import InputError
from hingesim.common.words import Words
from hingesim.render.camera import View
from hingesim.render.display import Shape
from hingesim.render.look import Look
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage
from hingesim.render.switches import PARTS, find

T = TypeVar("T")


class Plane(IntEnum):
    """Where an overlay lies, from back to front."""

    BEHIND = 0
    """Behind the body."""
    FLOOR = 1
    """On the floor strip, which hides what has sunk into it."""
    OVER = 2
    """Over the body and what it holds."""


class Overlay:
    """What every overlay is; one that draws nothing of a kind leaves that method as it is here.

    The first line of the docstring of a class says what the overlay shows.
    """

    name: ClassVar[str]
    """As in `--show` and `--hide`, and of its file."""
    shown: ClassVar[bool] = True
    """Whether it is drawn unless it is hidden."""
    plane: ClassVar[Plane] = Plane.OVER
    rank: ClassVar[int] = 0
    """Order within the plane: later ones cover earlier ones. The text of an earlier one keeps its place where two would meet."""
    words: ClassVar[tuple[str, ...]] = ()
    """Keys of the `label` texts it writes, besides its name in the legend (`label.<name>`)."""

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it is the one that is registered there."""
        return find, (self.name,)

    @property
    def told(self) -> str:
        """What it shows, in one line."""
        return (type(self).__doc__ or "").partition("\n")[0].rstrip(".")

    def caption(self, words: Words) -> str:
        """Its name in the legend, `label.<name>`; one from outside the package gives its own here, in the language of the words.

        Raises:
            InputError: there is no such text, or one that is another's.
        """
        text = words["label"].get(self.name)
        if text is None or "{" in text:
            found = "there is none" if text is None else f"{text!r} is another's"
            raise InputError(f"overlay {self.name!r}: its name in the legend, label.{self.name} in {words.language!r}: {found}")
        return text

    def seen_in(self, view: View) -> bool:
        """Whether it has something to show in a view."""
        return True

    def still(self, stage: Stage, panel: Panel) -> list[Shape]:
        """What stands still behind everything."""
        return []

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """What moves, in its plane."""
        return []

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Words and numbers over everything; a text that would leave the panel or cover an earlier one is left out."""
        return []

    def ground_point_world_m(self, pose: Pose) -> np.ndarray | None:
        """shape (3,): the place that its sign marks on the foot seen from above; None where there is none."""
        return None

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """Its sign in the legend and on the foot from above, about (x, y), as high as a text of this size; empty without one."""
        return []


def in_paint_order(names: Iterable[str]) -> tuple[Overlay, ...]:
    """The overlays among the names, those painted first at the front; parts of the page are passed over."""
    every = (cast(Overlay, find(name)) for name in names if name not in PARTS)
    return tuple(sorted(every, key=lambda overlay: (overlay.plane, overlay.rank)))


def once_a_clip(found: Callable[[Stage, Panel], T]) -> Callable[[Stage, Panel], T]:
    """The function, which is asked once for a stage on a panel: what holds for a whole recording is not worked out in every frame."""
    known: WeakKeyDictionary[Stage, tuple[Panel, T]] = WeakKeyDictionary()

    def of(stage: Stage, panel: Panel) -> T:
        if (last := known.get(stage)) is None or last[0] is not panel:
            last = known[stage] = panel, found(stage, panel)
        return last[1]

    return of
