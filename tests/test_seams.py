"""What is registered by a file or in a table: half of one, or two of a name, is told in one line.

Engines and overlays have their own tests.
"""

from __future__ import annotations

import importlib
import pickle
import sys
import types

import pytest

from hingesim.cli import registry
from hingesim.common.errors import HingesimError
from hingesim.common.seams import once
from hingesim.common.words import languages, words
from hingesim.motion import exercises
from hingesim.plots.registry import PANELS
from hingesim.recording.outcomes import OUTCOMES
from hingesim.render.outcome_looks import OUTCOME_LOOKS, complete
from hingesim.validation import registry as validation


def half(monkeypatch: pytest.MonkeyPatch, name: str, **made: object) -> None:
    """A module that makes only this."""
    module = types.ModuleType(name)
    module.__file__ = f"{name.rpartition('.')[2]}.py"
    vars(module).update(made)
    monkeypatch.setitem(sys.modules, name, module)


def test_half_an_exercise(monkeypatch: pytest.MonkeyPatch) -> None:
    half(monkeypatch, "hingesim.motion.exercises.squat")
    monkeypatch.setattr(exercises, "exercise_names", lambda: ("squat",))
    with pytest.raises(HingesimError, match=r"^exercise: squat.py makes no EXERCISE$"):
        exercises.exercise("squat")


def test_half_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    half(monkeypatch, "hingesim.cli.commands.wave", EXAMPLE="hingesim wave")
    with pytest.raises(HingesimError, match=r"^command: wave.py makes no options, no run$"):
        registry.load("wave")


def test_two_panels_of_a_name() -> None:
    with pytest.raises(HingesimError, match=r"^panel: two are named 'foot'$"):
        once("panel", [*PANELS.items(), ("foot", PANELS["foot"])])


def test_two_checks_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "CHECKS", (*validation.CHECKS, validation.CHECKS[0]))
    with pytest.raises(HingesimError, match=r"^check: two are named"):
        validation.find(())


def test_an_outcome_without_a_look_and_a_look_without_an_outcome() -> None:
    less = {name: look for name, look in OUTCOME_LOOKS.items() if name != "stood"}
    with pytest.raises(HingesimError, match=r"^outcome 'stood': it has no look"):
        complete(less)
    with pytest.raises(HingesimError, match=r"^outcome 'flew': a look, but no such outcome"):
        complete({**OUTCOME_LOOKS, "flew": OUTCOME_LOOKS["stood"]})
    assert complete(OUTCOME_LOOKS).keys() == OUTCOMES.keys()


@pytest.mark.parametrize("language", languages())
def test_a_missing_text_and_a_missing_number_of_one(language: str) -> None:
    told = words(language)
    for ask in (told.title, told.coach, told.alt, told.label):
        with pytest.raises(HingesimError, match=rf"^captions: no text \w+.flew in '{language}'; models/captions.toml needs it in every"):
            ask("flew")
    with pytest.raises(HingesimError, match=rf"^captions: a text in '{language}' asks for {{newton}}, which it is not given$"):
        told.label("band")
    assert pickle.loads(pickle.dumps(told)).title("stood") == told.title("stood")


def test_every_command_is_whole() -> None:
    assert [name for name in registry.names() if not importlib.import_module(f"hingesim.cli.commands.{name}").__doc__] == []
