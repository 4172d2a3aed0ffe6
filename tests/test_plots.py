"""The traces show the recorded signals where the recording says, in every theme, and every text of them can be read."""

from __future__ import annotations

import itertools
import struct

import numpy as np
import pytest
from matplotlib.legend import Legend
from matplotlib.text import Text

from hingesim import InputError, Recording, Scenario, simulate
from hingesim.body.humanoid import JOINT
from hingesim.cli.main import main
from hingesim.common.words import languages
from hingesim.plots import PANELS, THEMES, trace
from hingesim.plots.foot import outline_cm
from hingesim.plots.moments import running_mean
from hingesim.plots.run import LATE_S, Run
from hingesim.plots.themes import RUNS, Colours
from hingesim.recording.loads import Loads
from hingesim.recording.metrics import SLACK_N, Metrics

TIMED = [name for name, panel in PANELS.items() if panel.timed]


@pytest.fixture(scope="module")
def slack() -> Recording:
    """Too close to the anchor: the band goes slack and the trainee falls; on the left leg."""
    return simulate(Scenario().replace(band={"distance_m": 1.35}, hinge={"stance": "left"}))


@pytest.fixture(scope="module")
def standing() -> Recording:
    return simulate(Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 1.5}))


@pytest.fixture(scope="module")
def sets(fallen, banded, slack, standing) -> dict[str, list[Recording]]:
    return {
        "no band": [fallen],
        "band": [banded],
        "slack": [slack],
        "pair": [fallen, banded],
        "four": [fallen, banded, slack, standing],
    }


def axes(figure, panel):
    return [ax for ax in figure.axes if ax.get_label() == panel]


def line(ax, gid):
    return next(line for line in ax.lines if line.get_gid() == gid)


def test_position_shows_the_signals_and_the_base(fallen):
    (ax,), m = axes(trace([fallen], panels="position"), "position"), Metrics(fallen)
    count = int(np.searchsorted(fallen.time_s, fallen.outcome.time_s + LATE_S))
    for key, signal in (("com", m.com_m), ("xcom", m.xcom_m), ("cop", m.cop_m)):
        assert np.allclose(line(ax, key).get_xdata(), fallen.time_s[:count])
        assert np.allclose(line(ax, key).get_ydata(), 100 * signal[:count, 0], equal_nan=True)
    low, high = ax.get_ylim()
    assert low < 100 * m.back_m < 100 * m.front_m < high


def test_nothing_that_happens_in_balance_is_cut_off(banded):
    back = simulate(Scenario().replace(hinge={"arm_reach_deg": 0}, band={"name": "heavy", "distance_m": 1.9}))
    figure = trace([back, banded], panels="position,foot")
    kept = back.time_s <= back.outcome.time_s
    com_cm = 100 * Metrics(back).com_m[kept, 0]
    assert com_cm.min() < -15, "leans far back into the band"
    for ax in axes(figure, "position"):
        assert ax.get_ylim()[0] < com_cm.min()
    for ax in axes(figure, "foot"):
        assert ax.get_xlim()[0] < com_cm.min()


@pytest.mark.parametrize("case", ["band", "slack"])
def test_foot_shows_the_paths_over_the_foot_as_seen_from_above(sets, case):
    (recording,) = sets[case]
    figure = trace([recording], panels="foot")
    (ax,), m = axes(figure, "foot"), Metrics(recording)
    figure.draw_without_rendering()
    assert ax.get_aspect() == 1.0
    for key, signal in (("com", m.com_m), ("xcom", m.xcom_m), ("cop", m.cop_m)):
        drawn = line(ax, key).get_xydata()
        assert np.allclose(drawn, 100 * signal[: len(drawn)])
        assert np.allclose(line(ax, f"{key} start").get_xydata(), 100 * signal[:1])
    base = next(patch for patch in ax.patches if patch.get_gid() == "base")
    assert np.allclose(base.get_xy()[:-1], 100 * m.base_m)
    # Toes to the right: the big toe of a right foot is up, that of a left foot down.
    big_toe = ax.transData.transform([10.0, 3.0])[1] - ax.transData.transform([10.0, -3.0])[1]
    assert np.sign(big_toe) == (1 if recording.scenario.hinge.stance == "right" else -1)


