"""Axes and designs: what a coach types is what is run, and mistakes are one line."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from hingesim import InputError, Scenario
from hingesim.scenario.reading import scenario_fields
from hingesim.sweeps import Design, axis, field_of, read_axes


def test_a_range_has_count_values_with_its_ends_and_no_dust() -> None:
    assert axis("band.distance_m", "1.4:2.6:7").values == (1.4, 1.6, 1.8, 2.0, 2.2, 2.4, 2.6)
    assert axis("hinge.knee_bend_deg", "40:5:2").values == (40.0, 5.0)


def test_lists_words_switches_and_tables_are_axes_too() -> None:
    assert axis("athlete.height_m", "1.5,1.7,1.9").values == (1.5, 1.7, 1.9)
    assert axis("athlete.sex", "male,female").values == ("male", "female")
    assert axis("exercise.name", "single-leg-hinge,quiet-stance").values == ("single-leg-hinge", "quiet-stance")
    assert axis("hinge.reps", "1:3:3").values == (1, 2, 3)
    assert axis("band.force_table", "0:0,1:50;0:0,1:60").values == (((0, 0), (1, 50)), ((0, 0), (1, 60)))
    assert axis("hinge.knee_bend_deg", 20).values == (20.0,)
    assert axis("hinge.knee_bend_deg", np.linspace(0, 60, 4)).values == (0, 20, 40, 60)


@pytest.mark.parametrize("field", scenario_fields())
def test_every_field_is_found_by_its_dotted_name_and_by_its_option(field: str) -> None:
    assert field_of(field) == field
    assert field_of(scenario_fields()[field].metadata["option"]) == field


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ({"knee-bnd": "5:40:8"}, "did you mean 'knee-bend'?"),
        ({"hinge.knee_bend": "5:40:8"}, "did you mean 'hinge.knee_bend_deg'?"),
        ({"knee-bend": "5:40:8", "hinge.knee_bend_deg": "5"}, "every field once"),
        ({"knee-bend": "5:70:8"}, "knee-bend: got 70, allowed is 0 to 60 deg"),
        ({"knee-bend": "5:40:1"}, "a whole COUNT from 2"),
        ({"knee-bend": "5:40:2.5"}, "a whole COUNT from 2"),
        ({"knee-bend": "5:40:1e9"}, "a whole COUNT from 2"),
        ({"knee-bend": "5:5:3"}, "two different ends"),
        ({"knee-bend": "5:40:8:2"}, "FROM:TO:COUNT"),
        ({"knee-bend": "5:x:8"}, "FROM:TO:COUNT"),
        ({"knee-bend": "5,,9"}, "FROM:TO:COUNT"),
        ({"knee-bend": "nan,5"}, "got nan"),
        ({"knee-bend": ""}, "FROM:TO:COUNT"),
        ({"knee-bend": []}, "1 to 10000 values"),
        ({"knee-bend": "5,10,5"}, "values that all differ"),
        ({"knee-bend": "40:5"}, "a range FROM:TO that rises"),
        ({"sex": "male,femal"}, "did you mean 'female'?"),
        ({"reps": "1:2:3"}, "a whole number from 1 to 20"),
        ({"band-table": "0:0,1"}, "pairs such as 0:0,0.5:40,1:60 (elongation:newton)"),
        ({"band-table": "0:0,1:x"}, "pairs such as"),
        ({"exercise": "quiet-stance,quiet-stanse"}, "did you mean 'quiet-stance'"),
    ],
)
def test_bad_axes_are_one_line(axes: dict, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_axes(axes)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("axes", "options", "message"),
    [
        ({"knee-bend": "5:40"}, {}, "a grid needs the number of values"),
        ({"knee-bend": "5:40:8"}, {"samples": 9}, "a grid has as many points"),
        ({"knee-bend": "5:40"}, {"sampling": "lhs"}, "--samples: got None"),
        ({"knee-bend": "5:40"}, {"sampling": "sobol", "samples": 100}, "such as 64 or 128"),
        ({"knee-bend": "5:40"}, {"sampling": "halton", "samples": 100}, "one of grid, lhs, sobol"),
        ({}, {"sampling": "lhs", "samples": 4}, "needs at least one axis"),
        ({"seed": "1,2"}, {"replicates": 2}, "--seed: cannot be an axis together with --replicates"),
        ({}, {"replicates": 0}, "--replicates: got 0"),
        ({"band": "light,heavy", "band-width": "10,20"}, {}, "give only one of name, width_mm, pull_n and force_table"),
        ({"knee-bend": "0:60:500", "mass": "40:150:500", "depth": "10:90:500"}, {}, "at most 100000000 runs"),
    ],
)
def test_designs_that_make_no_sense_are_one_line(axes: dict, options: dict, message: str) -> None:
    with pytest.raises(InputError) as caught:
        Design(Scenario(), read_axes(axes), **options)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_grid_is_every_crossing_with_the_seeds_fastest() -> None:
    scenario = Scenario().replace(world={"seed": 7})
    design = Design(scenario, read_axes({"knee-bend": "10,20", "height": "1.5,1.6,1.7"}), replicates=2)
    found = [(s.hinge.knee_bend_deg, s.athlete.height_m, s.world.seed) for s in design]
    assert found == list(itertools.product((10, 20), (1.5, 1.6, 1.7), (7, 8)))
    assert len(design) == len(found)


@pytest.mark.parametrize("sampling", ["lhs", "sobol"])
def test_a_drawn_design_fills_every_range_evenly_and_is_drawn_alike_again(sampling: str) -> None:
    axes = read_axes({"knee-bend": "5:45", "sex": "male,female", "reps": "1:4"})
    design = Design(Scenario(), axes, sampling=sampling, samples=64)
    knees = np.array([s.hinge.knee_bend_deg for s in design])
    assert np.histogram(knees, bins=64, range=(5, 45))[0].tolist() == [1] * 64, "one point in every slice"
    assert sum(s.athlete.sex == "male" for s in design) == 32
    assert [sum(s.hinge.reps == n for s in design) for n in (1, 2, 3, 4)] == [16] * 4
    assert list(design) == list(Design(Scenario(), axes, sampling=sampling, samples=64))


def test_an_axis_of_band_forces_takes_the_place_of_the_scenarios_band_law() -> None:
    scenario = Scenario().replace(band={"name": "heavy"})
    widths = [s.band.width_mm for s in Design(scenario, read_axes({"band-width": "10,20"})) if s.band]
    assert widths == [10, 20]
