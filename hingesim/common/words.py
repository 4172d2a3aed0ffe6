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
    def values(self) -> tuple[tuple[str, float | str], ...]:
        """The numbers of these clauses by their names; a text is a key of the section `joint`."""
        ...


class Verdict(Evidence, Protocol):
    """An outcome as it is told."""

    @property
    def name(self) -> str:
        """Key of the sections `outcome` and `coach`."""
        ...

    @property
    def came_of(self) -> str | None:
        """Key of the sections `came` and `came_coach`."""
        ...

    @property
    def then(self) -> str | None:
        """Key of the section `then_coach`."""
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

    def verdict(self, outcome: Verdict) -> str:
        """Name of the outcome of a run, with what came of it: `forward fall, caught by a step`."""
        return self.title(outcome.name) + (self.texts["came"][outcome.came_of] if outcome.came_of else "")

    def told(self, outcome: Verdict) -> str:
        """What a coach says to the outcome of a run: where the weight went, where the body ended, what came of it."""
        rests = [self.texts["rests"][key] for key in outcome.evidence if key in self.texts["rests"]]
        said = [*rests[:1], *(() if rests else (self.coach(outcome.name),))]
        if outcome.then:
            said.append(self.texts["then_coach"][outcome.then])
        if outcome.came_of:
            said.append(self.texts["came_coach"][outcome.came_of])
        return " ".join(said)

    def reason(self, outcome: Evidence) -> str:
        """The evidence of an outcome in one sentence."""
        values = {key: self.texts["joint"][value] if isinstance(value, str) else value for key, value in outcome.values}
        return "".join(self.text("reason", key, **values) for key in outcome.evidence)


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
