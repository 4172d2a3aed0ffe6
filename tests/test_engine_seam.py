"""Engines are open for others: by a call or an entry point, with the contract that ours keep."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from hingesim import FieldError, HingesimError, Scenario
from hingesim.engine import Settings, engine_class, installed, open_engine, register_engine
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
    ours = next(installed())
    monkeypatch.setattr(engines, "_plugins", lambda: {"other": [EntryPoint("other", engines.OWN[ours], engines.GROUP)]})
    assert Scenario().replace(world={"engine": "other"}).world.engine == "other"
    assert engine_class("other") is engine_class(ours)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (["hingesim.engine:a", "hingesim.engine:b"], "two packages bring one"),
        (["no_such_package:Engine"], "cannot be loaded"),
        (["hingesim.engine:NoSuchEngine"], "cannot be loaded"),
        (["hingesim.engine:Settings"], "Settings has no name, no version, no __enter__"),
    ],
)
def test_a_plug_in_that_is_there_twice_or_half_is_one_line(monkeypatch, points: list[str], said: str) -> None:
    plugins = {"other": [EntryPoint("other", point, engines.GROUP) for point in points]}
    monkeypatch.setattr(engines, "_plugins", lambda: plugins)
    with pytest.raises(HingesimError, match=f"^engine 'other': .*{said}") as caught:
        engine_class("other")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "loader"), [("Its Name", lambda: None), (5, lambda: None), ("a,b", lambda: None), ("mine", "a text"), ("mine", Settings)]
)
def test_half_an_engine_is_not_registered(monkeypatch, name, loader) -> None:
    monkeypatch.setattr(engines, "_registered", {})
    with pytest.raises(FieldError, match=r"^engine: got "):
        register_engine(name, loader)
    assert engines._registered == {}


@pytest.mark.parametrize("name", ["mujco", "", 5, None, ["mujoco"]])
def test_an_unknown_engine_is_one_line_with_what_there_is(name) -> None:
    with pytest.raises(FieldError) as caught:
        Scenario().replace(world={"engine": name})
    assert "one of auto, bullet, mujoco" in str(caught.value)
    assert "\n" not in str(caught.value)
