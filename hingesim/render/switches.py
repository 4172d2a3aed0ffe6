"""What can be switched in a picture, by name: the overlays over the body, and the parts of a page.

Names come from the folder `overlays` without importing what draws them, so that options can be checked and listed quickly.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any, Protocol

from hingesim.common.checks import choice
from hingesim.common.errors import HingesimError, InputError
from hingesim.common.seams import whole
from hingesim.render import overlays


class Switch(Protocol):
    """What is known of an overlay without what draws it."""

    name: Any
    """Text."""
    shown: Any
    """Whether it is drawn unless it is hidden."""


PARTS = {
    "phase": "bar of phases and time",
    "caption": "a coach's words",
    "stamp": "outcome, and the moment balance is lost",
    "legend": "what the marks mean",
    "settings": "body, knee bend, band and distance under the title",
    "slow": "slow motion while she tips, and stops to read",
}
"""Parts of a page and of its time that can be switched off: the layout keeps room for them."""
_registered: dict[str, Switch] = {}


@cache
def _in_folder() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(overlays.__path__)))


def overlay_names() -> tuple[str, ...]:
    """Names of all overlays."""
    return tuple(sorted({*_in_folder(), *_registered}))


def switches() -> tuple[str, ...]:
    """Everything that `show` and `hide` may name."""
    return (*overlay_names(), *PARTS)


def register(overlay: Switch) -> None:
    """Add an overlay of one's own; `hingesim.render.register_overlay` looks at it as a whole first.

    Raises:
        InputError: the name is taken.
    """
    if overlay.name in switches():
        raise InputError(f"overlay: got {overlay.name!r}, allowed is a name that is not taken ({', '.join(switches())} are)")
    _registered[overlay.name] = overlay


def unregister(name: str) -> None:
    """Take back an overlay that was registered; unknown names are left alone."""
    _registered.pop(name, None)


def find(name: str) -> Switch:
    """The overlay of a name.

    Raises:
        FieldError: there is none; names the nearest.
    """
    if name in _registered:
        return _registered[name]
    return _of_file(name if name in _in_folder() else choice("overlay", name, overlay_names()))


def _of_file(name: str) -> Switch:
    overlay = whole("overlay", importlib.import_module(f"{overlays.__name__}.{name}"), "OVERLAY").OVERLAY
    if overlay.name != name:
        raise HingesimError(f"overlay: the file {name}.py makes one named {overlay.name!r}")
    return overlay


def shown_by_default() -> frozenset[str]:
    """What is drawn unless it is hidden."""
    return frozenset(PARTS) | {name for name in overlay_names() if find(name).shown}
