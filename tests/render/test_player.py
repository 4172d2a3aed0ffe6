"""The page shows the frames, at any time, with nothing from elsewhere."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from hingesim.render import animate
from hingesim.render.display import Disc, Line, Polygon, Text, box
from hingesim.render.film import FAR, KEY, PER_POINT, Film
from hingesim.render.player import WORDS, write_player
from hingesim.render.raster import Cels, drawn
from tests.golden import stored

SIZE = (640, 400)
FRAMES, FPS = 130, 25
MARKS = [(1.0, "Bottom </script>"), (5.0, "End")]
ALT = 'A square slides "east" & back'
BACKDROP = [Polygon("floor", box(0, 340, 640, 400), "#eef0f3"), Text("title", 20, 40, "Ein Fuß < zwei", 24, "#1f2733", bold=True)]

chromium = pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")


def frame(i: int) -> tuple[float, bool, list]:
    """A square that slides, with a rim of the same points, a dot that comes and goes, and far jumps."""
    x = 40 + 3.37 * i
    shapes = [
        Polygon("square rim", box(x, 200, x + 80, 280), None, "#1f2733", 6),
        Polygon("square", box(x, 200, x + 80, 280), "#3f7fb5"),
        Line("plumb", np.array([[x + 40, 280], [x + 40, 340]]), "#d81b60", 3, (10, 6)),
        Text("clock", 620, 380, f"{i / FPS:.1f} s", 20, "#5b6675", "right", halo="#ffffff"),
        Disc("shadow", 500 - x / 2, 340, 60 + i / 9, 12, "#5b6675", opacity=0.5),
    ]
    if i % 40 > 20:
        shapes.insert(0, Disc("dot", 600 * (i % 2) + 20, 120, 12, None, "#1b8a5a", "#b7851a", 2))
    return i / FPS, 30 <= i < 50, shapes


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("player") / "clip.html"
    words = {key: f"the {key}" for key in WORDS}
    frames = (frame(i) for i in range(FRAMES))
    write_player(
        BACKDROP, frames, SIZE, FPS, path, texts=words, language="de", alt=ALT, title="Clip <1>", page_colour="#ffffff", marks=MARKS
    )
    return path


def run(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The page in a browser without a network."""
    still = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--no-first-run")
    command = ["chromium", *still, f"--user-data-dir={path.parent / 'profile'}", "--enable-logging=stderr", *options, path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


def read(packed: bytes, table: dict) -> list[list[tuple]]:
    """Every record as (style, text, points of shape (k, 2)) of its shapes, read as the notes of `film` say."""
    data, start, known, out = zlib.decompress(packed, 31), 0, {}, []
    for record, size in enumerate(table["sizes"]):
        count, far_count = np.frombuffer(data, "<i4", 2, start)
        rows = np.frombuffer(data, "<i4", count, start + 8)
        far = iter(np.frombuffer(data, "<i4", far_count, start + 8 + 4 * count).tolist())
        near = iter(np.frombuffer(data, np.int8, start + size - (at := start + 8 + 4 * (count + far_count)), at).tolist())
        if record % KEY == 1:
            known = {}
        fresh: dict[int, np.ndarray] = {}
        shapes = []
        for row in rows:
            style, track, text = table["shapes"][row]
            if track not in fresh:
                steps = [next(far) if (step := next(near)) == FAR else step for _ in range(2 * table["tracks"][track])]
                fresh[track] = known.get(track, 0) + np.cumsum(np.reshape(steps, (2, -1)), axis=1)
            shapes.append((table["styles"][style], table["texts"][text] if text >= 0 else None, fresh[track].T / table["per_point"]))
        known |= fresh
        out.append(shapes)
        start += size
    return out


def test_film_gives_back_every_place_to_half_a_tenth_of_a_point():
    film = Film()
    pictures = [BACKDROP, *(frame(i)[2] for i in range(FRAMES))]
    for picture in pictures:
        film.add(picture)
    packed, table = film.finished()
    assert len(packed) < 6000
    for picture, found in zip(pictures, read(packed, json.loads(json.dumps(table))), strict=True):
        ordered = [s for s in picture if not isinstance(s, Text)] + [s for s in picture if isinstance(s, Text)]
        for shape, (style, text, points) in zip(ordered, found, strict=True):
            assert style["kind"] == type(shape).__name__.lower()
            if isinstance(shape, Text):
                assert (text, style["fill"], style["size"]) == (shape.text, shape.colour, shape.size)
                wanted = [[shape.x, shape.y]]
            elif isinstance(shape, Disc):
                wanted = [[shape.x, shape.y], [shape.rx, shape.rx if shape.ry is None else shape.ry]]
            else:
                assert style.get("stroke") == shape.stroke
                wanted = shape.xy
            assert points == pytest.approx(np.asarray(wanted), abs=0.5001 / PER_POINT)


def test_page_needs_nothing_else(page):
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|@import|src=|connect-src", text)
    assert f'aria-label="{html.escape(ALT)}"' in text
    assert "<title>Clip &lt;1&gt;</title>" in text
    assert text.count("</script>") == 3
    assert '<html lang="de">' in text


def test_same_pictures_are_the_same_page(page, tmp_path):
    words, frames = {key: f"the {key}" for key in WORDS}, (frame(i) for i in range(FRAMES))
    again = tmp_path / "again.html"
    write_player(
        BACKDROP, frames, SIZE, FPS, again, texts=words, language="de", alt=ALT, title="Clip <1>", page_colour="#ffffff", marks=MARKS
    )
    assert again.read_bytes() == page.read_bytes()


def test_fonts_hold_the_letters_that_are_used(page):
    table = re.search(r'id="table">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert table
    fonts = json.loads(table[1])["fonts"]
    bold, normal = (set(TTFont(io.BytesIO(base64.b64decode(fonts[weight]))).getBestCmap()) for weight in ("bold", "normal"))
    assert bold >= {ord(letter) for letter in "Ein Fuß < zwei"}
    assert normal >= {ord(letter) for letter in "0123456789. s"}
    assert len(bold | normal) < 40


@chromium
def test_canvas_shows_the_frame_of_the_address(page, tmp_path):
    times, high, wide = (0.0, 2.32, 4.6), 500, SIZE[0] + 32
    views = "".join(
        f'<iframe src="{page.as_uri()}#t={t}" style="display:block;border:0;width:{wide}px;height:{high}px"></iframe>' for t in times
    )
    (tmp_path / "views.html").write_text(f'<body style="margin:0">{views}', encoding="utf-8")
    seen = tmp_path / "seen.png"
    size = f"--window-size={wide},{high * len(times)}"
    told = run(tmp_path / "views.html", size, "--virtual-time-budget=3000", f"--screenshot={seen}").stderr
    assert "CONSOLE" not in told
    with Image.open(seen) as image:
        pixels = np.asarray(image.convert("RGB"), float)
    cels = Cels(drawn(BACKDROP, SIZE, "#ffffff").tobytes(), SIZE)
    for i, t in enumerate(times):
        view = pixels[i * high : (i + 1) * high, 16 : 16 + SIZE[0]]
        top = int(np.argmax((view == (0xEE, 0xF0, 0xF3)).all(axis=2).mean(axis=1) > 0.5)) - 340
        wanted = np.frombuffer(cels.drawn(frame(round(t * FPS))[2]), np.uint8).reshape(SIZE[1], SIZE[0], 3).astype(float)
        error = view[top : top + SIZE[1]] - wanted
        # Beside the words, whose edges are hinted, and the corners of the page, which are round.
        assert np.sqrt(np.mean(error[60:350] ** 2)) < 2
        assert np.sqrt(np.mean(error[8:-8, 8:-8] ** 2)) < 7


DRIVE = """
// In the virtual time of a test nothing is shown, and no frame is asked for.
window.requestAnimationFrame = (next) => setTimeout(() => next(performance.now()), 16);
window.cancelAnimationFrame = clearTimeout;
const wait = (ms) => new Promise((done) => setTimeout(done, ms)), at = (id) => document.getElementById(id);
const troubles = [], press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
addEventListener("error", (event) => troubles.push(event.message));
addEventListener("unhandledrejection", (event) => troubles.push(String(event.reason)));
(async () => {
  while (!at("time").textContent) await wait(20);
  const said = { notes: {} }, note = (name) => (said.notes[name] = [at("time").textContent, at("play").getAttribute("aria-label")]);
  note("begin");
  press("Home"), note("home");
  press("ArrowRight"), press("ArrowRight"), note("right");
  press("ArrowLeft"), note("left");
  at("forward").click(), note("forward");
  press("End"), note("end");
  document.querySelectorAll(".mark")[0].click(), note("mark");
  at("position").value = 75, at("position").dispatchEvent(new Event("input")), note("slider");
  at("play").click(), await wait(600), note("playing");
  press(" "), note("space");
  for (const speed of [0.25, 2]) {
    at("position").value = 75, at("position").dispatchEvent(new Event("input"));
    at("speed").value = speed, at("speed").dispatchEvent(new Event("change"));
    press(" "), await wait(600), press(" "), note(`times ${speed}`);
  }
  press("End"), press(" "), await wait(600), note("looped");
  said.marks = [...document.querySelectorAll(".mark")].map((mark) => mark.getAttribute("aria-label"));
  said.slow = document.querySelectorAll(".slow").length;
  said.speeds = [...at("speed").options].map((option) => Number(option.value));
  said.loaded = performance.getEntriesByType("resource").length;
  document.title = JSON.stringify({ ...said, troubles });
})();
"""


@chromium
@pytest.mark.parametrize("calm", [False, True], ids=["moving", "reduced motion"])
def test_controls_do_what_they_say(page, tmp_path, calm):
    driven = tmp_path / "driven.html"
    text = re.sub(r"<meta http-equiv[^>]*>", "", page.read_text(encoding="utf-8"))
    driven.write_text(
        text.replace('<script type="application/json"', f"<script>{DRIVE}</script><script type='application/json'", 1), "utf-8"
    )
    options = ["--force-prefers-reduced-motion"] if calm else []
    answer = run(driven, "--dump-dom", "--virtual-time-budget=8000", *options).stdout
    title = re.search(r"<title>(.*?)</title>", answer)
    assert title
    said = json.loads(html.unescape(title[1]))
    assert said["troubles"] == []
    assert said["loaded"] == 0
    assert said["notes"]["begin"][1] == ("the play" if calm else "the pause")
    seconds = {name: float(note[0].removesuffix(" s").replace(",", ".")) for name, note in said["notes"].items()}
    last = (FRAMES - 1) / FPS
    stepped = {"home": 0, "right": 0.08, "left": 0.04, "forward": 0.08, "end": last, "mark": 1.0, "slider": 3.0}
    assert {name: seconds[name] for name in stepped} == pytest.approx(stepped)
    played = {"playing": 3.6, "times 0.25": 3.15, "times 2": 4.2, "looped": 1.2 - 1 / FPS}
    assert {name: seconds[name] for name in played} == pytest.approx(played, abs=0.1)
    assert said["notes"]["slider"][1] == "the play"
    assert said["notes"]["playing"][1] == "the pause"
    assert said["notes"]["space"][1] == "the play"
    assert said["marks"] == ["Bottom </script>, 1,0 s", "End, 5,0 s"]
    assert said["slow"] == 1
    assert said["speeds"] == [0.25, 0.5, 1, 2]


@chromium
def test_on_a_phone_halves_stand_under_each_other(tmp_path):
    """Read from the picture: the ground line of each half, one well below the other, both as wide as the screen nearly is."""
    wide, clip, seen = 360, tmp_path / "clip.html", tmp_path / "seen.png"
    animate([stored("without"), stored("with_band")], clip, width=960, fps=10, title="Two hinges")
    frame = f'<iframe src="{clip.as_uri()}#t=0.5" style="display:block;border:0;width:{wide}px;height:900px"></iframe>'
    (tmp_path / "views.html").write_text(f'<body style="margin:0">{frame}', encoding="utf-8")
    told = run(tmp_path / "views.html", "--window-size=500,900", "--virtual-time-budget=3000", f"--screenshot={seen}").stderr
    assert "CONSOLE" not in told
    with Image.open(seen) as image:
        pixels = np.asarray(image.convert("RGB"), int)[:, :wide]
    caption = (abs(pixels - (0x23, 0x2B, 0x3A)).max(axis=2) < 12).mean(axis=1) > 0.7  # the bar with the words of each half
    starts = np.flatnonzero(np.diff(caption.astype(int)) == 1)
    starts = starts[np.diff(starts, prepend=-100) > 50]  # lines of words interrupt a bar
    assert len(starts) == 2
    assert starts[1] - starts[0] > 200
