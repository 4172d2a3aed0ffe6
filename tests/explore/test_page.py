"""The page in a real browser: by keyboard, in four languages, in words for who cannot see it, and nothing leaves the machine."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hingesim.common.words import words
from hingesim.explore.client import framed
from hingesim.explore.described import description
from hingesim.explore.session import Answer
from tests.browsing import CHROMIUM, CONTRAST, LARGE_RATIO, RATIO, axe_rules, complaints_of

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")

PATIENCE_MS = 180_000
"""Machines of tests are slow; how long things take is measured elsewhere."""
QUICK = "hinge.depth_deg=10&hinge.lower_s=0.3&hinge.pause_s=0&hinge.raise_s=0.3"


@pytest.fixture
def page(browser: api.Browser, address: str) -> Iterator[api.Page]:
    """A page that fails its test by any complaint of the browser and by any request that leaves the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.split("/?")[0])
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    complaints = complaints_of(opened)
    opened.on("request", lambda request: away(request.url, complaints))
    opened.on("websocket", lambda socket: away(socket.url, complaints))
    yield opened
    context.close()
    assert complaints == []


def away(url: str, complaints: list[str]) -> None:
    if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1":
        complaints.append(f"left the machine: {url}")


def until(page: api.Page, expression: str, given: object = None) -> None:
    """Wait for something to be true. Playwright's own way builds functions of text, which the policy of the page forbids."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(expression, given):
        assert time.monotonic() < end, f"never: {expression}"
        page.wait_for_timeout(50)


def opened(page: api.Page, address: str, settings: str = QUICK) -> api.Page:
    """Open the address with settings, and wait for the physics."""
    page.goto(f"{address}#{settings}")
    page.wait_for_selector("#result article")
    return page


def verdicts(page: api.Page) -> list[str]:
    return page.locator("#result .verdict").all_inner_texts()


def test_a_slider_is_moved_by_keyboard_and_the_outcome_is_read(page: api.Page, address: str) -> None:
    opened(page, address, "hinge.lower_s=1&hinge.pause_s=0&hinge.raise_s=1&hinge.knee_bend_deg=38")
    before = verdicts(page)
    assert len(before) == 2
    assert page.get_attribute("#picture", "aria-label")
    slider = page.get_by_label("knee bend", exact=True)
    slider.focus()
    assert slider.get_attribute("aria-valuetext") == "38°"
    for _ in range(38):
        page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "0°"
    assert "hinge.knee_bend_deg=0" in page.url
    until(page, "before => [...document.querySelectorAll('#result .verdict')].some((v, i) => v.innerText !== before[i])", before)
    page.click("#reset")
    assert urlsplit(page.url).fragment == ""


def test_a_cell_of_the_map_is_chosen_by_keyboard_and_plays(page: api.Page, address: str) -> None:
    opened(page, address)
    until(page, "document.querySelectorAll('#map button:not(.unknown):not(.guess)').length >= 4")
    assert page.locator("#legend li:visible").count() >= 1
    focused = page.locator("#map button[tabindex='0']")
    assert focused.count() == 1, "one stop for the tabulator"
    focused.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    name = page.evaluate("document.activeElement.ariaLabel")
    assert name.startswith("2.15 m, 28°")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('band.distance_m=2.15') && location.hash.includes('hinge.knee_bend_deg=28')")
    assert page.get_by_label("distance to the anchor", exact=True).get_attribute("aria-valuetext") == "2.15 m"
    until(page, "document.querySelector('#map .here')?.ariaLabel.startsWith('2.15 m, 28°')")


def test_the_picture_is_stepped_scrubbed_and_played(page: api.Page, address: str) -> None:
    opened(page, address)
    until(page, "!document.querySelector('#position').disabled && document.querySelector('#state').hidden")
    position = page.locator("#position")
    page.click("#forward")
    page.click("#forward")
    assert position.input_value() == "2"
    position.focus()
    page.keyboard.press("End")
    last = position.get_attribute("aria-valuetext")
    assert re.fullmatch(r"\d+\.\d s", last)
    page.keyboard.press("Home")
    page.click("#play")
    until(page, "Number(document.querySelector('#position').value) > 3")
    page.click("#play")
    ink = """() => {
      const c = document.querySelector("#picture"), dots = c.getContext("2d").getImageData(0, 0, c.width, c.height).data, seen = new Set();
      for (let i = 0; i < dots.length; i += 64) seen.add((dots[i] << 16) | (dots[i + 1] << 8) | dots[i + 2]);
      return seen.size;
    }"""
    assert page.evaluate(ink) > 20, "a figure is drawn"


@pytest.mark.parametrize("lang", ["es"])
def test_the_language_is_changed(page: api.Page, address: str, lang: str) -> None:
    opened(page, address)
    page.select_option("#language", lang)
    until(page, "lang => document.documentElement.lang === lang", lang)
    told = description(lang)
    assert page.inner_text("h1") == told["words"]["title"] != description("en")["words"]["title"]
    for control in told["groups"][0]["controls"]:
        assert page.get_by_label(control["label"], exact=True).count() == 1
    title = words(lang)["title"]["band"]
    until(page, "title => document.querySelector('#result').innerText.includes(title)", title)
    assert title in page.get_attribute("#picture", "aria-label")
    until(page, "lang => location.hash.includes('lang=' + lang)", lang)


def test_the_address_opens_the_same_and_the_command_line_is_copied(page: api.Page, address: str) -> None:
    opened(page, address, f"{QUICK}&band.distance_m=1.9&theme=dark&lang=en")
    page.click("#link")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "key=" not in copied
    page.click("#command")
    command = page.evaluate("navigator.clipboard.readText()")
    assert command.startswith("hingesim compare")
    assert "--band-distance 1.9" in command
    page.goto("about:blank")
    page.goto(copied)
    page.wait_for_selector("#result article")
    assert page.get_by_label("distance to the anchor", exact=True).get_attribute("aria-valuetext") == "1.90 m"
    assert page.locator("html.dark").count() == 1
    with page.expect_download() as saved:
        page.click("#image")
    with open(saved.value.path(), "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    "settings", ["hinge.knee_bend_deg=999", "hinge.nonsense=1", "band.name=%3Cimg%20src%3Dx%3E", "band.distance_m=%00"]
)
def test_an_address_that_is_not_allowed_is_refused_in_words(page: api.Page, address: str, settings: str) -> None:
    page.goto(f"{address}#{settings}")
    page.wait_for_selector("#trouble:visible")
    assert "allowed" in page.inner_text("#trouble")
    assert page.locator("#trouble *").count() == 0, "no markup from any text"
    page.click("#reset")
    page.wait_for_selector("#result article")
    assert page.is_hidden("#trouble")


def test_without_the_key_nothing_is_shown(browser: api.Browser, address: str) -> None:
    stranger = browser.new_page()
    answer = stranger.goto(address.split("?")[0])
    assert answer.status == 403
    stranger.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_stand_out(page: api.Page, address: str, theme: str) -> None:
    opened(page, address, f"{QUICK}&theme={theme}")
    page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
    weak = page.evaluate(CONTRAST.read_text(encoding="utf-8"), {"ratio": RATIO, "large": LARGE_RATIO})
    assert weak == []


def test_everything_that_is_used_has_a_name(page: api.Page, address: str) -> None:
    opened(page, address)
    page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, select, canvas')].filter(e => e.checkVisibility()).filter(e =>
             !(e.getAttribute('aria-label') || e.labels?.[0]?.innerText.trim() || e.innerText?.trim())).map(e => e.outerHTML)"""
    )
    assert nameless == []
    assert page.locator("#result").get_attribute("role") == "status"