def test_foot_marks_the_bottom_and_the_loss(fallen, banded):
    (ax,) = axes(trace([banded], panels="foot"), "foot")
    m = Metrics(banded)
    middle = m.bottom[len(m.bottom) // 2]
    assert np.allclose(line(ax, "com bottom").get_xydata(), 100 * m.com_m[middle])
    (ax,) = axes(trace([fallen], panels="foot"), "foot")
    assert not [drawn for drawn in ax.lines if "bottom" in (drawn.get_gid() or "")], "the bottom was not reached"
    m, lost = Metrics(fallen), fallen.outcome.time_s
    there = [np.interp(lost, fallen.time_s, 100 * m.xcom_m[:, i]) for i in range(2)]
    assert np.allclose(line(ax, "lost").get_xydata(), [there])


def test_the_outline_encloses_the_base(sets):
    from matplotlib.path import Path

    for recording in (sets["band"][0], sets["slack"][0]):
        assert Path(outline_cm(Run(recording, "", 0))).contains_points(100 * Metrics(recording).base_m).all()


@pytest.mark.parametrize("panel", TIMED)
def test_loss_is_marked_on_every_curve_over_time(slack, panel):
    every = axes(trace([slack], panels=panel), panel)
    assert every
    for ax in every:
        mark = line(ax, "lost")
        assert mark.get_xdata()[0] == pytest.approx(slack.outcome.time_s)
        assert line(ax, "lost line").get_xdata()[0] == pytest.approx(slack.outcome.time_s)
        curve = line(ax, "xcom" if panel == "position" else "run 1")
        at = np.interp(mark.get_xdata()[0], curve.get_xdata(), curve.get_ydata())
        assert mark.get_ydata()[0] == pytest.approx(at)


def test_angles_band_and_hamstrings_are_the_recorded_ones(banded):
    figure = trace([banded], panels=["angles", "band", "hamstrings"])
    joints = [banded.joint_deg(name) for name in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion")]
    for ax, values in zip(axes(figure, "angles"), [banded.trunk_inclination_deg, *joints], strict=True):
        assert np.allclose(line(ax, "run 1").get_ydata(), values)
    assert np.allclose(line(axes(figure, "band")[0], "run 1").get_ydata(), banded.band_tension_n)
    muscles = 100 * np.array(list(Loads(banded).hamstring_length_change().values()))
    assert np.allclose(line(axes(figure, "hamstrings")[0], "run 1").get_ydata(), muscles.mean(axis=0))


def test_moments_extend_and_end_with_the_balance(fallen, banded):
    hip, knee, ankle, back = axes(trace([banded], panels="moments"), "moments")
    for ax, joint in ((hip, "hip_flexion"), (knee, "knee_flexion"), (ankle, "ankle_dorsiflexion")):
        drawn = line(ax, "run 1").get_ydata()
        assert np.allclose(drawn, running_mean(-banded.joint_torque_nm[:, JOINT[joint]], 8))
    bottom = Metrics(banded).bottom
    assert line(hip, "run 1").get_ydata()[bottom].mean() == pytest.approx(Loads(banded).hip_extension_moment_nm()[bottom].mean(), rel=0.02)
    assert line(back, "run 1").get_ydata()[bottom].mean() == pytest.approx(Loads(banded).lumbosacral_moment_nm()[bottom].mean(), rel=0.02)
    for ax in axes(trace([fallen], panels="moments"), "moments"):
        assert line(ax, "run 1").get_xdata()[-1] == pytest.approx(fallen.outcome.time_s)


def test_a_running_mean_keeps_straight_lines_and_the_mean_of_noise():
    straight = np.arange(20.0)
    assert np.allclose(running_mean(straight, 8)[4:-4], straight[4:-4])
    assert np.allclose(running_mean(np.ones(5), 8), 1.0)
    rattle = np.tile([100.0, -100.0], 20)
    assert np.abs(running_mean(rattle, 8)[4:-4]).max() < 12


def test_slack_is_underlined_where_the_band_does_not_pull(slack, banded):
    (ax,) = axes(trace([slack], panels="band"), "band")
    drawn = np.isfinite(line(ax, "slack").get_ydata())
    assert drawn.any()
    assert np.array_equal(drawn, slack.band_tension_n[: len(drawn)] < SLACK_N)
    (ax,) = axes(trace([banded], panels="band"), "band")
    assert "slack" not in {drawn.get_gid() for drawn in ax.lines}


def test_phases_are_shaded_as_planned_and_only_where_all_runs_share_them(banded, standing):
    def spans(ax):
        return [patch.get_x() for patch in ax.patches if patch.get_x() > 0]

    hinge = banded.scenario.hinge
    figure = trace([banded, standing], panels="position,angles")
    own, other = axes(figure, "position")
    assert spans(own) == pytest.approx([0.5, 0.5 + hinge.lower_s + hinge.pause_s])
    assert not spans(other)
    assert not any(spans(ax) for ax in axes(figure, "angles"))


def test_runs_over_each_other_differ_in_colour_and_dashes(sets):
    ax = axes(trace(sets["four"], panels="angles"), "angles")[0]
    looks = [(line(ax, f"run {i}").get_color(), str(line(ax, f"run {i}")._unscaled_dash_pattern)) for i in range(4)]
    assert len({colour for colour, _ in looks}) == len({dashes for _, dashes in looks}) == 4


def shown_texts(figure) -> list[tuple[str, np.ndarray]]:
    """Text and extent (left, bottom, right, top; pixels) of every text that can be seen."""
    figure.draw_without_rendering()
    renderer, out = figure.canvas.get_renderer(), []

    def add(text: Text) -> None:
        if text.get_visible() and text.get_text():
            out.append((text.get_text(), text.get_window_extent(renderer).extents))

    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    add(tick.label1)
            add(axis.label)
        for text in (ax.title, ax._left_title, *ax.texts):
            add(text)
    for legend in figure.findobj(Legend):
        for text in legend.get_texts():
            add(text)
    return out


def assert_readable(figure, theme: str) -> None:
    wide, high = figure.bbox.width, figure.bbox.height
    texts = shown_texts(figure)
    for text, (left, bottom, right, top) in texts:
        assert left >= 0 <= bottom, f"{text!r} leaves the page"
        assert right <= wide, f"{text!r} leaves the page"
        assert top <= high, f"{text!r} leaves the page"
    for (one, a), (two, b) in itertools.combinations(texts, 2):
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 1 or down <= 1, f"{one!r} covers {two!r}"
    em = THEMES[theme].em_in * figure.dpi
    for ax in figure.axes:
        size = ax.get_window_extent()
        assert size.width >= 0.9 * size.height, "crushed"
        assert min(size.width, size.height) >= 4.8 * em, "crushed"


@pytest.mark.parametrize(("theme", "panels"), [("screen", [*PANELS]), ("print", [*PANELS]), *(("slides", [panel]) for panel in PANELS)])
@pytest.mark.parametrize("case", ["no band", "slack", "pair", "four"])
def test_every_panel_reads_in_every_theme(sets, case, theme, panels):
    names = ["a name that is much longer than any place for it can be", "b", "c_$x$", "quiet stance"][: len(sets[case])]
    figure = trace(sets[case], panels=panels, theme=theme, titles=names)
    assert {ax.get_label() for ax in figure.axes} == set(panels)
    assert_readable(figure, theme)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("case", ["pair", "four"])
def test_the_usual_figure_reads_in_every_language(sets, case, theme, language):
    figure = trace(sets[case], theme=theme, lang=language)
    assert_readable(figure, theme)
    if theme != "slides":
        assert figure.get_figheight() <= 10.5


@pytest.mark.parametrize(("theme", "width"), [("screen", 700), ("print", 1050), ("screen", 4096)])
def test_narrow_and_wide_pages_read(sets, theme, width):
    figure = trace(sets["pair"], panels=list(PANELS), theme=theme, width=width)
    assert_readable(figure, theme)
    assert round(figure.get_figwidth() * figure.dpi) == width


@pytest.mark.parametrize(("theme", "size"), [("screen", (1440, None)), ("print", (2160, None)), ("slides", (1920, 1080))])
def test_pictures_have_the_promised_size(fallen, tmp_path, theme, size):
    trace([fallen], tmp_path / "t.png", panels="band", theme=theme)
    width, height = struct.unpack(">II", (tmp_path / "t.png").read_bytes()[16:24])
    assert (width, height) == (size[0], size[1] or height)
    trace([fallen], tmp_path / "t.png", panels="band", theme=theme, width=480)
    assert struct.unpack(">I", (tmp_path / "t.png").read_bytes()[16:20])[0] == 480


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_saved_files_are_equal_for_equal_recordings_and_undated(banded, tmp_path, kind):
    for name in ("a", "b"):
        trace([banded], tmp_path / f"{name}.{kind}")
    a, b = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("a", "b"))
    assert a == b
    assert len(a) > 5000
    assert b"CreationDate" not in a
    assert b"<dc:date>" not in a
    assert b"<text" not in a, "outlines look the same where the font is missing"
    assert (b"/FontFile2" in a) == (kind == "pdf"), "a document carries its font and keeps its text"


def test_the_command_line_draws_what_is_asked_for(fallen, tmp_path, capsys):
    fallen.save(tmp_path / "rep.npz")
    words = ["trace", str(tmp_path / "rep.npz"), "--out", str(tmp_path / "t.png")]
    assert main([*words, "--panels", "foot,moments", "--theme", "print", "--lang", "en", "--width", "900"]) == 0
    assert struct.unpack(">I", (tmp_path / "t.png").read_bytes()[16:20])[0] == 900
    trace([fallen], tmp_path / "same.png", panels="foot,moments", theme="print", width=900)
    assert (tmp_path / "t.png").read_bytes() == (tmp_path / "same.png").read_bytes()
    assert main([*words, "--panels", "foot,bnad"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_help_names_every_panel_and_theme(capsys):
    with pytest.raises(SystemExit):
        main(["trace", "--help"])
    said = capsys.readouterr().out
    assert all(name in said for name in (*PANELS, *THEMES))


def linear(colour: str) -> np.ndarray:
    """Linear sRGB of #rrggbb."""
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB of linear sRGB, white D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    share = to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, two: str) -> float:
    """WCAG 2 contrast."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, two))
    return (high + 0.05) / (low + 0.05)


# Machado, Oliveira & Fernandes (2009) IEEE TVCG 15:1291, severity 1.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_curves_are_told_apart_by_every_kind_of_sight(theme, sight):
    colours, seen = THEMES[theme].colours, np.array(SIGHT[sight])
    for group in ([colours.com, colours.xcom, colours.cop], [colour for colour, _ in colours.runs]):
        for one, two in itertools.combinations(group, 2):
            away = np.linalg.norm(lab(seen @ linear(one)) - lab(seen @ linear(two)))
            assert away > 12, f"{one} and {two} for {sight}"


def test_curves_are_told_apart_in_grey_print():
    printed = THEMES["print"].colours
    for group, least in (([printed.com, printed.xcom, printed.cop], 15), ([colour for colour, _ in RUNS], 8)):
        greys = sorted(float(lab(linear(colour))[0]) for colour in group)
        assert np.diff(greys).min() > least


@pytest.mark.parametrize("colours", [theme.colours for theme in THEMES.values()], ids=list(THEMES))
def test_texts_and_curves_keep_their_contrast(colours: Colours):
    pages = (colours.page, colours.moving)
    assert min(contrast(text, page) for text in (colours.ink, colours.quiet, colours.edge_text) for page in pages) >= 4.5
    assert contrast(colours.edge_text, colours.base) >= 4.5
    drawn = [colours.com, colours.xcom, colours.cop, colours.lost, *(colour for colour, _ in colours.runs)]
    assert min(contrast(curve, page) for curve in drawn for page in pages) >= 3.0
    assert min(contrast(curve, colours.base) for curve in drawn[:4]) >= 3.0
    assert contrast(colours.slack, colours.page) >= 3.0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"path": "t.jpg"}, r"output: got 't\.jpg', allowed is a name that ends in \.png, \.svg or \.pdf"),
        ({"titles": ["a", "b"]}, "titles: got 2"),
        ({"panels": "anlges"}, r"panels: got 'anlges', allowed is one of position, foot, .* \(did you mean 'angles'\?\)"),
        ({"panels": "band,band"}, "panels: got 'band,band', allowed is each panel once"),
        ({"panels": ""}, "panels: got '', allowed is one of position"),
        ({"panels": []}, r"panels: got \[\], allowed is one of position"),
        ({"panels": list(PANELS), "theme": "slides"}, "allowed is what a slide has room for"),
        ({"theme": "slide"}, r"theme: got 'slide', allowed is one of screen, print, dark, slides \(did you mean 'slides'\?\)"),
        ({"lang": "xx"}, "lang: got 'xx', allowed is one of en, es, de, fr"),
        ({"width": 159}, "width: got 159, allowed is a whole number from 160 to 4096 pixels"),
        ({"width": 4097}, "width: got 4097"),
    ],
)
def test_refused_arguments_are_named_in_one_line(fallen, options, message):
    with pytest.raises(InputError, match=message) as refused:
        trace([fallen], **options)
    assert "\n" not in str(refused.value)


def test_nothing_global_is_changed(fallen):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    trace([fallen], theme="slides")
    assert dict(mpl.rcParams) == before
