"""What cannot be done, as a page says it: in its language, with its own names for what the command line calls by options."""

from __future__ import annotations

import itertools
import re
from typing import Any

from hingesim.common.data import settings
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
    offered = itertools.chain(*settings("explorer")["groups"].values())
    fields = {scenario_fields()[name].metadata["option"]: name for name in offered}

    def named(found: re.Match[str]) -> str:
        if found[1] not in fields:
            return found[0]
        label = label_of(fields[found[1]], told)
        return f"{label}: {choice_words(found[2], told)}" if found[2] else label

    return OPTION.sub(named, translated(str(error), told.language))
