"""What holds for every overlay that is registered: a new one is tested the day it is added."""

from __future__ import annotations

import pickle
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hingesim.common.errors import HingesimError, InputError
from hingesim.common.words import languages, words
from hingesim.render import frame, register_overlay, unregister_overlay
from hingesim.render import switches as switches_module
from hingesim.render.camera import VIEWS
from hingesim.render.clip import Clip
from hingesim.render.display import Disc, Line, Polygon, Shape, Text
from hingesim.render.drawing import BODY_VIEWS, PANELS, Drawing
from hingesim.render.look import look_of
from hingesim.render.overlay import Overlay, in_paint_order
from hingesim.render.page import Page, page_of
from hingesim.render.switches import PARTS, overlay_names, shown_by_default, switches
from hingesim.render.theme import THEMES
from hingesim.render.timeline import Instant, timeline
from tests.golden import stored

RUNS = ("without", "with_band", "heavy_man")
DOCS = Path(__file__).parents[2] / "docs"


def page(*runs: str, width: int = 960, **drawing: object) -> Page:
    return page_of(tuple(stored(run) for run in runs), None, Drawing(**drawing), width)  # type: ignore[arg-type]


def reach(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is drawn."""
    if isinstance(shape, Text):
        return shape.box
    half = shape.width / 2 if shape.stroke else 0.0
    if isinstance(shape, Disc):
        ry = shape.rx if shape.ry is None else shape.ry
        return shape.x - shape.rx - half, shape.y - ry - half, shape.x + shape.rx + half, shape.y + ry + half
    low, high = shape.xy.min(axis=0) - half, shape.xy.max(axis=0) + half
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def times_s(run: str) -> Iterator[float]:
    times = stored(run).time_s
    yield from (float(times[0]), float(times[len(times) // 2]), float(times[-1]))


def test_another_process_draws_the_same():
    """The second process is given the clip packed: its views are equal to those of the modules, not the same ones."""
    drawing = Drawing.of({"panels": ",".join(PANELS), "show": ",".join(switches())})
    clip = Clip((stored("without"), stored("with_band")), None, drawing).at_width(".gif")
    instants = timeline(clip.recordings, drawing).sample(5)
    here = [clip._picture(instant) for instant in instants]
    there = pickle.loads(pickle.dumps(clip))
    assert [there._picture(instant) for instant in instants] == here


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", overlay_names())
def test_it_is_drawn_in_every_view_without_leaving_the_picture(name, theme):
    (overlay,) = in_paint_order([name])
    assert overlay.name == name
    for run in RUNS:
        for view in BODY_VIEWS:
            shown = page(run, width=480, panels=view, theme=theme, show=name)
            ((_, scene, panel),) = shown.panels
            assert (overlay in scene.overlays) == overlay.seen_in(VIEWS[view])
            for time_s in times_s(run):
                pose = shown.poses(time_s)[0]
                drawn = [*overlay.still(scene, panel), *overlay.moving(scene, pose, panel)]
                for shape in drawn:
                    left, top, right, bottom = reach(shape)
                    assert np.isfinite([left, top, right, bottom]).all()
                    assert left > -1, shape
                    assert right < shown.width + 1, shape
                    assert top > -1, shape
                    assert bottom < shown.height + 1, shape


@pytest.mark.parametrize("name", overlay_names())
def test_it_is_seen_somewhere(name):
    """Each overlay changes the picture of at least one run in at least one view."""
    for run in RUNS:
        for view in BODY_VIEWS:
            with_it, without = (page(run, panels=view, **{way: name}) for way in ("show", "hide"))
            for time_s in times_s(run):
                one, two = ([s.name for s in [*p.backdrop(), *p.shapes(Instant(time_s))]] for p in (with_it, without))
                if one != two:
                    return
    pytest.fail(f"{name} changes no picture")


@pytest.mark.parametrize("name", overlay_names())
def test_it_has_words_in_every_language(name):
    (overlay,) = in_paint_order([name])
    assert overlay.told
    for language in languages():
        keys = [*overlay.words, *([name] if overlay.sign(0, 0, 10, look_of(Drawing())) else [])]
        assert all(words(language)["label"][key] for key in keys)


@pytest.mark.parametrize("theme", THEMES)
def test_signs_of_the_legend_differ_and_stand_beside_their_names(theme):
    legend = page("with_band", theme=theme, show=",".join(overlay_names())).legend
    names = [s for s in legend.shapes() if isinstance(s, Text)]
    assert [s.name for s in names] == [f"legend {overlay.name}" for overlay in legend.entries]
    assert len({s.text for s in names}) == len(names)
    forms = set()
    for overlay in legend.entries:
        sign = overlay.sign(0.0, 0.0, 10.0, legend.look)
        for shape in sign:
            left, top, right, bottom = reach(shape)
            assert -10 < left < right < 10
            assert -10 < top < bottom < 10
        forms.add(tuple((type(s).__name__, s.xy.tobytes() if isinstance(s, Polygon | Line) else b"") for s in sign))
    assert len(forms) == len(legend.entries), "signs are told apart by their form, not by colour alone"


@pytest.mark.parametrize("name", switches())
def test_it_can_be_switched(name):
    """Switching changes the picture, or the clock for the slow motion, and nothing breaks without it."""
    default = name in shown_by_default()
    one, two = Drawing(), Drawing(**{"hide" if default else "show": name})
    assert (name in one.overlays) == default
    assert (name in two.overlays) != default
    runs = [stored("without"), stored("with_band")]
    if name == "slow":
        assert timeline(runs, two).count < timeline(runs, one).count
        return
    frame(runs, 99.0, width=320, **two.changed())


def test_orders_of_painting_are_unambiguous():
    places = [(overlay.plane, overlay.rank) for overlay in in_paint_order(overlay_names())]
    assert places == sorted(set(places))


class Flag(Overlay):
    """A flag of one's own."""

    name, shown = "flag", False

    def moving(self, stage, pose, panel):
        return [Disc("flag", panel.left + 20, panel.top + 20, 5.0, None, panel.look.theme.ink)]


def test_an_overlay_of_ones_own_is_registered_by_a_call():
    register_overlay(Flag())
    try:
        assert any(s.name == "flag" for s in page("without", show="flag").shapes(Instant(0.0)))
        assert not any(s.name == "flag" for s in page("without").shapes(Instant(0.0)))
        with pytest.raises(InputError, match="overlay: got 'flag'"):
            register_overlay(Flag())
    finally:
        unregister_overlay("flag")
    with pytest.raises(InputError, match="show: got 'flag'"):
        Drawing(show=("flag",))


class Signed(Flag):
    """A flag that stands in the legend."""

    def sign(self, x, y, size, look):
        return [Disc("sign flag", x, y, 0.3 * size, None, look.theme.ink)]


class Told(Signed):
    """One that brings its words."""

    def caption(self, words):
        return {"en": "a flag", "es": "una bandera", "de": "eine Fahne", "fr": "un drapeau"}[words.language]


class Nameless(Overlay):
    """Has no name."""


class Silent(Flag):
    __doc__ = None


class Writes(Flag):
    """Writes a text that nobody has."""

    words = ("no_such_text",)


def named(kind: type[Overlay], name: object) -> Overlay:
    return type(kind.__name__, (kind,), {"name": name, "__doc__": kind.__doc__})()  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        (Flag, "overlay: got .*a value of a class"),
        ("flag", "overlay: got 'flag', allowed is a value of a class"),
        (Nameless(), "overlay: got None, allowed is a name"),
        (named(Flag, "two,names"), "overlay: got 'two,names', allowed is a name"),
        (named(Flag, "hips"), "overlay: got 'hips', allowed is a name that is not taken"),
        (named(Flag, "legend"), "overlay: got 'legend', allowed is a name that is not taken"),
        (Silent(), "overlay 'flag': the docstring of Silent"),
        (Signed(), "overlay 'flag': its name in the legend, label.flag in 'en': there is none"),
        (named(Signed, "band"), "overlay 'band': its name in the legend, label.band in 'en': .* is another's"),
        (Writes(), "captions: no text label.no_such_text in 'en'"),
    ],
)
def test_half_an_overlay_and_a_taken_name_are_refused_in_one_line(overlay, said):
    before = overlay_names()
    with pytest.raises(HingesimError, match=f"^{said}") as caught:
        register_overlay(overlay)
    assert "\n" not in str(caught.value)
    assert overlay_names() == before


