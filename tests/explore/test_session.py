"""Questions and answers without a server: what a page may ask, what it is told, and that it is what the command line would say."""

from __future__ import annotations

import base64
import io
import json
import shlex

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hingesim import InputError, Scenario, simulate
from hingesim.cli.main import parsed
from hingesim.cli.scenario_options import scenario_from
from hingesim.coaching.search import Rating
from hingesim.common import data
from hingesim.common.words import languages, words
from hingesim.engine import installed
from hingesim.explore.asked import KEYS, KINDS, Asked, command_line
from hingesim.explore.challenges import challenges, judged
from hingesim.explore.described import description, grid, slider_step
from hingesim.explore.packing import packed
from hingesim.explore.preview import plan_recording
from hingesim.explore.refused import refused
from hingesim.explore.serving import chosen_engine
from hingesim.explore.session import answers, here
from hingesim.recording.loss import STOPPED
from hingesim.render.display import Disc, Line, Polygon, Text
from hingesim.render.film import shape_places
from hingesim.scenario.address import FIXED, open_fields, settings_of
from hingesim.scenario.reading import scenario_fields
from hingesim.simulation.simulate import planned

ENGINE = next(iter(installed()))
QUICK = {"hinge.depth_deg": 10, "hinge.lower_s": 0.3, "hinge.pause_s": 0, "hinge.raise_s": 0.3, "athlete.sway": 0}


def asked(kind: str, **more: object) -> dict[str, object]:
    return {"ask": kind, "number": 7, **more}


def told(message: object, **more: object) -> list:
    found = list(answers(message, engine=ENGINE, **more))
    for answer in found:
        json.dumps(answer.header, allow_nan=False)
    return found


def unpacked(table: dict, payload: bytes) -> list[tuple[np.ndarray, np.ndarray]]:
    """Rows and places of every picture, as the page reads them."""
    count = table["count"]
    heads = np.frombuffer(payload, "<u4", 2 * count).reshape(count, 2)
    row, place = 8 * count, 8 * count + 4 * int(np.ceil(heads[:, 0].sum() / 2))
    out = []
    for rows, places in heads.tolist():
        out.append((np.frombuffer(payload, "<u2", rows, row), np.frombuffer(payload, "<i2", places, place)))
        row, place = row + 2 * rows, place + 2 * places
    assert place == len(payload)
    return out


@pytest.fixture(scope="module")
def film() -> list:
    return told(asked("film", settings=QUICK, at_s=0.4, width=640))


def test_a_film_is_the_plan_then_the_physics_then_every_picture_once(film) -> None:
    assert [answer.header["kind"] for answer in film[:3]] == ["plan", "told", "frames"]
    assert film[-1].header["kind"] == "done"
    assert {answer.header["number"] for answer in film} == {7}
    sent = [number for answer in film if answer.header["kind"] == "frames" for number in answer.header["numbers"]]
    pictures = set(film[1].header["pictures"])
    assert len(sent) == len(set(sent))
    assert set(sent) <= pictures == set(range(len(pictures)))
    assert {0, len(pictures) - 1} <= set(sent), "what is left out lies between two that are sent"
    assert len(film[1].header["times"]) > len(pictures), "stops and the hold are one picture"


def test_the_picture_that_is_wanted_comes_first(film) -> None:
    head = film[1].header
    first = film[2].header["numbers"]
    assert len(first) == 1
    shown = [time for time, picture in zip(head["times"], head["pictures"], strict=True) if picture == first[0]]
    assert shown[0] == pytest.approx(0.4, abs=0.5 / head["fps"])


def test_every_parcel_is_read_to_its_last_byte(film) -> None:
    for answer in film:
        if "table" in answer.header:
            table = answer.header["table"]
            for rows, places in unpacked(table, answer.payload):
                assert places.size == 2 * sum(table["rows"][row][1] for row in rows)


def test_a_plan_and_its_physics_have_the_same_size(film) -> None:
    """Nothing jumps when the physics takes the place of the plan."""
    assert film[0].header["size"] == film[1].header["size"]


