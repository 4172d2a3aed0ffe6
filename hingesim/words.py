"""Every text that a picture shows, in every language of `models/captions.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from hingesim.data import settings
from hingesim.errors import FieldError, nearest

LANGUAGE = "en"


@dataclass(frozen=True, eq=False)
class Words:
    """The texts of one language."""

    language: str
    texts: dict[str, Any]

    def __getitem__(self, section: str) -> dict[str, Any]:
        """The texts of one section by their keys."""
        return self.texts[section]

    def label(self, name: str, **values: float) -> str:
        """A label with its numbers filled in."""
        return self.texts["label"][name].format(**values)


def languages() -> tuple[str, ...]:
    """Codes of all languages, English first."""
    return tuple(settings("captions"))


@cache
def words(language: str = LANGUAGE) -> Words:
    """The texts of a language.

    Raises:
        FieldError: there is no such language.
    """
    if language not in languages():
        raise FieldError("lang", language, nearest(str(language), languages()))
    return Words(language, settings("captions")[language])
