"""What cannot be done, as a page says it: in its language, with its own names for what the command line calls by options."""

from __future__ import annotations

import re
from typing import Any

from hingesim.common.errors import HingesimError
from hingesim.common.terminal import translated
from hingesim.common.words import ENGLISH, languages, words
from hingesim.explore.described import choice_words, label_of
from hingesim.scenario.reading import scenario_fields

OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*)(?: ([a-z]+)\b)?")


def refused(error: HingesimError, message: Any) -> str:
    """The sentence for the page that sent a message, whatever it is."""
    asked = message.get("lang") if isinstance(message, dict) else None
    told = words(asked if asked in languages() else ENGLISH.language)
    fields = {spec.metadata["option"]: name for name, spec in scenario_fields().items()}

    def named(found: re.Match[str]) -> str:
        field, value = fields.get(found[1]), found[2]
        if field is None or (label := label_of(field, told)) is None:
            return found[0]
        return f"{label}: {choice_words(value, told)}" if value else label

    return OPTION.sub(named, translated(str(error), told.language))