def test_shapes_come_back_where_they_were() -> None:
    shapes = [
        Text("word", 3.26, 4.0, "a", 12.0, "#000000"),
        Polygon("p", np.array([[0.0, 1.5], [2.04, -3.0], [9.0, 9.0]]), "#ffffff", "#000000"),
        Line("l", np.array([[0.0, 0.0], [40000.0, 1.0]]), "#000000", 2.0, (3.0, 2.0)),
        Disc("d", 5.0, 6.0, 2.0, None, "#ff0000"),
        Disc("d", 7.0, 8.0, 1.0, 3.0, "#ff0000"),
    ]
    table, payload = packed([shapes, shapes[:2]])
    (rows, places), (fewer, _) = unpacked(table, payload)
    kinds = [table["styles"][table["rows"][row][0]]["kind"] for row in rows]
    assert kinds == ["polygon", "line", "disc", "disc", "text"], "texts cover all"
    wanted = np.concatenate([shape_places(shape) for shape in (*shapes[1:], shapes[0])]).ravel()
    np.testing.assert_allclose(places / table["per_point"], np.clip(wanted, -3276.7, 3276.7), atol=0.05)
    assert len(fewer) == 2
    assert [table["names"][table["rows"][row][3]] for row in rows] == ["p 0", "l 0", "d 0", "d 1", "word 0"]


def test_nothing_to_draw_is_a_picture_too() -> None:
    table, payload = packed([[]])
    assert [rows.size for rows, _ in unpacked(table, payload)] == [0]


@pytest.mark.parametrize("stance", ["left", "right"])
def test_a_preview_is_the_plan_and_stands_in_equilibrium(stance: str) -> None:
    scenario = Scenario().replace(band={}, hinge={"stance": stance})
    preview, (_, _, path) = plan_recording(scenario), planned(scenario)
    weight_n = np.array([0.0, 0.0, -preview.weight_n])
    np.testing.assert_allclose(preview.grf_world_n + preview.band_force_world_n + weight_n, 0.0, atol=1e-9)
    moment = (
        preview.grf_moment_world_n_m + np.cross(preview.com_world_m, weight_n) + np.cross(preview.grip_world_m, preview.band_force_world_n)
    )
    np.testing.assert_allclose(moment[:, :2], 0.0, atol=1.0)
    low = int(np.argmax(preview.place))
    np.testing.assert_allclose(preview.joint_rad[low], path.joint_rad[-1], atol=1e-12)
    np.testing.assert_allclose(preview.cop_world_m[low], path.static_cop_m[-1], atol=1e-9)
    np.testing.assert_allclose(preview.link_poses.position_world_m[low], path.link_poses.position_world_m[-1], atol=1e-6)


def test_what_is_said_is_what_the_same_run_says(film) -> None:
    scenario = Asked.of(asked("film", settings=QUICK)).scenario(ENGINE)
    for half, one in zip(film[1].header["halves"], (scenario.replace(band=None), scenario), strict=True):
        outcome = simulate(one).outcome
        assert (half["outcome"], half["lost"]) == (outcome.name, outcome.lost)
        assert half["verdict"]
        assert half["reason"]


def test_a_cell_is_the_outcome_of_the_half_with_the_band() -> None:
    (cell,) = told(asked("cell", settings=QUICK))
    assert cell.header == {
        "kind": "cell",
        "number": 7,
        "outcome": simulate(Asked.of(asked("cell", settings=QUICK)).scenario(ENGINE)).outcome.name,
    }


def test_what_is_drawn_is_followed_to_its_end_and_what_is_only_named_is_not() -> None:
    ended = []

    def run(scenarios, stop_early):
        recordings = here(scenarios, stop_early)
        ended.extend(recording.ended == STOPPED for recording in recordings)
        return recordings

    falls = {"hinge.knee_bend_deg": 0, "band.distance_m": 1.0}
    for kind in ("cell", "film"):
        told(asked(kind, settings=falls, width=320), run=run)
    assert ended == [True, False, False]


