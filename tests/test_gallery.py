"""The gallery on disk is complete, true, and what the code would make now.

After a change to the physics or the drawing `hingesim gallery` makes what is stale again. Where an outcome is no longer the one a text
claims, it refuses: text and scenario need a teacher's eye first.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hingesim import InputError, Recording, Scenario, simulate
from hingesim.cli.main import main
from hingesim.common.reading import json_object
from hingesim.common.sources import PACKAGE
from hingesim.common.words import ENGLISH
from hingesim.gallery import record, told
from hingesim.gallery.build import draw_stills, keep_stills
from hingesim.gallery.claims import measure
from hingesim.gallery.collection import CONTENTS, read_gallery
from hingesim.gallery.entry import CLIP, PICTURES, SOURCE, STORYBOARD, TRACE, Entry
from hingesim.gallery.fingerprint import sources
from hingesim.gallery.index import index_texts
from hingesim.render import frame
from hingesim.render.clip import Clip
from hingesim.render.manifest import manifest_path
from hingesim.render.theme import THEMES
from hingesim.scenario.scenario_file import load_scenario
from tests.colour import lab, lab_of
from tests.fading import FADED, furthest

GALLERY = read_gallery(Path(__file__).parents[1] / "gallery")
every_entry = pytest.mark.parametrize("entry", GALLERY.entries, ids=lambda entry: entry.name)
ASKED = 14
"""Least number of entries."""
DRAWN_RMS, PLOTTED_RMS, PALETTE_RMS = 1.0, 3.0, 8.0
"""Most difference, of 255, to what is drawn now: letters differ by a hair between systems, more so in plots; a GIF has 256 colours."""
QUICK = "{ hinge = { depth_deg = 15, lower_s = 0.3, pause_s = 0, raise_s = 0.3 }, athlete = { sway = 0 } }"


@cache
def simulated(scenario: Scenario) -> Recording:
    return simulate(scenario)


def rms(a: Image.Image, b: Image.Image) -> float:
    assert a.size == b.size
    return float(np.sqrt(np.mean((np.asarray(a.convert("RGB"), float) - np.asarray(b.convert("RGB"), float)) ** 2)))


def test_there_are_enough_entries_with_names_for_a_web_address() -> None:
    assert len(GALLERY.entries) >= ASKED
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.name) for entry in GALLERY.entries)


@every_entry
def test_texts_say_what_to_look_at_in_two_sentences_and_ask_a_question(entry: Entry) -> None:
    for sentence in (*entry.look, entry.objective):
        assert re.fullmatch(r"[A-Z][^.?!]*(\d\.\d[^.?!]*)*\.", sentence), f"one sentence, please: {sentence}"
    assert entry.question.endswith("?")
    assert entry.answer.endswith(".")
    assert entry.title[-1] not in ".?!"


@every_entry
def test_files_belong_to_the_scenario(entry: Entry) -> None:
    assert record.broken(entry) is None, "run hingesim gallery"


@every_entry
def test_the_manifest_holds_the_scenarios_and_the_claimed_outcomes(entry: Entry) -> None:
    runs = json_object(manifest_path(entry.folder / CLIP), "manifest")["runs"]
    assert [run["outcome"] for run in runs] == [run.outcome for run in entry.runs]
    assert [Scenario.from_dict(run["scenario"]) for run in runs] == [run.scenario for run in entry.runs]
    if len(runs) == 1:
        assert load_scenario(entry.source) == entry.runs[0].scenario  # the file works with hingesim simulate --scenario


@every_entry
def test_simulated_and_drawn_now_it_is_the_same(entry: Entry, tmp_path: Path) -> None:
    recordings = [simulated(run.scenario) for run in entry.runs]
    assert [recording.outcome.name for recording in recordings] == [run.outcome for run in entry.runs]

    options, folder = {"titles": entry.titles}, entry.folder
    with Image.open(folder / CLIP) as clip:
        for time_s, number in ((0.0, 0), (max(float(r.time_s[-1]) for r in recordings), clip.n_frames - 1)):
            clip.seek(number)
            now = frame(recordings, time_s, **options, **entry.drawing.changed())
            assert rms(clip, Image.fromarray(now)) < PALETTE_RMS, f"{CLIP} is stale: run hingesim gallery"
    draw_stills(entry, recordings, tmp_path)
    (tmp_path / "kept").mkdir()
    keep_stills(tmp_path, tmp_path / "kept", entry.drawing.theme)
    for name, most in ((STORYBOARD, DRAWN_RMS), (TRACE, PLOTTED_RMS)):
        with Image.open(folder / name) as made, Image.open(tmp_path / "kept" / name) as now:
            assert rms(made, now) < most, f"{name} is stale: run hingesim gallery"


@every_entry
def test_what_is_told_by_its_colour_has_it_in_the_clip(entry: Entry) -> None:
    if record.stale(entry):
        pytest.skip("made by code that has changed: the palette belongs to what it drew")
    clip = Clip(tuple(simulated(run.scenario) for run in entry.runs), tuple(entry.titles), entry.drawing)
    faded = furthest(entry.folder / CLIP, clip)
    assert "stamp" in faded
    assert max(faded.values()) <= FADED, faded


def test_stills_keep_the_colours_of_verdicts(tmp_path: Path) -> None:
    """On a picture of so many colours that a palette by area forgets small ones."""
    theme, size = THEMES["light"], 400
    red, green = np.meshgrid(np.linspace(0, 255, size), np.linspace(0, 255, size))
    crowded = Image.fromarray(np.stack([red, green, np.full_like(red, 128)], axis=-1).astype(np.uint8))
    verdicts = list(dict.fromkeys(theme.stamp.values()))
    for place, colour in enumerate(verdicts):
        crowded.paste(colour, (10 * place, 0, 10 * place + 4, 4))
    (tmp_path / "kept").mkdir()
    for name in (STORYBOARD, TRACE):
        crowded.save(tmp_path / name)
    keep_stills(tmp_path, tmp_path / "kept", "light")
    with Image.open(tmp_path / "kept" / STORYBOARD) as kept:
        shown = np.asarray(kept.convert("RGB"))
        for place, colour in enumerate(verdicts):
            assert np.linalg.norm(lab_of(shown[2, 10 * place + 2]) - lab(colour)) <= FADED, colour
        assert rms(kept, crowded) < PALETTE_RMS


def test_the_index_is_what_the_entries_say() -> None:
    for name, text in index_texts(GALLERY).items():
        assert (GALLERY.folder / name).read_text(encoding="utf-8") == text, "run hingesim gallery"


class Page(HTMLParser):
    """What a browser or a screen reader would stumble over."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(index_texts(GALLERY)["index.html"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def test_the_page_needs_no_network_and_every_link_leads_somewhere() -> None:
    page = Page()
    assert not page.all("script", "iframe")
    assert "://" not in index_texts(GALLERY)["index.html"]
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    addresses = [a.get("href") or a.get("src") or a.get("srcset") or "" for a in page.all("a", "img", "source")]
    assert len(addresses) > 5 * len(GALLERY.entries)
    for address in addresses:
        assert address[1:] in ids if address.startswith("#") else (GALLERY.folder / address).is_file(), address