def test_embedded_it_is_two_sliders_and_the_figure(page: api.Page, address: str) -> None:
    page.goto(f"{address}#{QUICK}&embed=1")
    until(page, "!document.querySelector('#position').disabled")
    assert page.locator("#settings input[type=range]").count() == 2
    assert page.is_hidden(".map")
    assert page.is_hidden("header")


def test_embedded_it_shows_the_settings_that_the_line_for_a_course_page_names(page: api.Page, address: str) -> None:
    opened(page, address, f"{QUICK}&lang=en")
    page.click("#frame")
    line = page.evaluate("navigator.clipboard.readText()")
    found = re.fullmatch(r'<iframe src="([^"]+)" width="720" height="760" title="Hip hinge explorer"></iframe>', line)
    assert found
    page.goto("about:blank")
    page.goto(html.unescape(found[1]) + "&fields=band.name,hinge.depth_deg")
    until(page, "!document.querySelector('#position').disabled")
    assert [each.get_attribute("name") for each in page.locator("#settings [name]").all()] == ["band.name", "hinge.depth_deg"]
    assert page.locator("button:visible, select:visible").count() == 5, "the player and one list"


# ---- what a coach does ----


def halves(page: api.Page, *titles: str) -> None:
    """Wait until these halves are told, with their scorecards."""
    until(page, "t => String([...document.querySelectorAll('#result h3')].map(e => e.innerText)) === String(t)", list(titles))
    until(page, "t => document.querySelectorAll('#result .card').length === t.length", list(titles))


def test_a_fault_is_shown_beside_what_was_and_taken_back(page: api.Page, address: str) -> None:
    opened(page, address, f"{QUICK}&lang=en")
    page.select_option("#fault", "locked-knee")
    halves(page, "A, held", "B")
    assert page.get_by_label("knee bend", exact=True).get_attribute("aria-valuetext") == "0°"
    page.locator("#degree").focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    until(page, "location.hash.includes('hinge.knee_bend_deg=12')")
    assert "hold=1" in page.url
    page.click("#swap")
    until(page, "location.hash.includes('a.hinge.knee_bend_deg=12')")
    assert page.get_by_label("knee bend", exact=True).get_attribute("aria-valuetext") == "24°"
    page.goto("about:blank")
    page.go_back()
    halves(page, "A, held", "B")
    page.click("#release")
    halves(page, "Without band", "With band")