def test_a_plan_that_cannot_be_is_a_cell_without_outcome_and_a_film_with_a_sentence() -> None:
    impossible = {"band.name": "heavy", "band.distance_m": 4.0}
    (cell,) = told(asked("cell", settings=impossible))
    assert cell.header["outcome"] is None
    (error,) = told(asked("film", settings=impossible))
    assert error.header["kind"] == "error"
    assert "band" in error.header["text"]


class Stop(Exception):
    pass


def test_what_ends_a_run_is_passed_on_and_nothing_is_told_after_the_plan() -> None:
    def run(_scenarios, _stop_early):
        raise Stop

    found = answers(asked("film", settings=QUICK), engine=ENGINE, run=run)
    assert next(found).header["kind"] == "plan"
    with pytest.raises(Stop):
        next(found)
    assert list(found) == []


@pytest.mark.parametrize("lang", languages())
def test_what_cannot_be_is_told_in_the_words_of_the_page(lang: str) -> None:
    """Its own names of settings and choices: who moves a slider knows no options."""
    (*_, error) = told(asked("film", settings={"load.mass_kg": 8}, lang=lang))
    assert error.header["kind"] == "error"
    assert "--" not in error.header["text"]
    own = words(lang)["axis"].get("load.hand") or data.settings("explorer")[lang]["field"]["load.hand"]
    assert own in error.header["text"]
    assert data.settings("explorer")[lang]["choice"]["opposite"] in error.header["text"]


@pytest.mark.parametrize("lang", [*languages(), "tlh", None])
def test_every_option_can_stand_in_a_refusal(lang: str | None) -> None:
    """Of what the page does not offer the option stays."""
    for name, spec in scenario_fields().items():
        option = spec.metadata["option"]
        offered = any(name in fields for fields in data.settings("explorer")["groups"].values())
        assert (option in refused(InputError(f"{option}: not so"), {"lang": lang})) is not offered


def counted(done: list[int]):
    """Simulates, and notes how many were asked for at a time."""

    def run(scenarios, stop_early):
        done.append(len(scenarios))
        return here(scenarios, stop_early)

    return run


def test_a_half_that_is_shown_already_is_not_simulated_again() -> None:
    """And the film is the same to the byte."""
    done, kept = [], {}
    near, far = ({**QUICK, "band.distance_m": distance_m} for distance_m in (1.9, 2.1))
    for settings_ in (near, far, near, far, {**far, "athlete.mass_kg": 70}):
        again = told(asked("film", settings=settings_, width=480), run=counted(done), kept=kept)
        assert [a.payload for a in again] == [a.payload for a in told(asked("film", settings=settings_, width=480))]
        assert len(kept) == 2
    assert done == [2, 1, 1, 1, 2]
    done.clear()
    told(asked("film", settings=near, held=near, width=480), run=counted(done), kept={})
    assert done == [1], "the same hinge on both sides"


def test_halves_that_come_one_by_one_show_the_first_before_the_second() -> None:
    """The pose that is meant, then the first half as the physics has it beside the second as it is meant, then both."""
    done: list[int] = []
    pushed = {**QUICK, "world.push_ns": 40.0, "world.push_time_s": 0.0}
    film = told(asked("film", settings=pushed, at_s=0.7, width=640), run=counted(done), one_by_one=True)
    assert [a.header["kind"] for a in film[:4]] == ["plan", "plan", "told", "frames"]
    assert done == [1, 1]
    kept: dict = {}
    for kinds in (["plan", "plan", "told"], ["plan", "told", "frames"]):
        again = told(asked("film", settings=pushed, at_s=0.7, width=640), kept=kept, one_by_one=True)
        assert [a.header["kind"] for a in again[:3]] == kinds, "nothing comes between where both are there already"
    (_, meant), (_, mixed) = (unpacked(a.header["table"], a.payload) for a in film[:2])
    both = unpacked(film[3].header["table"], film[3].payload)[0]
    assert len(mixed[1]) > 0
    assert not np.array_equal(meant[1], mixed[1])
    assert not np.array_equal(both[1], mixed[1])
    assert [a.payload for a in film[2:]] == [a.payload for a in told(asked("film", settings=pushed, at_s=0.7, width=640))[1:]]


