"""Overlays of one's own, from outside the package: looked at as a whole before they may draw."""

from __future__ import annotations

import re
from typing import Any, cast

from hingesim.common.errors import FieldError, InputError
from hingesim.common.words import languages, words
from hingesim.render import switches
from hingesim.render.drawing import Drawing
from hingesim.render.look import look_of
from hingesim.render.overlay import Overlay

NAME = re.compile(r"[a-z][a-z0-9_-]*")


def register_overlay(overlay: Any) -> None:
    """Add an overlay for this process; `hingesim.render.unregister_overlay` takes it back.

    One with a sign in the legend says its name there: `caption` gives it in every language.

    Args:
        overlay: a value of your class of `hingesim.render.overlay.Overlay`.

    Raises:
        InputError: it is no overlay, its name is taken or none, its docstring says nothing, or a text is missing in a language.
    """
    if not isinstance(overlay, Overlay):
        raise FieldError("overlay", overlay, "a value of a class of hingesim.render.overlay.Overlay")
    name = getattr(overlay, "name", None)
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise FieldError("overlay", name, "a name of small letters, digits, - and _, as in --show")
    if not overlay.told:
        raise InputError(f"overlay {name!r}: the docstring of {type(overlay).__name__} must say in its first line what it shows")
    signed = bool(overlay.sign(0.0, 0.0, 10.0, look_of(Drawing())))
    for language in languages():
        told = words(language)
        if signed and not overlay.caption(told):
            raise InputError(f"overlay {name!r}: caption gives no name for the legend in {language!r}")
        for key in overlay.words:
            told["label"][key]
    switches.register(cast(Any, overlay))


unregister_overlay = switches.unregister
