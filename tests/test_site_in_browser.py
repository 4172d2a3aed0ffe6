"""Pages of the built site in a real browser: on a desk and on a phone, light and dark, for who does not see them, and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsing import CHROMIUM, CONTRAST, LARGE_RATIO, RATIO, axe_rules, complaints_of, shared_folder

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("furo", reason="what builds the site is not installed")
filelock = pytest.importorskip("filelock")
pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="no chromium here"), pytest.mark.slow]

PAGES = (
    "index", "first-clip", "teachers", "coaches", "curious/heading", "researchers", "extending", "reference/parameters",
    "glossary", "faq", "cannot", "gallery/the-lesson",
)  # fmt: skip
"""One of every kind: prose, tables, code, formulas, clips, what is made from the code."""
CURIOUS = sorted(f"curious/{path.stem}" for path in (Path(__file__).parents[1] / "docs" / "curious").glob("*.md") if path.stem != "index")
DESK, PHONE = (1280, 800), (360, 740)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from website.__main__ import build

    out = shared_folder(tmp_path_factory, "site-in-browser") / "site"
    with filelock.FileLock(out.with_name("site.lock")):
        if not (out / "index.html").exists():
            assert build(out) == 0
    return out


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_rules(tmp_path_factory.mktemp("axe"))


@pytest.fixture
def page(browser: api.Browser, request: pytest.FixtureRequest) -> Iterator[api.Page]:
    """A page of the theme that a test asks for; it fails its test by any complaint of the browser and by any request beyond the disk."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    opened = context.new_page()
    complaints = complaints_of(opened)
    opened.on("request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else complaints.append(asked.url))
    yield opened
    context.close()
    assert complaints == []


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_it_is_read_by_everybody(page: api.Page, site: Path, axe: str, name: str) -> None:
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        page.goto((site / f"{name}.html").as_uri())
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # what scrolls sideways is told by now
        page.evaluate(axe)
        found = page.evaluate("axe.run({ preload: false, iframes: false })")[
            "violations"
        ]  # a page of the disk may not read styles anew, nor ask frames
        assert [(each["impact"], each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate(CONTRAST.read_text(encoding="utf-8"), {"ratio": RATIO, "large": LARGE_RATIO}) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_what_scrolls_sideways_is_reached_by_keyboard_and_nothing_else_is(page: api.Page, site: Path) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto((site / "researchers.html").as_uri())
    stops = (
        "[...document.querySelectorAll('article pre, article .table-wrapper')].map(e => [e.scrollWidth > e.clientWidth, e.tabIndex === 0])"
    )
    page.wait_for_function("document.querySelectorAll('article [tabindex=\"0\"]').length > 0")
    found = page.evaluate(stops)
    assert all(wide == reached for wide, reached in found)
    assert {wide for wide, _ in found} == {True, False}


@pytest.mark.parametrize("page", ["light"], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_every_table_is_whole(page: api.Page, site: Path, name: str) -> None:
    """Row by row where it has many columns; then each value stands under the head of its column, and it is still told as a table."""
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto((site / f"{name}.html").as_uri())
    assert page.evaluate("[...document.querySelectorAll('article .table-wrapper')].filter(e => e.scrollWidth > e.clientWidth).length") == 0
    if name == "reference/parameters":
        row = page.get_by_role("row").filter(has=page.get_by_role("cell", name="hinge.knee_bend_deg", exact=True))
        assert row.get_by_role("cell").count() == 6
        heads = [cell.get_attribute("data-head") for cell in row.get_by_role("cell").all()]
        assert heads == ["field", "option", "unit", "allowed", "default", "meaning"]


def player(page: api.Page) -> api.Frame:
    """The player of a page, in view and ready."""
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frames[-1]
    frame.wait_for_function("document.getElementById('time')?.textContent")
    return frame


@pytest.mark.parametrize("page", ["light"], indirect=True)
@pytest.mark.parametrize("name", CURIOUS)
def test_a_page_for_the_curious_has_a_player_that_fits(page: api.Page, site: Path, axe: str, name: str) -> None:
    for width, height in (DESK, (700, 800), (540, 800), PHONE):
        page.set_viewport_size({"width": width, "height": height})
        page.goto((site / f"{name}.html").as_uri())
        frame = player(page)
        fits = "(root => root.scrollWidth <= innerWidth && root.scrollHeight <= innerHeight)(document.documentElement)"
        assert frame.evaluate(fits), "it scrolls inside"
        if width > 620:
            assert page.locator("iframe").evaluate("frame => frame.clientHeight") < height, "picture and controls are seen at once"
    assert page.locator("iframe").get_attribute("title")
    frame.evaluate(axe)
    found = frame.evaluate("axe.run({ preload: false, rules: { 'page-has-heading-one': { enabled: false } } })")  # the page around it has
    assert [(each["impact"], each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]] == []


@pytest.mark.parametrize("page", ["dark"], indirect=True)
def test_a_player_is_reached_and_stepped_by_keyboard(page: api.Page, site: Path) -> None:
    page.goto((site / "curious" / "band.html").as_uri())
    frame = player(page)
    page.locator("a", has_text="1. One point carries").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "iframe":
            break
    assert frame.evaluate("document.activeElement.id") == "back"
    assert frame.locator("#position").input_value() == "0", "it waits where less motion is asked for"
    page.keyboard.press("ArrowRight")
    frame.wait_for_function("document.getElementById('position').value === '1'", timeout=5000)