def test_the_page_is_accessible() -> None:
    page = Page()
    assert page.all("html")[0]["lang"] == "en"
    assert all(image["alt"] and image["width"] and image["height"] and image["loading"] == "lazy" for image in page.all("img"))
    assert [source["media"] for source in page.all("source")] == ["(prefers-reduced-motion: reduce)"] * len(GALLERY.entries)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("ground", ["page", "card", "soft"])
def test_text_on_the_page_has_the_contrast_of_wcag_aa(ink: str, ground: str) -> None:
    palettes = re.findall(r":root \{[^}]*--page[^}]*\}", (PACKAGE / "gallery" / "page.css").read_text(encoding="utf-8"))
    assert len(palettes) == 3  # light, dark, print
    for palette in palettes:
        colours = dict(re.findall(r"--(\w+): (#\w+)", palette))
        dark, light = sorted((luminance(colours[ink]), luminance(colours[ground])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_markdown_shows_every_entry() -> None:
    text = index_texts(GALLERY)["README.md"]
    for entry in GALLERY.entries:
        assert text.count(f"({entry.name}/{CLIP})") == 1
        for name in (*PICTURES, SOURCE):
            assert f"({entry.name}/{name})" in text


@pytest.fixture
def copy(tmp_path: Path) -> Entry:
    """A copy of one made entry."""
    shutil.copytree(GALLERY.entries[0].folder, tmp_path / "copy")
    return dataclasses.replace(GALLERY.entries[0], folder=tmp_path / "copy")


def test_a_changed_scenario_is_stale_and_a_changed_text_is_not(copy: Entry) -> None:
    text = copy.source.read_text(encoding="utf-8")
    copy.source.write_text(text.replace('question = "', 'question = "Say, '), encoding="utf-8")
    assert record.broken(copy) is None
    copy.source.write_text(text.replace("2.0", "2.1"), encoding="utf-8")
    assert record.stale(copy) == "the scenario has changed"


def test_a_changed_missing_or_unrecorded_file_is_stale(copy: Entry) -> None:
    with (copy.folder / CLIP).open("ab") as clip:
        clip.write(b"x")
    assert record.stale(copy) == f"{CLIP} is not the file that was made"
    (copy.folder / CLIP).unlink()
    assert record.stale(copy) == f"{CLIP} is missing"
    (copy.folder / record.RECORD).write_text("[]", encoding="utf-8")
    assert record.stale(copy) == "not made yet"


def test_changed_code_makes_an_entry_stale(copy: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "code_digest", lambda: "another")
    assert record.broken(copy) is None
    assert record.stale(copy) == "code or data behind it have changed"


def test_the_fingerprint_covers_what_simulates_and_draws_and_not_the_rest() -> None:
    names = {str(path.relative_to(PACKAGE)) for path in sources()}
    physics = {"simulation/simulate.py", "engine/bullet.py", "motion/balance.py", "recording/outcome.py"}
    physics |= {"body/anthropometry.py", "scenario/parameters.py"}
    drawing = {"render/page.py", "render/raster.py", "render/encode.py", "render/storyboard.py", "plots/moments.py", "common/words.py"}
    assert physics | drawing <= names
    assert not names & {"cli/main.py", "cli/parser.py", "validation/report.py", "maps/figure.py"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A gallery of one quick entry."""
    folder = tmp_path / "small"
    (folder / "quick").mkdir(parents=True)
    (folder / CONTENTS).write_text(
        'title = "Small <one>"\nintroduction = "A test."\n[[sections]]\ntitle = "All"\nintroduction = "One."\nentries = ["quick"]\n',
        encoding="utf-8",
    )
    (folder / "quick" / SOURCE).write_text(
        'title = "Quick"\nobjective = "See."\nlook = ["One.", "Two."]\nquestion = "Why?"\nanswer = "So."\ntrace = ["position"]\n'
        f'[drawing]\nwidth = 320\n[[runs]]\ntitle = "A bow"\noutcome = "mid_foot"\nshare = {{ mujoco = [1, 1] }}\nscenario = {QUICK}\n',
        encoding="utf-8",
    )
    return folder


def test_the_command_makes_what_is_stale_and_nothing_else(small: Path, capsys) -> None:
    outcome = simulated(read_gallery(small).entries[0].runs[0].scenario).outcome.name
    source = small / "quick" / SOURCE
    source.write_text(source.read_text(encoding="utf-8").replace('"mid_foot"', f'"{outcome}"'), encoding="utf-8")
    assert main(["gallery", "--out", str(small)]) == 0
    assert {path.name for path in (small / "quick").iterdir()} == {*record.FILES, record.RECORD, SOURCE}
    assert "Small &lt;one&gt;" in (small / "index.html").read_text(encoding="utf-8")
    assert "Small \\<one\\>" in (small / "README.md").read_text(encoding="utf-8")
    assert "1 of 1 entries made" in capsys.readouterr().out
    assert main(["gallery", "--out", str(small)]) == 0
    assert "0 of 1 entries made" in capsys.readouterr().out


def test_claims_are_measured_and_written_into_the_scenario_file(small: Path, capsys) -> None:
    scenario = read_gallery(small).entries[0].runs[0].scenario
    names = [simulate(scenario.replace(world={"seed": seed, "engine": "mujoco"})).outcome.name for seed in range(2)]
    source = small / "quick" / SOURCE
    source.write_text(source.read_text(encoding="utf-8").replace('"mid_foot"', f'"{names[1]}"'), encoding="utf-8")
    before = source.read_text(encoding="utf-8")
    assert main(["gallery", "--out", str(small), "--measure", "2", "--engine", "mujoco"]) == 0
    told = f"share = {{ mujoco = [{names.count(names[1])}, 2] }}"
    assert source.read_text(encoding="utf-8") == before.replace("share = { mujoco = [1, 1] }", told)
    assert "quick" in capsys.readouterr().out


def test_outcomes_that_serve_the_text_as_well_count_and_are_told(small: Path) -> None:
    source = small / "quick" / SOURCE
    text = source.read_text(encoding="utf-8")
    scenario = read_gallery(small).entries[0].runs[0].scenario
    outcome = simulate(scenario.replace(world={"seed": 0, "engine": "mujoco"})).outcome.name
    other = "stood"  # no hinge ends so
    assert outcome != other
    source.write_text(text.replace('"mid_foot"', f'"{other}"'), encoding="utf-8")
    assert measure(read_gallery(small).entries, 1, "mujoco", workers=1)["quick"][0].count == 0
    source.write_text(text.replace('"mid_foot"', f'"{other}"\nalso = ["{outcome}"]'), encoding="utf-8")
    entry = read_gallery(small).entries[0]
    assert measure([entry], 1, "mujoco", workers=1)["quick"][0].count == 1
    assert f"{ENGLISH.title(other).capitalize()} or {ENGLISH.title(outcome)}, in" in told.outcome(entry.runs[0])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('also = "on_toes"', "runs.also: got 'on_toes', allowed is a list of outcomes"),
        ('also = ["on_toe"]', "did you mean 'on_toes'"),
        ('variation = "unasisted"', "did you mean 'unassisted'"),
        ("variation = 3", "runs.variation: got 3"),
    ],
)
def test_an_unknown_outcome_or_variation_is_refused(small: Path, line: str, said: str) -> None:
    source = small / "quick" / SOURCE
    source.write_text(source.read_text(encoding="utf-8").replace("outcome = ", f"{line}\noutcome = "), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        read_gallery(small)


def test_an_entry_whose_claim_does_not_hold_is_refused(small: Path, capsys) -> None:
    source = small / "quick" / SOURCE
    source.write_text(source.read_text(encoding="utf-8").replace('"mid_foot"', '"stood"'), encoding="utf-8")
    assert main(["gallery", "--out", str(small)]) == 1
    assert "quick claims stood for 'A bow'" in capsys.readouterr().err
    assert [path.name for path in (small / "quick").iterdir()] == [SOURCE]
    assert not (small / "index.html").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"One.", "Two."', '"One."', "look: got ['One.'], allowed is a list of 2 sentences"),
        ('question = "Why?"', "", "question: got None, allowed is a text"),
        ("width = 320", "widht = 320", "(did you mean 'width'?)"),
        ('outcome = "mid_foot"', 'outcome = "mid_foott"', "(did you mean 'mid_foot'?)"),
        ("[1, 1]", "[1, 0]", "runs.share: got 0"),
        ("[1, 1]", "[2, 1]", "runs.share: got 2"),
        ("mujoco", "mujocco", "(did you mean 'mujoco'?)"),
        ("depth_deg = 15", "depth_deg = 150", "hinge.depth_deg: got 150, allowed is 10 to 95 deg"),
        ('title = "Quick"', 'titel = "Quick"', "(did you mean 'title'?)"),
    ],
)
def test_a_mistake_in_an_entry_is_one_line_that_names_the_file(small: Path, old: str, new: str, message: str, capsys) -> None:
    source = small / "quick" / SOURCE
    source.write_text(source.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert main(["gallery", "--out", str(small)]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "scenario.toml" in said
    assert message in said


def test_without_a_gallery_one_line_says_what_to_give(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["gallery"]) == 2
    assert capsys.readouterr().err.startswith("hingesim: --out: no gallery.toml in the folder 'gallery'")


def test_an_entry_that_is_not_listed_or_not_known_is_refused(small: Path, capsys) -> None:
    assert main(["gallery", "--out", str(small), "--only", "quik"]) == 2
    assert "(did you mean 'quick'?)" in capsys.readouterr().err
    shutil.copytree(small / "quick", small / "other")
    assert main(["gallery", "--out", str(small)]) == 2
    assert "'other' must be listed once" in capsys.readouterr().err
