"""What the command line says, in every language of `models/terminal.toml`."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import cache

from hingesim.common.data import part
from hingesim.common.words import Words, languages, words

_GAP = re.compile(r"\{(\w+)\}")
DEEPEST = 6
"""Parts within parts of a message."""
PARTS = ("allowed", "bands", "examples", "field", "meant", "more", "rest", "what", "why")
"""Gaps that hold a part of a message; what the others hold was typed, or is a name or a number."""
LONGEST = 1000
"""Characters of a message that is looked up; longer ones are shown in part only."""


def terminal(lang: str) -> Words:
    """The lines of a language.

    Raises:
        FieldError: there is no such language.
    """
    return Words(words(lang).language, part("terminal", lang))


def asked_for(typed: Sequence[str]) -> str:
    """The language that a command line asks for, before it is parsed: mistakes are told in it. English where it asks for none."""
    lang = "en"
    for place, word in enumerate(typed):
        if word == "--lang" and place + 1 < len(typed):
            lang = typed[place + 1]
        elif word.startswith("--lang="):
            lang = word.partition("=")[2]
    return lang if lang in languages() else "en"


def translated(message: str, lang: str, depth: int = DEEPEST) -> str:
    """A message in a language; what has no form of its own, such as a name or a number, stays as it is."""
    if lang == "en" or not depth or len(message) > LONGEST:
        return message
    for pattern, forms in _messages():
        if found := pattern.fullmatch(message):
            gaps = {name: translated(value, lang, depth - 1) if name in PARTS else value for name, value in found.groupdict().items()}
            return string.Formatter().vformat(forms[lang], (), gaps)
    return message


@cache
def _messages() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    return [(_pattern(forms["en"]), forms) for forms in part("terminal", "message")]


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _GAP.split(english)  # text, name, text, name, ...
    return re.compile(
        "".join(
            f"(?P<{piece}>.{'*' if piece == 'rest' else '+'}?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
        ),
        re.DOTALL,
    )
