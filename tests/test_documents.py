"""What the documents show is true of the program: command lines are understood, code runs, links lead somewhere."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from hingesim import Scenario, __version__
from hingesim.cli.axes import swept
from hingesim.cli.main import parsed
from hingesim.cli.scenario_options import scenario_from
from website import gallery, reference

ROOT = Path(__file__).parents[1]
MADE = {
    ROOT / "docs" / "reference": ("index", *reference.PAGES),
    ROOT / "docs" / "gallery": tuple(name for name, _ in gallery.pages()),
}
"""Folders of pages that are made when the site is built, with their names."""
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(path for path in ROOT.glob("docs/**/*.md") if path.parent not in MADE)})
COMMAND = re.compile(r"^(?:\$ )?(?:uv run )?(?:\S*[\\/])?hingesim (?=[a-z-])(.+)$")
NOT_RUN = re.compile(r"<!-- not run: .+ -->")


class Block(NamedTuple):
    """Code in a document."""

    language: str
    """As the fence says; empty for indented code."""
    text: str
    run: bool
    """Whether no comment above says why it is not run."""


def blocks(text: str) -> Iterator[Block]:
    """Every block of code of a Markdown text, fenced or indented."""
    lines, above = iter([*text.splitlines(), ""]), ""
    indented: list[str] = []
    for line in lines:
        if indented and not line.startswith("    ") and line.strip():
            yield Block("", "\n".join(indented), True)
            indented = []
        if fence := re.match(r"^( *)(```+)(\w*)\s*$", line):
            inner = []
            for code in lines:
                if code.strip() == fence[2]:
                    break
                inner.append(code.removeprefix(fence[1]))
            yield Block(fence[3], "\n".join(inner) + "\n", not NOT_RUN.match(above))
        elif line.startswith("    ") and (indented or not above):
            indented.append(line[4:])
        above = line.strip() if line.strip() or not NOT_RUN.match(above) else above
    if indented:
        yield Block("", "\n".join(indented), True)


FOUND = [(path, block) for path in DOCUMENTS for block in blocks(path.read_text(encoding="utf-8"))]
LINES = [
    (path.name, found[1])
    for path, block in FOUND
    if block.language != "text"
    for line in block.text.splitlines()
    if (found := COMMAND.match(line.strip()))
]
PYTHON = sorted({path for path, block in FOUND if block.language == "python" and block.run})


@pytest.mark.parametrize(("document", "line"), LINES)
def test_a_command_line_is_understood(document: str, line: str) -> None:
    """Also its values, where it names no file; a mistake ends the parser, and with it the test."""
    words = shlex.split(line, comments=True, posix="\\" not in line)
    _, arguments = parsed(words)
    if arguments.command in ("sweep", "sensitivity"):
        assert arguments.scenario is not None or len(swept(arguments)[1]) >= 1
    elif getattr(arguments, "scenario", "no such option") is None:
        scenario_from(arguments)


def test_there_are_command_lines() -> None:
    assert {"README.md", "coaching.md", "sweeps.md"} <= {document for document, _ in LINES}


@pytest.mark.slow
@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.name)
def test_the_code_of_a_document_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "document"}
    for where, block in FOUND:
        if where == path and block.language == "python" and block.run:
            exec(compile(block.text, str(path), "exec"), names)


def test_code_that_is_not_run_can_be_read() -> None:
    for path, block in FOUND:
        if block.language == "python":
            ast.parse(block.text, str(path))
        if block.language == "toml" and "entry-points" not in block.text:
            Scenario.from_dict(tomllib.loads(block.text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path: Path) -> None:
    gone = []
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        name = target.partition("#")[0]
        if not name or re.match(r"\w+:", target):
            continue
        file = (path.parent / name).resolve()
        if file.stem not in MADE.get(file.parent, ()) and not file.exists():
            gone.append(target)
    assert gone == []


def test_the_citation_has_the_version() -> None:
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