def test_units_of_a_gym_are_shown_and_typed(page: api.Page, address: str) -> None:
    opened(page, address, f"{QUICK}&lang=en")
    page.select_option("#units", "gym")
    until(page, "document.querySelector('#result dd')?.innerText.endsWith(' in')")
    distance = page.get_by_label("distance to the anchor", exact=True)
    assert distance.get_attribute("aria-valuetext") == "6 ft 7 in"
    distance.focus()
    page.keyboard.type("7ft2")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('band.distance_m=2.18')")
    assert distance.get_attribute("aria-valuetext") == "7 ft 2 in"
    page.keyboard.type("9 bananas")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#trouble').innerText.includes('allowed')")


def test_a_search_is_begun_and_stopped_and_a_challenge_is_judged(page: api.Page, address: str) -> None:
    opened(page, address, f"{QUICK}&lang=en")
    page.click("#find")
    until(page, "/\\d %/.test(document.querySelector('#advice').innerText)")
    page.click("#find")
    until(page, "document.querySelector('#find').innerText === 'Find what works' && !document.querySelector('#advice').innerText")
    page.select_option("#challenge", "no-band")
    until(page, "document.querySelector('#worth').innerText.includes('Not yet.')")
    assert page.locator("#task").inner_text().startswith("Let the weight go back")
    assert page.locator("#result article").count() == 1
    assert page.is_hidden("#map")


def test_the_sweet_spot_of_a_full_map_is_named_and_plays(page: api.Page, address: str) -> None:
    """Cells are answered here, on a landscape with a known answer: 81 hinges are not simulated for a test."""

    def answered(socket: api.WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(socket.send)

        def cell(text: str) -> None:
            asked = json.loads(text)
            if asked["ask"] != "cell":
                return server.send(text)
            good = 1.7 <= asked["settings"]["band.distance_m"] <= 2.3 and 20 <= asked["settings"]["hinge.knee_bend_deg"] <= 36
            outcome = "posterior_shift" if good else "on_toes"
            return socket.send(framed(Answer({"kind": "cell", "number": asked["number"], "outcome": outcome})))

        socket.on_message(cell)

    page.route_web_socket("**/questions", answered)
    opened(page, address, f"{QUICK}&lang=en")
    page.click("#spot-go")
    assert page.inner_text("#spot-told") == "2 m ± 0.35 m, 28° ± 10°. Stand about 2.5 big steps away, bend the knee about 28 degrees."
    until(page, "location.hash.includes('hinge.knee_bend_deg=28')")
    assert "sweet spot" in page.locator("#map .sweet").get_attribute("aria-label").lower()


def test_clips_and_a_worksheet_are_saved(page: api.Page, address: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})  # small clips are drawn sooner
    opened(page, address, f"{QUICK}&lang=fr")
    page.evaluate("void (window.print = () => (document.body.dataset.printed = '1'))")
    for kind, begin in (("gif", b"GIF89a"), ("mp4", b"ftyp")):
        with page.expect_download() as saved:
            page.click(f"#{kind}")
        assert saved.value.suggested_filename == f"hinge.{kind}"
        assert begin in Path(saved.value.path()).read_bytes()[:12]
    page.click("#print")
    until(page, "document.body.dataset.printed === '1'")
    assert page.locator("#sheet section").count() == 2
    page.emulate_media(media="print")
    assert page.locator("#sheet").is_visible()
    assert page.is_hidden("main")


def test_where_nothing_draws_clips_the_browser_records_its_own(page: api.Page, address: str) -> None:
    def without(socket: api.WebSocketRoute) -> None:
        server = socket.connect_to_server()
        said = b'"formats":["gif","mp4"]'
        none = b'"formats":[]'.ljust(len(said))
        server.on_message(lambda data: socket.send(data.replace(said, none) if isinstance(data, bytes) else data))

    page.route_web_socket("**/questions", without)
    opened(page, address, QUICK)
    page.wait_for_selector("#result .card")
    with page.expect_download() as saved:
        page.click("#mp4")
    whole = Path(saved.value.path()).read_bytes()
    assert (b"ftyp" in whole[:12]) if saved.value.suggested_filename.endswith("mp4") else whole.startswith(b"\x1aE\xdf\xa3")
    assert len(whole) > 5000


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_rules(tmp_path_factory.mktemp("axe"))


def test_axe_finds_nothing_serious(page: api.Page, address: str, axe: str) -> None:
    opened(page, address, f"{QUICK}&theme=light&hold=1&challenge=least-band")
    page.wait_for_selector("#result .card")
    page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
    page.evaluate(axe)
    for width in (1280, 360):
        found = page.evaluate("axe.run()")
        serious = [(each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"] if each["impact"] != "minor"]
        assert serious == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("#theme")
        page.set_viewport_size({"width": 360, "height": 800})


def test_when_the_server_ends_the_page_says_so(browser: api.Browser, address: str) -> None:
    context = browser.new_context()
    lone = context.new_page()
    lone.set_default_timeout(PATIENCE_MS)
    lone.route_web_socket("**/questions", lambda socket: socket.close(code=1001))
    lone.goto(address)
    lone.wait_for_selector("#trouble:visible")
    assert json.dumps(lone.inner_text("#trouble"))
    context.close()