@pytest.mark.parametrize("language", languages())
def test_an_overlay_from_outside_brings_its_words(language):
    register_overlay(Told())
    try:
        legend = page("without", show="flag", lang=language).legend
        assert Told().caption(words(language)) in {s.text for s in legend.shapes() if isinstance(s, Text)}
    finally:
        unregister_overlay("flag")


@pytest.mark.parametrize("made", [{}, {"OVERLAY": Flag()}])
def test_a_file_that_makes_no_overlay_or_one_of_another_name_is_one_line(monkeypatch, made):
    module = types.ModuleType("hingesim.render.overlays.pole")
    module.__file__ = "pole.py"
    vars(module).update(made)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(switches_module, "_in_folder", lambda: ("pole",))
    with pytest.raises(HingesimError, match=r"^overlay: .*pole.py makes (no OVERLAY|one named 'flag')$"):
        switches_module.find("pole")


@pytest.mark.parametrize("option", ["show", "hide"])
def test_an_unknown_overlay_is_refused_with_the_nearest_and_the_allowed(option):
    with pytest.raises(InputError, match=rf"^{option}: got 'hip', allowed is one of .*angles.*\(did you mean 'hips'\?\)$"):
        Drawing(**{option: "hip"})


def test_names_are_read_without_what_draws():
    """The list of options must not cost the start of the command line anything."""
    code = "import sys; import hingesim.render.drawing; print([m for m in ('numpy', 'PIL', 'aggdraw', 'matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_list_of_shapes_needs_no_raster_and_no_matplotlib():
    """The page that plays, and the display list in a browser, draw without aggdraw and without matplotlib's fonts."""
    code = "import sys; import hingesim.render.film, hingesim.render.fonts, hingesim.render.vector as v; v.font(12); "
    code += "print([m for m in ('aggdraw', 'matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_documentation_tells_of_every_switch():
    told = (DOCS / "pictures.md").read_text(encoding="utf-8")
    assert [name for name in (*overlay_names(), *PARTS) if f"`{name}`" not in told] == []
