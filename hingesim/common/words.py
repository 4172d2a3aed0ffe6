"""Every text that a picture shows, in every language of `models/captions.toml`."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast, get_args

from hingesim.common.checks import choice
from hingesim.common.data import keys, part
from hingesim.common.errors import HingesimError
from hingesim.common.units import INCH_M, POUND_KG, STANDARD_GRAVITY_M_S2, Units


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


class Section(dict[str, Any]):
    """Texts by key; one that is missing is told in one line, as what is added needs its words in every language."""

    def __init__(self, name: str, language: str, texts: dict[str, Any]) -> None:
        super().__init__(texts)
        self.name, self.language = name, language

    def __missing__(self, key: str) -> Any:
        raise HingesimError(f"captions: no text {self.name}.{key} in {self.language!r}; models/captions.toml needs it in every language")


QUANTITY = re.compile(r"\{(?P<name>\w+)(?::(?P<spec>[^{}]*))?\}[ \u00a0\u202f](?P<unit>mm|cm|m|kg|N)(?!\w| m\b|\u00a0m\b)")
"""A number of a template with its unit."""


@dataclass(frozen=True, eq=False)
class Words(string.Formatter):
    """The texts of one language; numbers are written with its decimal mark, lengths, masses and forces in the units asked for."""

    language: str
    """Code of the language."""
    texts: dict[str, Any]
    """The table of the language: sections of texts by key."""
    units: Units = "metric"
    """`gym`: feet and inches, pounds."""

    def __getitem__(self, section: str) -> dict[str, Any]:
        """The texts of one section by their keys."""
        return self.texts[section]

    def get_value(self, key: Any, args: Any, kwargs: Any) -> Any:
        """What a template asks for."""
        if isinstance(key, str) and key not in kwargs:
            raise HingesimError(f"captions: a text in {self.language!r} asks for {{{key}}}, which it is not given")
        return super().get_value(key, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value of a template."""
        return format(value, format_spec) if isinstance(value, str) else self.number(value, format_spec)

    def number(self, value: float, spec: str) -> str:
        """A number alone, for example on an axis; `spec` as in `format`."""
        return format(value, spec).replace(".", self.texts["decimal"])

    def text(self, section: str, key: str, **values: float | str) -> str:
        """A text with its numbers and names filled in."""
        return self.filled(self.texts[section][key], **values)

    def filled(self, template: str, **values: float | str) -> str:
        """A template with its numbers and names filled in."""
        if self.units == "gym":
            template = QUANTITY.sub(lambda found: self._in_gym(found, values), template)
        return self.format(template, **values)

    def _in_gym(self, found: re.Match[str], values: dict[str, float | str]) -> str:
        value = values[found["name"]]
        return found[0] if isinstance(value, str) else self.quantity(value, found["unit"], found["spec"] or "g")

    def quantity(self, value: float, unit: str, spec: str = ".4g") -> str:
        """A length (m, cm, mm), mass (kg) or force (N) with its unit: `1.68 m`, or in a gym `5 ft 6 in`; other units as they are."""
        space = " " if self.language == "en" else "\N{NO-BREAK SPACE}"
        if self.units == "metric" or unit not in ("m", "cm", "mm", "kg", "N"):
            return self.number(value, spec) + ("°" if unit == "deg" else space + unit if unit else "")
        names = unit_names(self.language)
        if unit == "m":
            feet, inches = divmod(round(abs(value) / INCH_M), 12)
            told = [f"{feet}{space}{names['foot']}"] * (feet > 0) + [f"{inches}{space}{names['inch']}"] * (inches > 0 or not feet)
            return ("-" if value < 0 and (feet or inches) else "") + space.join(told)
        if unit in ("cm", "mm"):
            return self.number(value * {"cm": 0.01, "mm": 0.001}[unit] / INCH_M, "z.0f" if unit == "cm" else "z.1f") + space + names["inch"]
        pounds = value / POUND_KG / (STANDARD_GRAVITY_M_S2 if unit == "N" else 1.0)
        return self.number(pounds, "z.0f" if abs(pounds) >= 9.95 else "z.1f") + space + names["pound"]

    def label(self, label: str, /, **values: float | str) -> str:
        """A label with its numbers filled in."""
        return self.text("label", label, **values)

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
    return keys("captions")


def unit_names(language: str) -> dict[str, str]:
    """Foot, inch and pound as they are written after a number."""
    return part("captions", language)["unit"]


def words(language: str = "en", units: str = "metric") -> Words:
    """The texts of a language, with quantities in these units.

    Raises:
        FieldError: there is no such language, or no such units.
    """
    language = choice("lang", language, languages())
    return Words(language, _sections(language), checked_units(units))


@cache
def _sections(language: str) -> dict[str, Any]:
    texts = part("captions", language)
    return {name: Section(name, language, held) if isinstance(held, dict) else held for name, held in texts.items()}


def checked_units(units: str) -> Units:
    """`metric` or `gym`."""
    return cast(Units, choice("units", units, get_args(Units)))


ENGLISH = words()
