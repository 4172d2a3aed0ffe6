"""Every text that a picture shows, in every language of `models/captions.toml`."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Any, Protocol

from hingesim.common.checks import choice
from hingesim.common.data import settings


class Evidence(Protocol):
    """What an outcome rests on."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Keys of the section `reason`: clauses that make one sentence."""
        ...

    @property
    def values(self) -> tuple[tuple[str, float], ...]:
        """The numbers of these clauses by their names."""
        ...


@dataclass(frozen=True, eq=False)
class Words(string.Formatter):
    """The texts of one language; numbers are written with its decimal mark."""

    language: str
    """Code of the language."""
    texts: dict[str, Any]
    """The table of the language: sections of texts by key."""

    def __getitem__(self, section: str) -> dict[str, Any]:
        """The texts of one section by their keys."""
        return self.texts[section]

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value of a template."""
        return format(value, format_spec) if isinstance(value, str) else self.number(value, format_spec)

    def number(self, value: float, spec: str) -> str:
        """A number alone, for example on an axis; `spec` as in `format`."""
        return format(value, spec).replace(".", self.texts["decimal"])

    def text(self, section: str, key: str, **values: float | str) -> str:
        """A text with its numbers and names filled in."""
        return self.format(self.texts[section][key], **values)

    def label(self, name: str, **values: float) -> str:
        """A label with its numbers filled in."""
        return self.text("label", name, **values)

    def alt(self, name: str, **values: float | str) -> str:
        """A piece of the alternative text of a picture (`render.alt`)."""
        return self.text("alt", name, **values)

    def title(self, outcome: str) -> str:
        """Name of an outcome: `forward fall`."""
        return self.texts["outcome"][outcome]

    def coach(self, outcome: str) -> str:
        """What a coach says to an outcome, one sentence."""
        return self.texts["coach"][outcome]

    def reason(self, outcome: Evidence) -> str:
        """The evidence of an outcome in one sentence."""
        return "".join(self.text("reason", key, **dict(outcome.values)) for key in outcome.evidence)


def languages() -> tuple[str, ...]:
    """Codes of all languages, English first."""
    return tuple(settings("captions"))


def words(language: str = "en") -> Words:
    """The texts of a language.

    Raises:
        FieldError: there is no such language.
    """
    language = choice("lang", language, languages())
    return Words(language, settings("captions")[language])


ENGLISH = words()