# ---- settings ----


@pytest.mark.parametrize(
    ("settings_", "named"),
    [
        ({"hinge.knee_bend_deg": 61}, "0 to 60"),
        ({"hinge.knee_bend_deg": "some"}, "hinge.knee_bend_deg"),
        ({"hinge.knee_bend_deg": [1]}, "hinge.knee_bend_deg"),
        ({"hinge.knee_bend_deg": float("nan")}, "0 to 60"),
        ({"hinge.knee": 1}, "hinge.knee_bend_deg"),
        ({"band": 1}, "settings"),
        ({"band.name": "x" * 101}, "100 characters"),
        ({"band.force_table": "/etc/passwd.csv"}, "settings"),
        ({"world.engine": "bullet"}, "settings"),
        ({"hinge.reps": 20, "hinge.lower_s": 10}, "at most 60 s"),
        ({"athlete.step": "maybe"}, "true or false"),
    ],
)
def test_settings_are_refused_in_words(settings_: dict, named: str) -> None:
    (error,) = told(asked("film", settings=settings_))
    assert error.header["kind"] == "error"
    assert named in error.header["text"]
    assert "\n" not in error.header["text"]


def test_what_is_typed_is_understood_as_on_the_command_line() -> None:
    typed = {"athlete.height_m": "5ft7", "band.name": "half inch", "athlete.step": "false", "hinge.knee_bend_deg": "22"}
    scenario = Asked.of(asked("film", settings=typed)).scenario(ENGINE)
    _, arguments = parsed(shlex.split("compare --height 5ft7 --band 'half inch' --step false --knee-bend 22 --band-distance 2")[0:])
    same = scenario_from(arguments).replace(world={"engine": ENGINE})
    assert scenario == same


QUICK_ENOUGH = {"hinge.reps": 2, "hinge.lower_s": 6.0, "hinge.raise_s": 6.0, "hinge.pause_s": 6.0}
"""Most of what makes a run long."""


def values_of(spec: dict) -> st.SearchStrategy:
    if spec["kind"] == "switch":
        return st.booleans()
    if spec["kind"] == "choice":
        return st.sampled_from([choice["value"] for choice in spec["choices"]])
    high = QUICK_ENOUGH.get(spec["field"], spec["high"])
    last = int((high - spec["low"]) / spec["step"] + 1e-9)
    return st.integers(0, min(last, 10**4)).map(lambda k: round(spec["low"] + k * spec["step"], 6))


CONTROLS = [control for group in description("en")["groups"] for control in group["controls"]]


@settings(max_examples=60)
@given(st.fixed_dictionaries({}, optional={spec["field"]: values_of(spec) for spec in CONTROLS}))
def test_the_command_line_that_is_copied_asks_for_the_same(chosen: dict) -> None:
    """Whatever the sliders say is allowed, and the line simulates it to the last bit."""
    halves = Asked.of(asked("film", settings=chosen)).halves(ENGINE)
    assert read_back(command_line(halves, held=False)) == [halves[-1]]


def read_back(line: str) -> list[Scenario]:
    """What the commands of a line simulate."""
    found = []
    for one in line.split(" && "):
        words = shlex.split(one)
        _, arguments = parsed(words[1:])
        if words[1] != "render":
            scenario = scenario_from(arguments)
            found.append(scenario.replace(band={}) if words[1] == "compare" and not scenario.band else scenario)
    return found


