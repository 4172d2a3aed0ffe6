"""A map says what its table says."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from pathlib import Path

import matplotlib.colors as mcolors
import numpy as np
import pyarrow as pa
import pytest

from hingesim import InputError, Scenario, SweepTable
from hingesim.cli.main import main
from hingesim.common.words import ENGLISH, languages, words
from hingesim.maps import cells_run, contact, contact_sheet, outcome_map, refinement
from hingesim.maps.grid import grid_of
from hingesim.maps.looks import LOOKS
from hingesim.maps.slack import slack_lines, stretches_m
from hingesim.maps.spots import depth, in_steps, sweet_spot
from hingesim.recording.outcomes import OUTCOMES, is_loss
from hingesim.sweeps.tally import SEVERITY
from tests.maps.conftest import AXES, BASE, made, regions


@pytest.fixture
def drawn(monkeypatch, completed):
    """Figures are of one run that is there already, and the slack line is short work."""
    monkeypatch.setattr("hingesim.maps.figure.slack_lines", lambda grid, panel: {"somewhere": np.array([[5, 1.5], [30, 1.41]])})
    monkeypatch.setattr("hingesim.maps.cards.simulate", lambda scenario: completed)


def counted(table: SweepTable) -> dict[tuple[float, float], Counter[str]]:
    """Outcomes by knee bend and distance, straight from the rows."""
    found: dict[tuple[float, float], Counter[str]] = {}
    for row in table.rows.to_pylist():
        found.setdefault((row["hinge.knee_bend_deg"], row["band.distance_m"]), Counter())[row["outcome"]] += 1
    return found


def test_every_cell_shows_its_most_frequent_outcome_and_share(three_regions: SweepTable, drawn: None) -> None:
    ax = outcome_map(three_regions).axes[0]
    colours = np.asarray(ax.collections[0].get_array()).reshape(7, 8, 3)
    knees, distances = three_regions.axes["hinge.knee_bend_deg"], three_regions.axes["band.distance_m"]
    told = counted(three_regions)
    for (j, distance), (i, knee) in itertools.product(enumerate(distances), enumerate(knees)):
        name, count = told[knee, distance].most_common(1)[0]
        assert mcolors.to_hex(colours[j, i]) == LOOKS[name].shaded(count / 4)
    assert {told[cell].most_common(1)[0][1] for cell in told} == {3, 4}, "both shades occur"


def test_hatches_cover_just_the_cells_of_their_outcome_and_differ(three_regions: SweepTable, drawn: None) -> None:
    ax = outcome_map(three_regions).axes[0]
    cells = grid_of(three_regions).panels[0][1]
    hatched = {patch.get_gid(): patch for patch in ax.patches if patch.get_gid()}
    assert set(hatched) == {"forward_fall", "backward_fall"}
    for name, patch in hatched.items():
        inside = np.array([[patch.get_path().contains_point((x, y)) for x in cells.x] for y in cells.y])
        assert (inside == (cells.outcome == name)).all()
        assert patch.get_hatch() == LOOKS[name].hatch
    assert set(LOOKS) == set(OUTCOMES) | {"not_possible"} == set(SEVERITY)
    looks = list(LOOKS.values())
    falls = [look.hatch for name, look in LOOKS.items() if is_loss(name)]
    assert len(set(falls)) == 3
    greys = [np.dot(mcolors.to_rgb(look.fill), [0.2126, 0.7152, 0.0722]) for look in looks]
    for (a, one), (b, other) in itertools.combinations(zip(greys, looks, strict=True), 2):
        assert one.hatch != other.hatch or abs(a - b) > 0.06, "told apart in grey print"


def test_key_and_title_count_the_cells_and_name_the_axes(three_regions: SweepTable, drawn: None) -> None:
    figure = outcome_map(three_regions)
    key = next(ax for ax in figure.axes if ax.get_label() == "key")
    said = [text.get_text() for text in key.texts]
    for name, count in Counter(max(c, key=c.get) for c in counted(three_regions).values()).items():  # type: ignore[arg-type]
        assert " ".join(ENGLISH.title(name).split()).capitalize() in " ".join(said)
        assert f"{count} of 56 cells" in said
    assert figure.axes[0].get_xlabel() == "Knee bend (°)"
    assert figure.axes[0].get_ylabel() == "Distance to the anchor (m)"


def test_of_a_draw_the_more_severe_outcome_counts() -> None:
    table = made(AXES, lambda s: "posterior_shift" if s.world.seed % 2 else "mid_foot", replicates=2)
    assert set(grid_of(table).counts) == {"mid_foot"}


def test_the_sweet_spot_lies_as_deep_in_its_region_as_its_margin_says(three_regions: SweepTable) -> None:
    cells = grid_of(three_regions).panels[0][1]
    spot = sweet_spot(cells)
    assert spot is not None
    assert cells.outcome[spot.cell] == "posterior_shift"
    # Border of the nearest other cell, or of the map, along both axes, by hand: cells are 5 deg and 0.2 m wide.
    boxes = [
        (x, y) for (j, y), (i, x) in itertools.product(enumerate(cells.y), enumerate(cells.x)) if cells.outcome[j, i] != "posterior_shift"
    ]
    for x, y in boxes:
        apart = max(0.0, abs(x - spot.x) - 2.5) >= spot.x_margin - 1e-9 or max(0.0, abs(y - spot.y) - 0.1) >= spot.y_margin - 1e-9
        assert apart, "a cell of another outcome reaches into the margin"
    assert cells.x[0] <= spot.x - spot.x_margin + 1e-9
    assert spot.x + spot.x_margin <= cells.x[-1] + 1e-9
    assert cells.y[0] <= spot.y - spot.y_margin + 1e-9
    assert spot.y + spot.y_margin <= cells.y[-1] + 1e-9
    grown = 1.001
    assert any(abs(x - spot.x) - 2.5 < grown * spot.x_margin and abs(y - spot.y) - 0.1 < grown * spot.y_margin for x, y in boxes) or (
        spot.x + grown * spot.x_margin > cells.x[-1]
        or spot.x - grown * spot.x_margin < cells.x[0]
        or spot.y + grown * spot.y_margin > cells.y[-1]
    )
    worth = depth(cells, "posterior_shift") * cells.share
    assert worth[spot.cell] == worth.max()


def test_the_margin_of_a_disc_is_its_distance_to_the_nearest_other_cell() -> None:
    table = made({"knee-bend": "10:40:7", "band-distance": "1.4:2.6:7"}, lambda s: "posterior_shift" if inside(s) else "forward_fall")
    spot = sweet_spot(grid_of(table).panels[0][1])
    assert spot is not None
    assert (spot.x, spot.y) == pytest.approx((25, 2.0))
    assert (spot.x_margin, spot.y_margin) == pytest.approx((7.5, 0.3))


def inside(scenario: Scenario) -> bool:
    return abs(scenario.hinge.knee_bend_deg - 25) < 6 and abs(scenario.band.distance_m - 2.0) < 0.25  # type: ignore[union-attr]


def test_without_a_good_region_there_is_no_sweet_spot(drawn: None) -> None:
    table = made(AXES, lambda scenario: "forward_fall")
    assert sweet_spot(grid_of(table).panels[0][1]) is None
    assert any("No sweet spot" in text.get_text() for text in outcome_map(table).texts)


@pytest.mark.parametrize("lang", languages())
def test_a_sweep_that_is_not_finished_says_so_and_has_no_sweet_spot(three_regions: SweepTable, drawn: None, lang: str) -> None:
    """Of half the knee bends only the nearest place is run yet: the good region is there, and how far it goes is not known."""
    kept = [row for row in three_regions.rows.to_pylist() if row["hinge.knee_bend_deg"] < 22 or row["band.distance_m"] < 1.5]
    part = SweepTable(pa.Table.from_pylist(kept, schema=three_regions.rows.schema), three_regions.declared, "grid")
    told, (have, count) = words(lang), cells_run(part)
    assert 0 < have < count == 56
    whole, half = ([text.get_text() for text in outcome_map(table, lang=lang).texts] for table in (three_regions, part))
    said = told.text("map", "unfinished", count=have, total=count).replace("\xa0", " ")
    assert said in " ".join(half).replace("\xa0", " ")
    sweet = told["map"]["sweet"].partition("{")[0]
    assert any(sweet in text for text in whole)
    assert not any(sweet in text for text in half)


@pytest.mark.parametrize("lang", languages())
def test_a_refined_map_says_how_much_was_run_and_how_far_to_trust_it(three_regions: SweepTable, drawn: None, lang: str) -> None:
    knees, distances = three_regions.axes.values()
    place = [(knees.index(row["hinge.knee_bend_deg"]), distances.index(row["band.distance_m"])) for row in three_regions.rows.to_pylist()]
    ends = {0, len(knees) - 1}, {0, len(distances) - 1}
    rows = [n for n, (i, j) in enumerate(place) if (i + j) % 2 == 0 or (i in ends[0] and j in ends[1])]
    part = SweepTable(three_regions.rows.take(rows), three_regions.declared, "grid")
    known = refinement(part)
    assert known is not None
    assert (known.runs, known.of) == (len(rows), len(three_regions))
    assert 0 <= known.unlike < 0.5
    said = words(lang).text("map", "refined", count=known.runs, total=known.of, percent=100 * known.unlike)
    assert said.replace("\xa0", " ") in " ".join(text.get_text() for text in outcome_map(part, lang=lang).texts).replace("\xa0", " ")
    assert refinement(three_regions) is None


def test_the_slack_line_is_where_band_and_hands_say_it(three_regions: SweepTable) -> None:
    line = slack_lines(grid_of(three_regions), 0)["somewhere"]
    assert len(line) > 3
    for knee, distance in line[::3]:
        scenario = BASE.replace(hinge={"knee_bend_deg": float(knee)}, band={"distance_m": float(distance)})
        assert abs(stretches_m(scenario)["somewhere"]) < 2e-3
        near, far = (scenario.replace(band={"distance_m": float(distance) + by}) for by in (-0.02, 0.02))
        assert stretches_m(near)["somewhere"] < 0 < stretches_m(far)["somewhere"]


def test_a_band_that_is_just_taut_at_the_start_pulls_there_by_plain_geometry() -> None:
    from hingesim.simulation.simulate import planned

    table = made({"knee-bend": "5:40:3", "band-distance": "1.4:2.2:3"}, regions)
    line = slack_lines(grid_of(table), 0)["at_start"]
    grip = planned(BASE.replace(band=None))[2].grip_m[0]  # a slack band does not move the hands
    band = BASE.band
    assert band is not None
    reach = grip[0] + np.sqrt(band.rest_length_m**2 - (band.anchor_height_m - grip[2]) ** 2)
    assert line[:, 1] == pytest.approx(np.full(len(line), reach), abs=2e-3)


def test_a_band_never_slack_or_a_hinge_without_one_has_no_line() -> None:
    far = made({"knee-bend": "20:30:3", "band-distance": "2.0:2.2:3"}, regions)
    assert slack_lines(grid_of(far), 0) == {}


def test_cells_without_runs_follow_the_nearest_and_those_outside_stay_blank(three_regions: SweepTable, drawn: None) -> None:
    rows = [
        n for n, row in enumerate(three_regions.rows.to_pylist()) if (row["hinge.knee_bend_deg"], row["band.distance_m"]) != (20.0, 2.0)
    ]
    cells = grid_of(SweepTable(three_regions.rows.take(rows), three_regions.declared, "grid")).panels[0][1]
    assert cells.runs[3, 3] == 0
    assert cells.outcome[3, 3] == "posterior_shift"
    assert cells.inferred
    half = SweepTable(three_regions.rows.slice(0, 8 * 28 // 2), three_regions.declared, "grid")
    assert set(grid_of(half).panels[0][1].outcome.ravel()) <= set(OUTCOMES)


def test_a_third_axis_becomes_panels(drawn: None) -> None:
    table = made({**AXES, "sex": "female,male"}, lambda s: "mid_foot" if s.athlete.sex == "male" else regions(s))
    figure = outcome_map(table, facet="sex")
    panels = [ax for ax in figure.axes if str(ax.get_label()).startswith("panel")]
    assert len(panels) == 2
    assert set(grid_of(table, facet="sex").panels[1][1].outcome.ravel()) == {"mid_foot"}
    assert panels[1].get_title("left").endswith("male")


def test_a_metric_is_the_mean_over_the_seeds(three_regions: SweepTable) -> None:
    figure = outcome_map(three_regions, metric="margin_fore_aft_min_m")
    assert np.allclose(figure.axes[0].collections[0].get_array(), 0.015)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_files_are_written_in_every_kind_the_same_every_time(three_regions: SweepTable, drawn: None, tmp_path: Path, kind: str) -> None:
    for name in ("a", "b"):
        three_regions.map(tmp_path / f"{name}.{kind}", width=800)
    a, b = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("a", "b"))
    assert a == b
    assert len(a) > 5000


@pytest.mark.parametrize(("theme", "lang", "width"), [("slides", "fr", None), ("print", "de", None), ("screen", "es", 500)])
def test_everything_stays_on_the_page(three_regions: SweepTable, drawn: None, theme: str, lang: str, width: int | None) -> None:
    figure = outcome_map(three_regions, theme=theme, lang=lang, width=width)
    figure.canvas.draw()
    page = figure.bbox
    for ax in figure.axes:
        for text in (*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label, *figure.texts):
            if text.get_text():
                box = text.get_window_extent()
                assert box.x0 >= page.x0 - 1, text.get_text()
                assert box.x1 <= page.x1 + 1, text.get_text()
                assert box.y0 >= page.y0 - 1, text.get_text()
                assert box.y1 <= page.y1 + 1, text.get_text()


def test_the_contact_sheet_has_a_figure_for_every_cell(three_regions: SweepTable, completed, monkeypatch, tmp_path: Path) -> None:
    asked = []
    shapes = contact.pictogram.shapes(completed)
    monkeypatch.setattr(contact, "_frames", lambda grid, shown, *rest: asked.extend(shown.values()) or dict.fromkeys(shown, shapes))
    figure = contact_sheet(three_regions, tmp_path / "cells.png", width=900)
    assert len(asked) == 56
    assert len(figure.axes) == 1 + 56
    told = counted(three_regions)
    for scenario in asked:
        name = max(
            told[scenario.hinge.knee_bend_deg, scenario.band.distance_m],
            key=lambda n: told[scenario.hinge.knee_bend_deg, scenario.band.distance_m][n],
        )
        assert regions(scenario) == name, "the run that is shown came to the outcome of its cell"
    assert contact.thinned(20, 9) == sorted(set(contact.thinned(20, 9)))
    assert contact.thinned(20, 9)[::8] == [0, 19]


def test_frames_are_simulated_in_processes() -> None:
    quick = BASE.replace(exercise={"name": "quiet-stance", "duration_s": 0.5})
    table = made({"knee-bend": "10,20", "band-distance": "1.6,2.0"}, lambda s: "stood")
    grid = grid_of(table)
    frames = contact._frames(grid, dict.fromkeys([(0, 0), (1, 1)], quick), 2, None)
    assert set(frames) == {(0, 0), (1, 1)}
    assert len(frames[0, 0]) > 20


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--metric", "margn_min_m"], "metric: got 'margn_min_m', allowed is one of"),
        (["--metric", "wall_s"], "metric: got 'wall_s'"),
        (["--x", "mass"], "x: got 'mass', allowed is an axis of this sweep with two values or more (--knee-bend, --band-distance)"),
        (["--x", "knee-bnd"], "did you mean 'knee-bend'?"),
        (["--x", "knee-bend", "--y", "knee-bend"], "y: got 'knee-bend', allowed is each axis once"),
        (["--facet", "knee-bend"], "map: needs two axes of numbers"),
        (["--theme", "poster"], "theme: got 'poster'"),
        (["--lang", "xx"], "lang: got 'xx'"),
        (["--width", "10"], "width: got 10"),
        (["--out", "map.jpg"], "output: got 'map.jpg'"),
        (["--cells", "--metric", "margin_min_m"], "--cells: cannot be combined with --metric"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    three_regions: SweepTable, words: list[str], message: str, tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SweepTable, "open", staticmethod(lambda path: three_regions))
    assert main(["map", "map.parquet", *(words if "--out" in words else [*words, "--out", "map.png"])]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert os.listdir() == []


@pytest.mark.parametrize(
    ("axes", "options", "message"),
    [
        ({**AXES, "mass": "60,70"}, {}, r"has 3 axes .* a map shows two; choose --facet mass"),
        ({**AXES, "mass": "60,70", "sex": "female,male"}, {}, "has 4 axes .* a map shows two; sweep fewer"),
        ({"knee-bend": "5:40:8", "mass": [60]}, {}, "needs two axes of numbers; this sweep has --knee-bend"),
        ({"knee-bend": "5:40:8", "mass": [60]}, {"y": "mass"}, "y: got 'mass', allowed is an axis of this sweep with two values"),
        (
            {"knee-bend": "5:40:8", "sex": "female,male"},
            {"y": "sex"},
            "y: got 'sex', allowed is an axis of numbers; others can be the facet",
        ),
    ],
)
def test_axes_that_make_no_map_are_one_line(axes, options, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        outcome_map(made(axes, lambda scenario: "mid_foot"), **options)
    assert "\n" not in str(error.value)


def test_points_that_were_drawn_are_no_grid(three_regions: SweepTable) -> None:
    with pytest.raises(InputError, match="needs a grid"):
        outcome_map(SweepTable(three_regions.rows, three_regions.declared, "scattered"))
    with pytest.raises(InputError, match="no runs yet"):
        outcome_map(SweepTable(three_regions.rows.slice(0, 0), three_regions.declared, "grid"))


@pytest.mark.parametrize(("height_m", "steps"), [(1.40, "3"), (1.68, "2.5"), (2.0, "2")])
def test_steps_to_a_place_are_those_of_the_athlete(height_m: float, steps: str) -> None:
    at = {"hinge.knee_bend_deg": 25.0, "band.distance_m": 2.2}
    assert in_steps(ENGLISH, at, height_m) == f"Stand about {steps} big steps away, bend the knee about 25 degrees."
    assert in_steps(ENGLISH, {"hinge.depth_deg": 60.0}, height_m) == ""
