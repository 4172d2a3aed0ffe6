"""The command line talks like a coach: what was meant is found, the first help fits on a screen, nothing is added silently."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from hingesim.cli import registry
from hingesim.cli.main import main
from hingesim.common import progress
from tests.typed import SMALL, refused

BUSY = [name for name in registry.names() if len(registry.parser_of(name)._actions) > 20]
"""Commands with more options than fit on a screen."""


@pytest.mark.parametrize("name", [name for name in BUSY if name not in ("render", "map")])
def test_the_first_help_fits_on_one_screen_and_the_whole_one_holds_everything(name: str, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for option in ("--help", "--help-all"):
        with pytest.raises(SystemExit):
            main([name, option])
    short, whole = capsys.readouterr().out.split("shows every option, in groups\n", 1)
    assert short.count("\n") + 1 <= 40
    assert all(len(line) <= 80 for line in short.splitlines() if "hingesim " not in line)
    every = {option for action in registry.parser_of(name)._actions for option in action.option_strings}
    assert all(option in whole for option in every)
    assert all(option in every for option in registry.load(name).ESSENTIAL)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["compare", "--weight", "60"], "--mass or --load"),
        (["compare", "--distance", "2"], "--band-distance"),
        (["compare", "--knee", "20"], "--knee-bend"),
        (["compare", "--kneebend", "20"], "--knee-bend"),
        (["compare", "--anchor", "1"], "--anchor-height or --band-distance"),
        (["compare", "--kettlebell", "8"], "--load"),
        (["compare", "--language", "es"], "--lang"),
        (["simulate", "--woman"], "--sex"),
        (["simulate", "--output", "a.npz"], "--out"),
        (["gif"], "compare"),
        (["simulat"], "simulate"),
        (["csv"], "export"),
    ],
)
def test_what_was_meant_is_named(typed: list[str], meant: str, capsys) -> None:
    assert refused(typed, capsys).endswith(f"(did you mean {meant}?)\n")


@pytest.mark.parametrize("name", registry.names())
def test_only_options_of_the_command_are_suggested(name: str, capsys) -> None:
    """Every word that means something anywhere, tried on every command."""
    from hingesim.cli.suggest import MEANT, suggested

    options = [option for action in registry.parser_of(name)._actions for option in action.option_strings]
    for word in MEANT:
        told = suggested(f"--{word}", options).removeprefix("did you mean ").removesuffix("?")
        assert not told or set(told.split(" or ")) <= set(options)


def test_an_option_of_a_band_adds_one_and_says_so(capsys) -> None:
    assert main(["simulate", *SMALL, "--anchor-height", "0.9", "--json"]) == 0
    assert "--anchor-height is an option of a band: the light one is added" in capsys.readouterr().err
    assert main(["simulate", *SMALL, "--band", "light", "--anchor-height", "0.9", "--json", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["simulate", *SMALL, "--no-band", "--anchor-height", "0.9"]) == 2
    assert "cannot be combined" in capsys.readouterr().err


def test_long_work_says_what_it_does_where_there_is_no_terminal(capsys, monkeypatch) -> None:
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))  # its own: a server may run beside
    with progress.shown("drawing") as report:
        for share in (0.1, 0.2, 0.4, 0.5):
            report(share)
    assert capsys.readouterr().err == "drawing: 20 %, 12 s so far, about 48 s left\ndrawing: 50 %, 24 s so far, about 24 s left\n"
    monkeypatch.setattr(progress, "_quiet", True)
    with progress.shown("drawing") as report:
        for share in (0.1, 0.2, 0.4, 0.5):
            report(share)
    assert capsys.readouterr().err == ""


def test_doctor_finds_everything_here(capsys) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "FAIL" not in told
    assert all(f"ok    {look}: " in told for look in ("versions", "data", "engine", "simulation", "encoder", "fonts", "folders"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_lines_for_a_shell(shell: str, capsys) -> None:
    assert main(["completion", shell]) == 0
    assert "hingesim" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("hingesim compare --kn", "--knee-bend"),
        ("hingesim simulate --band rogue-g", "rogue-green"),
        ("hingesim simulate --fault lock", "locked-knee"),
        ("hingesim compare --athlete nov", "novice"),
        ("hingesim scorecard --variation free", "free-knee-bent"),
        ("hingesim cues push", "push-the-wall"),
        ("hingesim doc", "doctor"),
    ],
)
def test_the_tab_key_completes_commands_options_and_names(line: str, found: str, tmp_path) -> None:
    asked = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "said"), "COMP_LINE": line, "COMP_POINT": str(len(line))}
    subprocess.run([sys.executable, "-m", "hingesim"], env={**os.environ, **asked, "_ARGCOMPLETE_SHELL": "bash"}, check=True)
    assert (tmp_path / "said").read_text().split() == [found]