@pytest.mark.parametrize("held", [{}, {"band.name": "none"}, {"band.name": "strong", "hinge.stance": "left"}])
def test_two_settings_side_by_side_and_the_commands_for_them(held: dict) -> None:
    question = Asked.of(asked("film", settings={"hinge.knee_bend_deg": 12}, held=held, lang="de"))
    halves = question.halves(ENGINE)
    assert halves[0].hinge.knee_bend_deg == 24
    assert halves[1].hinge.knee_bend_deg == 12
    assert (halves[0].band is None) == (held.get("band.name") == "none")
    assert question.titles(halves) == ("A, festgehalten", "B")
    line = command_line(halves, held=True)
    assert read_back(line) == list(halves)
    assert line.endswith("hingesim render a.npz b.npz --out hinge.gif")


def test_without_a_band_there_is_one_half() -> None:
    film = told(asked("film", settings={**QUICK, "band.name": "none"}, width=480))
    assert len(next(a for a in film if a.header["kind"] == "told").header["halves"]) == 1
    assert len(next(a for a in film if a.header["kind"] == "cards").header["cards"]) == 1


def test_settings_of_a_scenario_are_those_it_was_asked_with() -> None:
    for settings_ in ({}, {"band.name": "none"}, {"band.name": "strong", "hinge.reps": 2, "load.mass_kg": 4.0}):
        scenario = Asked.of(asked("cell", settings=settings_)).scenario(ENGINE)
        assert settings_of(scenario) == settings_


# ---- what a coach does ----


def test_a_fault_is_made_in_part_and_a_cue_moves_it_back() -> None:
    (whole,) = told(asked("change", change={"fault": "locked-knee"}))
    (part,) = told(asked("change", change={"fault": "locked-knee", "share": 0.5}))
    assert (whole.header["values"], part.header["values"]) == ({"hinge.knee_bend_deg": 0.0}, {"hinge.knee_bend_deg": 12.0})
    (cued,) = told(asked("change", settings=part.header["values"], change={"cue": "soften-the-knee"}))
    assert cued.header["values"] == {"hinge.knee_bend_deg": 20.0}
    (athlete,) = told(asked("change", settings={"band.name": "none"}, change={"athlete": "tall"}))
    assert athlete.header["values"]["athlete.height_m"] == 1.95
    assert athlete.header["values"]["band.name"] == "none"
    (loaded,) = told(asked("change", settings={"athlete.mass_kg": 80.0}, change={"variation": "dumbbell-same"}))
    change = {"variation": "unassisted", "instead": "shallow"}
    (whole,) = told(asked("change", settings={"hinge.depth_deg": 45.0, "hinge.hip_shift": 0.6}, change=change))
    assert "hinge.depth_deg" not in whole.header["values"]
    assert (loaded.header["values"]["load.mass_kg"], loaded.header["values"]["band.name"]) == (12.0, "none")


@pytest.mark.parametrize("change", [{"fault": "nonsense"}, {"fault": "slack-band", "share": 2}, {"athlete": 3}, [], {"other": 1}, None])
def test_a_change_that_is_none_is_refused_in_words(change: object) -> None:
    (refused,) = told(asked("change", change=change))
    assert refused.header["kind"] == "error"
    assert "allowed" in refused.header["text"]


@pytest.mark.parametrize(
    ("field", "text", "value", "shown"),
    [
        ("athlete.height_m", "5'6\"", 1.6764, "5 ft 6 in"),
        ("athlete.mass_kg", "150lb", 68.0388555, "150 lb"),
        ("hinge.depth_deg", "70", 70.0, "70°"),
    ],
)
def test_what_is_typed_is_read_and_shown_in_its_units(field: str, text: str, value: float, shown: str) -> None:
    (read,) = told(asked("read", settings={field: text}, units="gym"))
    assert read.header["values"] == {field: pytest.approx(value)}
    assert read.header["shown"] == {field: shown}
    (refused,) = told(asked("read", settings={field: "a lot"}))
    assert refused.header["kind"] == "error"


