"""Markdown from values: headings, tables, and docstrings as they are written in this project."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

SECTION = re.compile(r"^(Args|Returns|Raises|Yields):$")


def cell(value: object) -> str:
    """A value inside a table: one line, bars and what would be markup escaped, code left alone."""
    text = " ".join(str(value).split())
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part.replace("|", r"\|") if part.startswith("`") else plain(part) for part in parts)


def plain(text: str) -> str:
    """Text that stays text: `K_m * <x>` shows as it is written."""
    return re.sub(r"([\\*_<>|\[\]])", r"\\\1", text)


def code(text: object) -> str:
    """Text as code, for a table too."""
    return f"`{str(text).replace('`', '')}`"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; the cells are escaped here."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines)


def page(title: str, *blocks: str) -> str:
    """A page: its title, and blocks set apart by blank lines."""
    return "\n\n".join([f"# {title}", *(block.strip("\n") for block in blocks if block.strip())]) + "\n"


def prose(text: str | None) -> str:
    """A docstring as Markdown: `Args:` and its like become lists, indented examples stay code."""
    lines: list[str] = []
    in_section = False
    for line in inspect.cleandoc(text or "").splitlines():
        if SECTION.match(line):
            in_section = True
            lines += [*([""] if lines and lines[-1] else []), f"*{line}*", ""]
        elif in_section and line.startswith("    ") and not line.startswith("     "):
            name, colon, rest = line.strip().partition(": ")
            lines.append(f"- `{name}`: {_sentence(rest)}" if colon else f"- {_sentence(line.strip())}")
        elif in_section and line.startswith("     "):
            lines.append(f"  {_sentence(line.strip())}")
        elif line.startswith("    "):
            lines.append(line)
        else:
            in_section = in_section and not line
            lines.append(_sentence(line))
    return "\n".join(lines).strip()


def _sentence(line: str) -> str:
    """A line of prose: code stays, stars and the like are shown."""
    parts = re.split(r"(`[^`]*`)", line)
    return "".join(part if part.startswith("`") else re.sub(r"([\\*_<>])", r"\\\1", part) for part in parts)
