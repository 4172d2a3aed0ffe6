"""The command line speaks the language it is asked to: results, progress, messages; what stays English is known."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import hingesim
from hingesim import Recording
from hingesim.cli.commands import doctor
from hingesim.cli.main import main
from hingesim.common import progress
from hingesim.common.data import settings
from hingesim.common.errors import HingesimError
from hingesim.common.terminal import asked_for, terminal, translated
from hingesim.common.words import languages
from hingesim.simulation.replicates import Replicates
from hingesim.sweeps.run import Size
from tests.test_words import gaps, texts
from tests.typed import refused

OTHERS = [language for language in languages() if language != "en"]
MESSAGES = settings("terminal")["message"]


def told(language: str) -> dict[str, Any]:
    return dict(texts(settings("terminal")[language]))


def spoken(text: str) -> set[str]:
    """Words of three letters and more; names in quotes, options and names of files are no words."""
    plain = re.sub(r"(?<!\w)'[^']*'|--[\w-]+|\{\w*[^}]*\}|\S+\.\w{2,7}\b|\S*[=/]\S*|\w+-\w+", " ", text)
    return {word.lower() for word in re.findall(r"[^\W\d_]{3,}", plain) if not word.isupper()}


def vocabulary(language: str) -> set[str]:
    """Every word that any table has in a language."""
    tables = [text for name in ("captions", "terminal", "worksheet", "report") for _, text in texts(settings(name)[language])]
    return set().union(*map(spoken, [*tables, *(forms[language] for forms in MESSAGES)]))


def english_in(text: str, language: str, typed: str = "") -> set[str]:
    """English words of a text that the language does not have."""
    return spoken(text) & vocabulary("en") - vocabulary(language) - set(re.findall(r"\w+", typed.lower()))


def texts_of_makers() -> Iterator[str]:
    """Names of bands, and colours as the labels have them."""
    table = settings("bands")
    yield from table["band"]
    for maker, row in table["maker"].items():
        yield from (maker, *row["colours"])


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    progress.speak("en")


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_all_that_english_says(language: str) -> None:
    ours, english = told(language), told("en")
    assert {key: gaps(text) for key, text in ours.items()} == {key: gaps(text) for key, text in english.items()}
    for forms in MESSAGES:
        assert forms.keys() == set(languages())
        assert {name for name, _ in gaps(forms[language])} <= {name for name, _ in gaps(forms["en"])}, forms["en"]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("forms", MESSAGES, ids=lambda forms: forms["en"][:40])
def test_every_message_is_found_by_its_own_form(forms: dict[str, str], language: str) -> None:
    """None is hidden by one before it: the gaps hold what no form has."""
    filled = {name: f"<{number}>" for number, (name, _) in enumerate(sorted(gaps(forms["en"])))}
    assert translated(forms["en"].format(**filled), language) == forms[language].format(**filled)
    assert not english_in(forms[language], language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("", "en"),
        ("simulate --lang de", "de"),
        ("simulate --lang=fr --lang es", "es"),
        ("simulate --lang xx", "en"),
        ("simulate --lang", "en"),
    ],
)
def test_mistakes_are_told_in_the_language_that_was_asked_for(line: str, language: str) -> None:
    assert asked_for(line.split()) == language


def test_what_was_typed_is_not_translated(capsys) -> None:
    assert main(["simulate", "--height", "output or more to sweep", "--lang", "de"]) == 2
    assert "'output or more to sweep' angegeben, erlaubt ist 1.35 bis 2.1 m (eine Länge" in capsys.readouterr().err
    assert translated("nobody knows this", "de") == "nobody knows this"
    assert translated(long := "a to b " * 10_000, "de") == long


MISTAKES = (
    "simulate --height 168",
    "simulate --height tall",
    "simulate --height 5-6",
    "simulate --height 'just under six feet'",
    "simulate --mass 65-70kg",
    "simulate --band-distance 'a few metres'",
    "simulate --band '#2 band'",
    "simulate --band none",
    "simulate --sex man",
    "simulate --hieght 1.6",
    "simulat",
    "trace nope.npz --out a.png",
    "trace broken.npz --out a.png",
    "simulate --out a.gif",
    "simulate --out nope/a.npz",
    "simulate --band green",
    "compare --band foo",
    "compare --band ligth",
    "compare --band theraband",
    "compare --band '20lb'",
    "compare --band '20 at 60in'",
    "compare --band '20lb at 60'",
    "compare --band '20lb at foo'",
    "compare --band 'foolb at 60in'",
    "simulate --band light --band-distance 4",
    "simulate --knee-bend 40 --band light --band-distance 2.6",
    "render --out a.gif",
    "simulate --scenario broken.npz",
    "simulate --scenario broken.toml",
    "simulate --seed 1.5",
    "simulate --reps 0",
    "simulate --knee-bend",
    "trace --out b.png",
    "compare --no-band",
    "simulate --no-band --band light",
    "compare --fps 7",
    "compare --max-size 1kB",
    "compare --width 5",
    "simulate --mass 20kg",
    "simulate --step maybe",
    "slides a.npz --height 2 --out a.pptx",
    "export broken.npz --out a.csv",
)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("line", MISTAKES)
def test_no_english_is_left_in_a_mistake(line: str, language: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("broken.npz", "broken.toml"):
        (tmp_path / name).write_text("[")
    said = refused([*shlex.split(line), "--lang", language], capsys)
    # What a library says of a broken file is its own; names of bands are typed in every language.
    assert not english_in(re.sub(r"\(Invalid .*\)", "", said), language, f"{line} {' '.join(texts_of_makers())}"), said


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_in_results(language: str, fallen: Recording, banded: Recording, tmp_path, monkeypatch, capsys) -> None:
    """What is simulated does not matter here, so nothing is."""
    monkeypatch.chdir(tmp_path)
    pair = hingesim.Comparison(fallen, banded)
    monkeypatch.setattr(hingesim, "simulate", lambda *_, **__: fallen)
    monkeypatch.setattr(hingesim, "compare", lambda *_, **__: pair)
    monkeypatch.setattr(hingesim, "replicate", lambda *_, **__: Replicates(("forward_fall",) * 3 + ("mid_foot",)))
    lines = (
        "simulate --anchor-height 0.9 --replicates 4 --out a.npz",
        "compare --width 320 --out a.png --alt",
        "render a.npz --width 320 --out b.png",
        "trace a.npz --out c.png",
        "export a.npz --out a.csv --decimal comma",
        "worksheet a.npz --out a.pdf",
    )
    for line in lines:
        assert main([*line.split(), "--lang", language]) == 0
        out, err = capsys.readouterr()
        assert not english_in(out, language, line), out
        assert not english_in(err, language, line), err
    reasons = [run["reason"] for run in json.loads((tmp_path / "a.png.json").read_text(encoding="utf-8"))["runs"]]
    assert len(reasons) == 2
    assert not english_in(" ".join(reasons), language)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("line", ["bands", "bands --units gym", "bands '20 lb at 60 in'", "bands 'half inch, doubled'"])
def test_no_english_is_left_in_the_bands(line: str, language: str, capsys) -> None:
    assert main([*shlex.split(line), "--lang", language]) == 0
    named = " ".join(texts_of_makers())
    assert not english_in(said := capsys.readouterr().out, language, f"{line} {named}"), said


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("works", [True, False])
def test_no_english_is_left_in_the_doctor(works: bool, language: str, monkeypatch, capsys) -> None:
    def nowhere() -> None:
        raise HingesimError("models: no such folder")

    if not works:
        monkeypatch.setattr(doctor, "models_folder", nowhere)
        monkeypatch.setattr(doctor, "installed", list)
        monkeypatch.setitem(doctor.EXTRAS, "sweep", ("no_such_module",))
    assert main(["doctor", "--lang", language]) == (0 if works else 1)
    said = "\n".join(capsys.readouterr())
    assert not english_in(said, language, " ".join(doctor.EXTRAS) + " no such module pip install force reinstall hingesim tmp"), said


def test_every_maker_has_a_title_in_every_language() -> None:
    assert all(settings("bands")["maker"].keys() <= settings("terminal")[language]["bands"].keys() for language in languages())


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "size",
    [Size(0, 8, 2), Size(12, 0, 2), Size(12, 4, 2), Size(900, 4, 2, 2.0), Size(9, 4, 2, repaired=("part-000000.parquet",))],
    ids=str,
)
def test_no_english_is_left_in_the_size_of_a_sweep(size: Size, language: str) -> None:
    for shown in (size, dataclasses.replace(size, repaired=("_sweep.json", "1"))):
        assert not english_in(translated(str(shown), language), language), translated(str(shown), language)


@pytest.mark.parametrize("language", OTHERS)
def test_progress_is_told_in_the_language(language: str, capsys, monkeypatch) -> None:
    clock = iter(range(0, 100_000, 600))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))  # its own: a server may run beside
    progress.speak(language)
    for what in ("simulating", "drawing", "repeating", "pages"):
        with progress.shown(what) as report:
            report(0.2)
    with progress.counted("sweeping") as count:
        for done in (1, 2, 40):
            count(done, 100)
    said = capsys.readouterr().err
    assert said.count("\n") >= 6
    assert not english_in(said, language), said


def test_numbers_have_the_mark_of_the_language() -> None:
    assert progress.duration(5400, terminal("de")) == "1,5 h"
    assert progress.duration(5400) == "1.5 h"
    assert Replicates(("forward_fall",) * 19 + ("mid_foot",)).sentence("fr").startswith("chute vers l’avant dans 19 cas sur 20 (")
