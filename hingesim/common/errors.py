"""Everything hingesim raises on purpose; each message is one line a coach can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class HingesimError(Exception):
    """Base of all errors of this package."""


class InputError(HingesimError, ValueError):
    """A parameter, file or name that cannot be used as given; nothing was written."""


class FieldError(InputError):
    """One field of a scenario is out of its allowed values.

    Args:
        field: name as the user typed or would type it.
        given: the value that was given.
        allowed: what is allowed, in words.
    """

    def __init__(self, field: str, given: object, allowed: str) -> None:
        self.field, self.given, self.allowed = field, given, allowed
        super().__init__(f"{field}: got {_short(given)}, allowed is {allowed}")

    def __reduce__(self) -> tuple[type[FieldError], tuple[str, object, str]]:
        return type(self), (self.field, self.given, self.allowed)


class InfeasibleError(InputError):
    """Every field is valid, but no posture satisfies the combination."""


class UnsolvedPlanError(InfeasibleError):
    """There may be such a plan, but the solver did not find it."""


class FailedRunError(HingesimError):
    """The physics of a run has failed; nothing that came of it is an outcome.

    Args:
        said: what failed, in words.
        dump: path of the replayable dump of scenario and states, or None when it could not be written.
    """

    def __init__(self, said: str, dump: str | None) -> None:
        self.said, self.dump = said, dump
        super().__init__(f"{said}; replay it with the dump {dump}" if dump else said)

    def __reduce__(self) -> tuple[type, tuple]:
        return type(self), (self.said, self.dump)


class BlowUpError(FailedRunError):
    """The simulation became non-finite.

    Args:
        step: number of the physics step that failed.
        dump: path of the replayable dump, or None when it could not be written.
    """

    def __init__(self, step: int, dump: str | None) -> None:
        self.step = step
        super().__init__(f"the simulation became numerically unstable at step {step}", dump)

    def __reduce__(self) -> tuple[type, tuple]:
        return type(self), (self.step, self.dump)


class ImplausibleError(FailedRunError):
    """A body did in the simulation what no body does: `recording.plausible` has the limits."""


class EngineMissingError(HingesimError, ImportError):
    """The physics engine is not installed."""


class ExtraMissingError(HingesimError, ImportError):
    """A library that only some commands need is not installed.

    Args:
        module: the library that is missing.
        extra: the extra of the package that brings it.
        line: what to type for that: `pip install "hingesim[extra]"`.
    """

    def __init__(self, module: str, extra: str, line: str) -> None:
        self.module, self.extra, self.line = module, extra, line
        super().__init__(f"{module} is not installed; this brings it: {line}")

    def __reduce__(self) -> tuple[type[ExtraMissingError], tuple[str, str, str]]:
        return type(self), (self.module, self.extra, self.line)


def _short(given: object) -> str:
    """What was given, on one line and not endless."""
    try:
        text = given[:400] if isinstance(given, str | bytes | bytearray) else given
        text = " ".join(repr(text).split())
    except ValueError:  # an integer of thousands of digits
        return "a number too long to show"
    except Exception:  # what cannot be shown; whole modules of other people can be given
        return f"a {type(given).__name__} that cannot be shown"
    return text if len(text) <= 120 else f"{text[:117]}..."


def nearest(name: str, known: Iterable[str]) -> str:
    """A list of the known names, with the most similar one, or the only one it is a part of; capitals do not matter."""
    known, name = list(known), name[:80].lower()
    close = difflib.get_close_matches(name, [one.lower() for one in known], n=1)
    parts = [one.lower() for one in known if len(name) > 2 and name in one.lower()]
    meant = close or (parts if len(parts) == 1 else [])
    hint = next((f" (did you mean {one!r}?)" for one in known if one.lower() in meant), "")
    return f"one of {', '.join(known)}{hint}"
