"""Engines are open for others: by a call or an entry point, with the contract that ours keep."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from hingesim import FieldError, Scenario
from hingesim.engine import engine_class, installed, open_engine, register_engine
from hingesim.engine.contract import BODY, CONTRACT
from hingesim.scenario import engines


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", list(installed()))
def test_the_contract(name: str, check) -> None:
    check(engine_class(name))


def test_an_engine_can_be_registered_by_a_call(monkeypatch) -> None:
    monkeypatch.setattr(engines, "_registered", {})
    ours = engine_class()
    register_engine("browser", lambda: ours)
    assert Scenario().replace(world={"engine": "browser"}).world.engine == "browser"
    assert "browser" in list(installed())
    with open_engine(BODY, step_s=0.002, friction=0.9, engine="browser") as engine:
        assert isinstance(engine, ours)
    with pytest.raises(FieldError, match="are taken"):
        register_engine("browser", lambda: ours)


def test_an_engine_can_come_with_a_plug_in(monkeypatch) -> None:
    point = EntryPoint("other", "hingesim.engine.protocol:Engine", engines.GROUP)
    monkeypatch.setattr(engines, "_plugins", lambda: {"other": point})
    assert Scenario().replace(world={"engine": "other"}).world.engine == "other"
    assert engine_class("other").__name__ == "Engine"


@pytest.mark.parametrize("name", ["mujco", "", 5, None, ["mujoco"]])
def test_an_unknown_engine_is_one_line_with_what_there_is(name) -> None:
    with pytest.raises(FieldError) as caught:
        Scenario().replace(world={"engine": name})
    assert "one of auto, bullet, mujoco" in str(caught.value)
    assert "\n" not in str(caught.value)