def test_the_sweet_spot_is_the_middle_of_what_works() -> None:
    cells = [["posterior_shift" if 2 <= x <= 6 and 3 <= y <= 7 else "on_toes" for x in range(9)] for y in range(9)]
    cells[0][0] = None
    (spot,) = told(asked("spot", cells=cells))
    assert spot.header["cell"] == [4, 5]
    assert spot.header["told"] == "Stand about 2.5 big steps away, bend the knee about 28 degrees."
    (tall,) = told(asked("spot", cells=cells, settings={"athlete.height_m": 2.0}))
    assert "about 2 big steps" in tall.header["told"], "steps are those of her legs"
    assert spot.header["x_margin"] == "0.35 m"
    (none,) = told(asked("spot", cells=[["stood"] * 9] * 9))
    assert none.header["cell"] is None
    (refused,) = told(asked("spot", cells=[["nonsense"] * 9] * 9))
    assert refused.header["kind"] == "error"


def test_advice_says_how_far_it_is_and_ends_with_settings_that_work(monkeypatch) -> None:
    """On a landscape with a known answer: what is asked of physics is its own test."""

    def rate(scenario: Scenario) -> Rating:
        good = scenario.band is not None and scenario.band.distance_m >= 1.9
        return Rating(good, float(good), "posterior_shift" if good else "on_toes", 0.6)

    monkeypatch.setattr("hingesim.explore.coached.rated", rate)
    monkeypatch.setattr("hingesim.explore.coached.closeness", lambda scenario: 1.0)
    settings_ = {"band.distance_m": 1.7, "hinge.knee_bend_deg": 20}
    found = told(asked("advice", settings=settings_, lang="fr"), run=lambda scenarios, stop_early: scenarios)
    shares = [answer.header["share"] for answer in found[:-1]]
    assert shares == sorted(shares)
    assert len(shares) > 3
    assert found[-1].header["values"] == {"band.distance_m": 1.9, "hinge.knee_bend_deg": 20.0}
    assert found[-1].header["works"]
    assert "1,9\N{NO-BREAK SPACE}m" in found[-1].header["told"]


@pytest.mark.parametrize("name", challenges())
def test_a_challenge_begins_unmet_and_can_be_met(name: str) -> None:
    challenge = challenges()[name]
    for chosen, met in ((challenge.start, False), (challenge.solved, True)):
        recording = simulate(Asked.of(asked("cell", settings=chosen)).scenario(chosen_engine("auto")))
        worth = judged(name, recording, words())
        assert worth["met"] is met, worth["checks"]
        assert all(check["text"] and check["value"] for check in worth["checks"])


def test_a_clip_is_told_how_far_it_is_and_comes_whole() -> None:
    def draw(scenarios, titles, look, kind):
        assert (len(scenarios), titles, kind, look.width % 2) == (2, None, "mp4", 0)
        yield 0.5
        yield b"file"

    drawing, clip = told(asked("clip", format="mp4", settings=QUICK, width=481), draw=draw)
    assert drawing.header["share"] == 0.5
    assert (clip.header["name"], clip.payload) == ("hinge.mp4", b"file")
    for message in (asked("clip", format="exe"), asked("clip", format="gif")):
        (refused,) = told(message)
        assert refused.header["kind"] == "error"


def png(colour: str, size: tuple[int, int] = (40, 30)) -> str:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_where_nothing_draws_a_gif_is_made_of_pictures_that_are_given() -> None:
    (clip,) = told(asked("clip", format="gif", fps=10, frames=[png("red"), png("blue"), png("#12c489")]))
    with Image.open(io.BytesIO(clip.payload)) as gif:
        assert (gif.n_frames, gif.size, gif.info["duration"], gif.info["loop"]) == (3, (40, 30), 100, 0)
        gif.seek(2)
        assert gif.convert("RGB").getpixel((5, 5)) == (0x12, 0xC4, 0x89)


