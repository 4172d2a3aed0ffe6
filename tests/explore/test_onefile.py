"""The page in one file: the same physics and the same answers, opened as a file or in a sandboxed frame, and nothing leaves it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from hingesim import HingesimError, InputError, simulate
from hingesim.engine import installed
from hingesim.explore.asked import LONG
from hingesim.explore.files import page_files
from hingesim.explore.onefile import bundle, packages, write_onefile
from tests.browsing import complaints_of
from tests.explore.built import laid_out, run
from tests.plausible import drawn

PATIENCE_MS = 180_000
QUICK = "hinge.lower_s=0.6&hinge.pause_s=0&hinge.raise_s=0.6"
SEEDS = range(7000, 7003)
"""Of random scenarios that are run by both builds of MuJoCo."""
LARGEST_B = 22e6


@pytest.fixture(scope="module")
def runtime(page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_out(page_file, tmp_path_factory.mktemp("runtime"), packages.Packages())


# ---- the engine in it ----
CONTRACT = """
import json
from hingesim.engine import engine_class
from hingesim.engine.contract import CONTRACT
for check in CONTRACT:
    check(engine_class("wasm"))
    print(json.dumps([check.__name__]))
"""
RUNS = """
import json
from hingesim import HingesimError, Scenario, simulate
for fields in json.loads({fields!r}):
    scenario = Scenario.from_dict(fields).replace(world={{"engine": "wasm"}})
    try:
        run = simulate(scenario)
        print(json.dumps([run.outcome.name, run.outcome.completed, run.com_world_m.tolist()]))
    except HingesimError as error:
        print(json.dumps([type(error).__name__, False, []]))
"""


def test_the_engine_keeps_the_contract(runtime: Path) -> None:
    from hingesim.engine.contract import CONTRACT as checks

    assert run(runtime, CONTRACT) == [[check.__name__] for check in checks]


@pytest.mark.skipif("mujoco" not in installed(), reason="no MuJoCo here to compare with")
def test_outcomes_are_those_of_the_other_build_of_mujoco(runtime: Path) -> None:
    scenarios = [drawn(seed).replace(world={"engine": "mujoco"}) for seed in SEEDS]
    fields = json.dumps([scenario.replace(world={"engine": "auto"}).to_dict() for scenario in scenarios])
    for scenario, (outcome, completed, com_m) in zip(scenarios, run(runtime, RUNS.format(fields=fields)), strict=True):
        try:
            here = simulate(scenario)
        except HingesimError as error:
            said, here = type(error).__name__, None
        else:
            said = here.outcome.name
        assert outcome == said
        if here and completed:
            assert np.abs(np.array(com_m) - here.com_world_m).max() < 1e-6


# ---- in a browser ----
@pytest.fixture
def page(browser) -> Iterator:
    """A page that fails its test by any complaint of the browser and by any request that is not for a file or a part of the page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", offline=True)
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    complaints = complaints_of(opened)
    opened.on("request", lambda asked: complaints.append(asked.url) if urlsplit(asked.url).scheme not in ("file", "blob", "data") else None)
    opened.on("websocket", lambda socket: complaints.append(socket.url))
    yield opened
    context.close()
    assert complaints == []


def until(frame, expression: str, given: object = None) -> None:
    end = time.monotonic() + PATIENCE_MS / 1000
    while not frame.evaluate(expression, given):
        assert time.monotonic() < end, f"never: {expression}"
        frame.wait_for_timeout(50)


CHANGED = "before => [...document.querySelectorAll('#result .verdict')].some((each, k) => each.innerText !== before[k])"


def slide(page, frame) -> None:
    """Move a slider by keyboard and read what comes of it."""
    frame.wait_for_selector("#result article")
    before = frame.locator("#result .verdict").all_inner_texts()
    assert len(before) == 2
    slider = frame.get_by_label("knee bend", exact=True)
    slider.focus()
    for _ in range(3):
        page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "0°"
    until(frame, CHANGED, before)
    assert frame.get_attribute("#picture", "aria-label")
    assert "mujoco" in frame.inner_text("#engine")


def test_as_a_file_a_slider_is_moved_by_keyboard_and_the_outcome_is_read(page, page_file: Path) -> None:
    page.goto(f"{page_file.as_uri()}#{QUICK}&hinge.knee_bend_deg=40")
    slide(page, page.main_frame)
    assert "hinge.knee_bend_deg=0" in page.url
    page.click("#command")
    assert "--engine mujoco" in page.input_value("#copied"), "the command line runs the same physics elsewhere"


