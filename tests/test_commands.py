"""What holds for every command there is: one that is added is tested the day its file appears."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hingesim.cli import registry
from hingesim.cli.commands.compare import trace_path
from hingesim.cli.main import main, parsed
from hingesim.cli.parser import Into, Once, Parser
from hingesim.common.files import ANIMATIONS
from hingesim.common.words import languages
from tests.typed import SMALL, refused

COMMANDS = registry.names()
JSON = {
    "advise": ["--band", "light"],  # a rep that needs no advice
    "compare": [*SMALL, "--width", "160", "--fps", "10", "--speed", "4"],
    "sides": [*SMALL, "--replicates", "1"],
    "simulate": SMALL,
    "variations": [],
    "validate": ["--only", "band-force"],
    "sensitivity": [*SMALL[2:], "--depth", "10:15", "--knee-bend", "10:20", "--samples", "4", "--workers", "1"],
}
"""Little work for every command that prints JSON."""
SLOW_TO_IMPORT = ("pybullet", "mujoco", "matplotlib", "PIL", "scipy", "pyarrow", "pandas", "rich")


pytestmark = pytest.mark.usefixtures("empty_folder")


def example(name: str) -> list[str]:
    return registry.load(name).EXAMPLE.split()[1:]


def takes_numbers() -> list[tuple[str, str]]:
    """Every option of every command that takes a number, once for the command and the option."""
    found = []
    for name in COMMANDS:
        command = registry.parser_of(name)
        actions = [action for action in command._actions if action.option_strings and action.nargs is None]
        found += [(name, a.option_strings[0]) for a in actions if a.type is not None and a.type is not str]
        found += [(name, a.option_strings[0]) for a in actions if isinstance(a, Into) and a.dest == "fields" and " to " in (a.help or "")]
    return found


def test_the_main_help_names_every_command_with_what_it_does(capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    for name in COMMANDS:
        assert f"{name} {registry.one_line(name)}" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_that_parses(name: str, capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"example: {' '.join(['hingesim', *example(name)])}" in told
    assert registry.one_line(name) in told
    _, arguments = parsed(example(name))
    assert arguments.command == name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_line_of_help(name: str) -> None:
    command: Parser = registry.parser_of(name)
    assert [action.dest for action in command._actions if not action.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_imports_nothing_that_only_running_needs(name: str) -> None:
    code = (
        "import sys; from hingesim.cli.main import main\n"
        f"try: main([{name!r}, '--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {SLOW_TO_IMPORT} if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_one_line(name: str, capsys) -> None:
    assert "--wobble" in refused([*example(name), "--wobble"], capsys)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_word_too_much_is_one_line(name: str, capsys) -> None:
    assert "hingesim: " in refused([name, "--out", "a/b/c/nowhere", "much", "too", "many", "words", "here"], capsys)


@pytest.mark.parametrize(("name", "option"), takes_numbers())
def test_a_value_that_is_no_number_is_refused_by_its_option_with_what_is_allowed(name: str, option: str, capsys) -> None:
    pytest.importorskip("pyarrow")
    said = refused([*example(name), option, "nonsense"], capsys)
    assert said.startswith(f"hingesim: {option}: got 'nonsense', allowed is ")


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in COMMANDS if "--json" in registry.parser_of(name)._option_string_actions])
def test_json_is_all_that_reaches_stdout(name: str, capsys) -> None:
    if name == "sensitivity":
        pytest.importorskip("pyarrow")
    assert main([name, *JSON[name], "--json"]) == 0
    json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", [name for name in COMMANDS if "--out" in registry.parser_of(name)._option_string_actions])
def test_of_two_files_none_is_left_out_without_a_word(name: str, capsys) -> None:
    if name != "validate":  # writes both
        assert "--out: given twice" in refused([name, "--out", "a", "--out=b"], capsys)


def test_a_second_file_is_refused_though_the_first_is_the_default_and_in_the_language_asked_for(capsys) -> None:
    default = "hinge.gif"
    assert registry.parser_of("compare").get_default("out") == default
    told = {lang: refused(["compare", "--out", default, "--out", default, "--lang", lang], capsys) for lang in languages()}
    assert len(set(told.values())) == len(told)


def test_the_same_option_of_two_calls_is_no_second_one() -> None:
    parser = registry.parser_of("compare")
    assert [parser.parse_args(["--out", name]).out for name in ("a.gif", "b.gif")] == ["a.gif", "b.gif"]


def test_every_option_that_names_the_one_file_refuses_a_second() -> None:
    outs = {name: registry.parser_of(name)._option_string_actions.get("--out") for name in COMMANDS}
    assert {name for name, action in outs.items() if action and not isinstance(action, Once)} == {"validate"}, "which writes both"


def test_traces_beside_pictures_of_one_name_have_names_of_their_own() -> None:
    pictures = [Path(f"hinge{kind}") for kind in ANIMATIONS]
    assert len({trace_path(picture) for picture in pictures}.union(pictures)) == 2 * len(pictures)
    assert trace_path(Path("hinge.gif")).name == "hinge-trace.png"