@pytest.mark.parametrize("frames", [None, [], ["!"], [png("red"), png("red", (41, 30))], [png("red", (2001, 1))], [7], ["aGVsbG8="]])
def test_what_are_no_pictures_is_refused_in_words(frames: object) -> None:
    (refused,) = told(asked("clip", format="gif", frames=frames))
    assert "allowed" in refused.header["text"]


def test_a_worksheet_has_its_pictures_twice_and_every_question() -> None:
    (sheet,) = told(asked("sheet", settings=QUICK, lang="es"))
    count = sum(len(row["numbers"]) for row in sheet.header["rows"])
    assert len(unpacked(sheet.header["table"], sheet.payload)) == 2 * count
    assert len(sheet.header["questions"]) == 5
    assert [row["title"] for row in sheet.header["rows"]] == ["Sin banda", "Con banda"]


def test_no_field_is_open_that_could_name_a_file() -> None:
    assert set(scenario_fields()) - set(open_fields()) == FIXED == {"band.force_table", "experiment.platform", "world.engine"}


# ---- the description ----


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_every_word(lang: str) -> None:
    (english,), (other,) = told(asked("words")), told(asked("words", lang=lang))
    assert other.header["words"].keys() == english.header["words"].keys()
    labels = [control["label"] for group in other.header["groups"] for control in group["controls"]]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    if lang != "en":
        same = {key for key, word in other.header["words"].items() if word == english.header["words"][key]}
        assert same <= {"pause", "position", "map_cell", "half_b", "spot_place", "typed"}, "left in English"
        for kind, named in other.header["presets"].items():
            kept = [each["name"] for each, own in zip(named, english.header["presets"][kind], strict=True) if each["label"] == own["label"]]
            assert kept == [], "left in English"


@pytest.mark.parametrize("spec", [spec for spec in CONTROLS if spec["kind"] in ("number", "entry")], ids=lambda spec: spec["field"])
def test_a_slider_can_stand_on_the_default(spec: dict) -> None:
    steps = (spec["default"] - spec["low"]) / spec["step"]
    assert steps == pytest.approx(round(steps), abs=1e-6)
    assert spec["low"] <= spec["default"] <= spec["high"]


@pytest.mark.parametrize(
    ("low", "high", "default", "step"),
    [(0, 60, 24, 1), (0.5, 4, 2, 0.05), (1.35, 2.1, 1.68, 0.01), (35, 160, 65, 2), (0, 1, 0.8, 0.01), (0.05, 2, 0.9, 0.01)],
)
def test_steps_are_round(low: float, high: float, default: float, step: float) -> None:
    assert slider_step(low, high, default) == step


def test_the_map_begins_with_its_corners_and_has_every_cell_once() -> None:
    cells = [tuple(cell) for cell in grid()["order"]]
    assert set(cells[:4]) == {(0, 0), (0, 8), (8, 0), (8, 8)}
    assert len(set(cells)) == len(cells) == 81
    default = Scenario().replace(band={})
    assert default.band.distance_m in grid()["xs"]
    assert default.hinge.knee_bend_deg in grid()["ys"]


# ---- anything at all ----

LEAVES = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=12)
NAMES = st.text(max_size=8)
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=8)
NEARLY = st.fixed_dictionaries(
    {"ask": st.sampled_from(KINDS) | JSON, "number": st.just(1) | JSON},
    optional=dict.fromkeys(KEYS[3:], JSON) | {"settings": st.dictionaries(st.sampled_from(open_fields()) | NAMES, JSON, max_size=4)},
)


@settings(max_examples=200)
@given(JSON | NEARLY)
def test_anything_at_all_is_answered_in_words(message: object) -> None:
    """Nothing is simulated here: what is well-formed ends at its plan."""

    def run(_scenarios, _stop_early):
        raise Stop

    try:
        found = told(message, run=run)
    except Stop:
        return
    assert found
    for answer in found:
        assert answer.header["kind"] in (*KINDS, "error", "plan", "searching", "stopped")
        if answer.header["kind"] == "error":
            assert answer.header["text"].isprintable()
            assert len(answer.header["text"]) < 2000