def test_in_a_sandboxed_frame_it_does_the_same(page, page_file: Path) -> None:
    course = page_file.with_name("course.html")
    source = f"explorer.html#{QUICK}&hinge.knee_bend_deg=40&lang=en"
    course.write_text(f'<!doctype html><title>Course</title><iframe sandbox="allow-scripts" width=900 height=800 src="{source}"></iframe>')
    page.goto(course.as_uri())
    until(page, "document.querySelector('iframe') !== null")
    slide(page, page.frames[1])


def test_its_policy_lets_nothing_in_and_nothing_out(browser, page_file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{page_file.as_uri()}#embed=1")
    page.evaluate("window.refused = []; document.addEventListener('securitypolicyviolation', (e) => refused.push(e.effectiveDirective))")
    tries = """async () => {
      await fetch("http://127.0.0.1:9/").catch(() => 0);
      try { new WebSocket("ws://127.0.0.1:9/"); } catch {}
      for (const [name, fields] of [["script", { textContent: "window.strange = 1" }], ["script", { src: "http://127.0.0.1:9/a.js" }],
        ["style", { textContent: "body { color: red }" }], ["img", { src: "http://127.0.0.1:9/a.png" }],
        ["iframe", { src: "http://127.0.0.1:9" }], ["object", { data: "http://127.0.0.1:9" }]])
        document.body.append(Object.assign(document.createElement(name), fields));
    }"""
    page.evaluate(tries)
    wanted = ["connect-src", "frame-src", "img-src", "object-src", "script-src-elem", "style-src-elem"]
    until(page, "wanted => wanted.every((each) => refused.includes(each))", wanted)
    assert page.evaluate("window.strange") is None
    context.close()


# ---- how it is made ----
def test_it_is_of_a_size_to_hand_round_and_names_no_other_place(page_file: Path) -> None:
    assert page_file.stat().st_size < LARGEST_B
    markup = re.sub(r'data-part="[^>]*>[^<]*<', "<", page_file.read_text(encoding="utf-8"))
    assert re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", markup) == []


def test_all_modules_of_the_page_become_one_script() -> None:
    script = bundle.bundled({name: body.decode() for name, (body, _) in page_files().items() if name.endswith(".js")}, "app.js")
    assert re.search(r"^\s*(import|export)\b", script, re.MULTILINE) is None
    assert re.search(r"const \{[^}]* as [^}]*\} = loaded", script) is None


def test_the_worker_knows_which_questions_end_others() -> None:
    worker = (files("hingesim.explore.onefile") / "worker.js").read_text("utf-8")
    assert json.loads(re.search(r"const LONG = (\[.*?\]);", worker)[1]) == list(LONG)


@pytest.mark.parametrize("form", ['import x from "./b.js";', 'import "./b.js";', "export default 1;", 'export { a } from "./b.js";'])
def test_a_form_of_module_that_would_be_lost_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js"):
        bundle.bundled({"a.js": form, "b.js": ""}, "a.js")


def test_what_is_not_the_pinned_package_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda tool: tool)
    pinned = packages.Packages(tmp_path)
    (tmp_path / "pyodide-0.27.7.tgz").write_bytes(b"something else")
    with pytest.raises(HingesimError, match="has not the bytes it must have"):
        pinned.member("pyodide", "pyodide.js")
    monkeypatch.setattr(packages, "_run", lambda command, spec: Path(command[-2], "pyodide-0.27.7.tgz").write_bytes(b"something else"))
    with pytest.raises(HingesimError, match="has not the bytes it must have"):
        list(pinned.fetch())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pyodide-0.27.7.tgz"]


@pytest.mark.parametrize("missing", ["npm", "node"])
def test_a_tool_that_is_missing_is_named_in_one_line(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda tool: None if tool == missing else tool)
    with pytest.raises(HingesimError) as caught:
        write_onefile(tmp_path / "a.html", cache=tmp_path / "cache")
    assert missing in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_cannot_be_had_is_named_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda tool: "false" if tool == "npm" else tool)
    with pytest.raises(HingesimError, match=r"^explore: pyodide@0\.27\.7 could not be fetched \(.*\)$"):
        list(packages.Packages(tmp_path).fetch())


def test_another_kind_of_file_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.html"):
        write_onefile(tmp_path / "explorer.exe")
