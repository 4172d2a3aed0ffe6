"""What a class gets: a slide, a worksheet, a folder of pages; opened by the programs that teachers have."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from hingesim import InputError, Recording, Scenario, compare
from hingesim.cli.main import main
from hingesim.common.papers import PAPERS
from hingesim.common.words import languages, words
from hingesim.motion.schedule import PHASES
from hingesim.teaching import write_site, write_slide, write_worksheet
from hingesim.teaching.band_question import band_question
from hingesim.teaching.texts import texts
from hingesim.teaching.worksheet import HEEL_UP_DEG, Worksheet
from tests.synthetic import examples

LESSON = Path(__file__).parents[1] / "gallery"


@pytest.fixture(scope="module")
def pair() -> tuple[Recording, ...]:
    return compare(Scenario().replace(hinge={"lower_s": 1.5, "pause_s": 0.3, "raise_s": 1.5})).recordings


def pages(path: Path) -> list[str]:
    """The texts of a PDF, page by page."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def test_a_slide_has_title_three_points_a_clip_with_a_poster_and_notes(pair: tuple[Recording, ...], tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    write_slide(pair, tmp_path / "lesson.pptx")
    slide = pptx.Presentation(str(tmp_path / "lesson.pptx")).slides[0]
    said = words("en")
    assert slide.shapes.title.text == " · ".join(
        f"{title}: {said.verdict(r.outcome)}" for title, r in zip(("Without band", "With band"), pair, strict=True)
    )
    assert len(slide.placeholders[1].text_frame.paragraphs) == 3
    (movie,) = [shape for shape in slide.shapes if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.MEDIA]
    alt = movie._element._nvXxPr.cNvPr.get("descr")
    assert all(said.told(r.outcome) in alt for r in pair)
    assert movie.poster_frame.content_type == "image/png"
    assert movie.left >= 0
    assert movie.left + movie.width <= slide.part.package.presentation_part.presentation.slide_width
    assert "65 kg, 1.68 m" in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_worksheet_has_questions_and_then_answers_on_that_paper(pair: tuple[Recording, ...], tmp_path: Path, paper: str) -> None:
    out = tmp_path / "class.pdf"
    write_worksheet(pair, out, paper=paper.lower())
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", out.read_bytes())
    assert box
    assert [float(side) for side in box.groups()] == pytest.approx(PAPERS[paper], abs=0.01)
    first, second = pages(out)
    sheet = Worksheet(pair, ("a", "b"), paper, words())
    for question, answer in sheet.questions():
        assert question[:30] in first
        assert question[:30] in second
        assert answer[:20] not in first or answer == "none" or len(answer) < 8
        assert answer[:20] in second


def test_the_answers_agree_with_the_recordings(pair: tuple[Recording, ...]) -> None:
    sheet = Worksheet(pair, ("a", "b"), "A4", words())
    answers = [answer for _, answer in sheet.questions()]
    numbers = [number for row in sheet.shown for number, _ in row]
    assert numbers == list(range(1, len(numbers) + 1))
    fell = {n for r, row in zip(pair, sheet.shown, strict=True) if r.outcome.lost for n, _ in row}
    lost = {int(n) for n in answers[1].split(", ")} if answers[1] != "none" else set()
    assert lost <= fell
    assert bool(lost) == bool(fell)
    up = {
        n
        for r, row in zip(pair, sheet.shown, strict=True)
        for n, t in row
        if r.metrics.heel_lift_deg[r.time_s.searchsorted(t - 1e-9)] > HEEL_UP_DEG
    }
    assert ({int(n) for n in answers[2].split(", ")} if answers[2] != "none" else set()) == up


@pytest.mark.parametrize("lang", languages())
def test_what_is_said_of_the_band_is_what_was_measured(pair: tuple[Recording, ...], lang: str) -> None:
    """Every number of the answer is in the arrays; a band that did not keep her up is not said to have done so."""
    own, told = texts(lang), words(lang)
    plain, banded = pair
    keys = {value: key for key, value in own["sheet"].items()}
    cases = [plain, banded, *examples().values()]
    asked = {}
    for r in cases:
        question, answer = band_question([r], own, told)
        key = asked[r.outcome.name, r.scenario.band is not None] = keys[question]
        if r.scenario.band is None:
            assert key == ("noband" if r.outcome.lost else "held" if r.outcome.completed else "unfinished")
        else:
            assert (key == "why") == (r.outcome.completed and r.outcome.time_s is None)
        assert "{" not in answer
        start, low = r.time_s < 0.5, np.flatnonzero(r.phase == PHASES.index("pause"))
        if r is banded and r.outcome.completed:
            lean_cm = 100 * (r.cop_world_m[start, 0].mean() - r.com_world_m[start, 0].mean())
            came_cm = 100 * (r.com_world_m[low, 0].mean() - r.com_world_m[start, 0].mean())
            said = [int(n) for n in re.findall(r"\d+", answer)]
            assert said[0] == pytest.approx(r.band_tension_n[start].mean(), abs=2)
            assert said[1] == pytest.approx(lean_cm, abs=1)
            assert said[2] == pytest.approx(r.band_tension_n[low].mean(), abs=2)
            assert said[3] == pytest.approx(came_cm, abs=1)
    assert "noband" in asked.values()


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_every_text_and_fits_the_page(pair: tuple[Recording, ...], lang: str) -> None:
    assert {k: set(v) for k, v in texts(lang).texts.items() if isinstance(v, dict)} == {
        k: set(v) for k, v in texts("en").texts.items() if isinstance(v, dict)
    }
    wide, high = (side / 72 for side in PAPERS["Letter"])  # the shorter one
    for answers in (False, True):
        page = Worksheet(pair, ("a", "b"), "Letter", words(lang)).page(answers=answers)
        renderer = FigureCanvasAgg(page).get_renderer()
        boxes = [text.get_window_extent(renderer) for axes in page.axes for text in axes.texts]
        assert all(box.x0 >= 0 and box.x1 <= wide * page.dpi and box.y0 >= 0 and box.y1 <= high * page.dpi for box in boxes)
        below = sorted(text.get_position()[1] for text in page.axes[0].texts)
        assert below[-1] - below[-2] > 0.15, "the last answer stays clear of the foot line"


def test_a_site_holds_the_lessons_and_their_questions_without_a_network(tmp_path: Path) -> None:
    index = write_site(tmp_path / "class", gallery=LESSON, only=["lesson-pair"])
    told = index.read_text(encoding="utf-8")
    assert 'src="lesson-pair.html"' in told
    assert "A question for students" in told
    assert "http" not in told.replace("http-equiv", "")
    page = (tmp_path / "class/lesson-pair.html").read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="(?!#|data:)', page)
    write_site(tmp_path / "class", gallery=LESSON, only=["lesson-pair"])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="holds something else"):
        write_site(tmp_path / "mine", gallery=LESSON, only=["lesson-pair"])


def test_commands(tmp_path: Path, capsys) -> None:
    out = str(tmp_path / "class.pdf")
    assert main(["worksheet", "--depth", "15", "--lower", "0.5", "--pause", "0", "--raise", "0.5", "--lang", "es", "--out", out]) == 0
    assert main(["worksheet", "--paper", "a3", "--out", out]) == 2
    assert main(["slides", "--theme", "pink", "--out", str(tmp_path / "a.pptx")]) == 2
    assert main(["site", "--gallery", str(tmp_path), "--out", str(tmp_path / "site")]) == 2
    told = capsys.readouterr().err
    assert "--paper: got 'a3'" in told
    assert "--theme: got 'pink'" in told
    assert not (tmp_path / "site").exists()
