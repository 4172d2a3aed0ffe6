"""One reader of quantities as people type them: `168cm`, `5'6"`, `10st 3lb`, `2,2 m`, `half inch`, `20lb`, `80%`.

Options, scenario files and pages read through here. A table of some twenty units and one grammar, not a library of units: pint knows no
stone, reads `5'6"` as the number 30, `5 ft 6 in` as 30 ft in and `1,68 m` as 168 m, and costs a second at every start.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import re

from hingesim.common.units import FIELD_UNITS, INCH_M, KINDS, Kind, Units
from hingesim.common.words import words

_WORDS = {"half": 0.5, "quarter": 0.25, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_WORDS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
_TENS = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_DIGITS = {word: int(value) for word, value in _WORDS.items() if value == int(value) and word not in ("a", "an") and value < 10}
_UNITS = "|".join(_DIGITS)
_HUNDREDS = re.compile(rf"\b(?:(?P<hundreds>a|{_UNITS}) hundred(?: and)?\b ?)?(?:(?P<tens>{'|'.join(_TENS)})\b[ -]?)?(?P<ones>{_UNITS})?\b")
_AND_A_HALF = re.compile(rf"\b(\d+|{'|'.join(word for word, value in _WORDS.items() if value > 1)}) and a half\b")
_VULGAR = {"¼": " 1/4", "½": " 1/2", "¾": " 3/4", "⅛": " 1/8", "⅜": " 3/8", "⅝": " 5/8", "⅞": " 7/8"}
_MARKS = {"’": "'", "′": "'", "‘": "'", "´": "'", "”": '"', "″": '"', "“": '"', "º": "°", "''": '"', "−": "-", "–": "-"}
_LOOSE = re.compile(r"^(about|around|approximately|approx\.?|roughly|circa|ca\.?|some|~|≈)\s*")
_NUMBER = r"(?:\d+\s+\d+/\d+|\d+/\d+|\d*[.,]?\d+(?:e[+-]?\d+)?|\d+[.,])"
_PIECE = re.compile(
    rf"\s*(?P<number>{_NUMBER}|(?:{'|'.join(_WORDS)})\b)?\s*-?\s*(?P<unit>[^\W\d_]+(?:/[a-z]+)?|[\"'°%#])?\.?\s*(?:,|and\b)?"
)
_COUPLE = re.compile(r"\b(a )?couple (of )?(?=[a-z])")
_BOUND = re.compile(
    r"^(just |a (little|bit) )?(under|over|above|below|less than|more than|at least|at most|up to|almost|nearly|not quite)\s+"
)
_MANY = re.compile(r"^(a )?(few|several|some|many)\b")
_ONE = rf"{'|'.join(_WORDS)}|[\d.,]+"
_BETWEEN = re.compile(rf"^(between )?(?P<low>{_ONE})\s*(-|to|and|or)\s*(?P<high>{_ONE})(?P<unit>\D*)$")
_STEPS = re.compile(r"\b(step|stride|pace|arm)s?\b")
_PERSON = re.compile(r"\b(tall|high|heavy|away|long|wide|thick|body ?weight|from (the )?(anchor|wall|post|door))\b")


class QuantityError(ValueError):
    """A text that is no quantity of that kind; the message says what one looks like."""


def read_quantity(text: str, unit: str) -> float:
    """A quantity as the number of a field's unit; a bare number is in that unit already.

    Args:
        text: as typed.
        unit: of the field, one of `FIELD_UNITS`; fields of other units take bare numbers.

    Raises:
        QuantityError: it is not one, or measures something else.
    """
    with contextlib.suppress(ValueError):
        return float(text)
    plain = _PERSON.sub("", _LOOSE.sub("", _tidy(text))).strip()
    _ask_back(plain, unit)
    sign = -1.0 if plain.startswith("-") else 1.0
    kind, size = FIELD_UNITS.get(unit, (None, 1.0))
    pieces = _pieces(plain.lstrip("+-").strip(), f"{kind.name}, such as {kind.example}" if kind else f"a bare number of {unit}")
    if len(pieces) == 1 and pieces[0][1] is None:
        return sign * pieces[0][0]
    if kind is None:
        raise QuantityError(f"a bare number of {unit}")
    total = sum(number * _size(kind, word, text) for number, word in _chained(kind, pieces)) / size
    return sign * float(f"{total:.12g}")  # 7ft is the 2.1336 m of its definition, not 2.1335999999999995


def _ask_back(plain: str, unit: str) -> None:
    """What is said in a way that leaves open which number is meant is answered with the question."""
    if bound := _BOUND.match(plain):
        raise QuantityError(f"one number, where {bound[0].strip()!r} leaves it open; did you mean {plain[bound.end() :]}?")
    if many := _MANY.match(plain):
        raise QuantityError(f"a number, where {many[0]!r} leaves it open: how many?")
    if (pair := _BETWEEN.match(plain)) and not plain.startswith(("a ", "an ", "one and")):
        low, high = pair["low"], pair["high"]
        if unit == "m" and not pair["unit"].strip() and low.isdigit() and high.isdigit() and int(low) < 9 and int(high) < 12:
            raise QuantityError(f"a length with its units; did you mean {low}ft{high} ({(12 * int(low) + int(high)) * INCH_M:.4g} m)?")
        if pair[0].startswith("between") or not pair[0].replace(low, "", 1).lstrip().startswith("and"):
            raise QuantityError(f"one number; did you mean {low} or {high}{pair['unit']}?")


def question(value: float, unit: str, low: float, high: float) -> str:
    """What a bare number outside its range was likely meant as: `did you mean 168cm (1.68 m)?`; empty where nothing fits."""
    kind, size = FIELD_UNITS.get(unit, (None, 1.0))
    if kind is None or not math.isfinite(value):
        return ""
    guesses = []
    for word in {
        "m": ("cm", "in", "ft", "mm"),
        "kg": ("lb", "st", "g"),
        "N": ("kg", "lb"),
        "mm": ("in", "cm"),
        "s": ("ms",),
        "": ("%",),
    }.get(unit, ()):
        meant = value * kind.units[word] / size
        if low <= meant <= high and meant != 0:
            guesses.append((f"{value:g}{word}", meant))
    feet, tenths = divmod(round(value * 10), 10)
    if unit == "m" and 3 < value < 9 and tenths and low <= (written := (12 * feet + tenths) * INCH_M) <= high:
        guesses.insert(0, (f"{feet}ft{tenths}", written))
    told = " or ".join(f"{typed} ({meant:.4g} {unit})" if unit else f"{typed} ({meant:.4g})" for typed, meant in guesses[:2])
    return f"did you mean {told}?" if told else ""


def shown(value: float, unit: str, units: Units = "metric") -> str:
    """A quantity in English: `1.68 m`, or as said in a gym: `5 ft 6 in`; forces as `90 N` or `20 lb`."""
    return words(units=units).quantity(value, unit)


def _tidy(text: str) -> str:
    plain = text.strip().lower()
    for mark, meant in {**_MARKS, **_VULGAR}.items():
        plain = plain.replace(mark, meant)
    plain = re.sub(r"(?<=[a-z])-(?=\d|$)|(?<=\d)-(?=[a-z]|\d+/)", " ", plain)
    plain = re.sub(r"\b(half|quarter) (of )?an? ", r"\1 ", plain)
    plain = _HUNDREDS.sub(_counted, _COUPLE.sub("2 ", plain))
    plain = re.sub(r",?\s+or so$", "", plain)
    plain = re.sub(r"(?<=\d)\s*-?ish\b|(?<=[a-z])-ish\b", "", plain)
    plain = _AND_A_HALF.sub(lambda found: f"{_WORDS.get(found[1], found[1])} 1/2", plain)
    return re.sub(r"\b(?:an?|one) (\w+) and a half\b", r"1.5 \1", plain).strip()


def _counted(found: re.Match[str]) -> str:
    """`a hundred and forty five` -> `145 `; small words stay, which other rules know."""
    if not found["hundreds"] and not found["tens"]:
        return found[0]
    hundreds = _DIGITS.get(found["hundreds"] or "", 1 if found["hundreds"] else 0)
    return f"{100 * hundreds + _TENS.get(found['tens'] or '', 0) + _DIGITS.get(found['ones'] or '', 0)} "


def _pieces(plain: str, allowed: str) -> list[tuple[float, str | None]]:
    """Numbers and the units after them, all of the text or an error."""
    if step := _STEPS.search(plain):
        raise QuantityError(f"{allowed}: how long is {'an' if step[1] == 'arm' else 'a'} {step[1]}? (a long one is about 0.75 m)")
    if not plain or plain.endswith((",", " and")):
        raise QuantityError(allowed)
    found: list[tuple[float, str | None]] = []
    at = 0
    while at < len(plain):
        match = _PIECE.match(plain, at)
        if match is None or match["number"] is None:
            raise QuantityError(allowed)
        found.append((_value(match["number"], allowed), match["unit"]))
        at = match.end()
    return found


def _value(number: str, allowed: str) -> float:
    if number in _WORDS:
        return _WORDS[number]
    if re.fullmatch(r"\d{1,3},\d{3}", number):
        raise QuantityError(
            f"a number without a comma before three digits ({number} may be {number.replace(',', '.')} or {number.replace(',', '')})"
        )
    whole, _, fraction = number.rpartition(" ")
    top, _, below = fraction.partition("/")
    part = float(top.replace(",", "."))
    if below:
        if float(below) == 0:
            raise QuantityError(allowed)
        part /= float(below)
    return part + (float(whole) if whole else 0.0)


def _chained(kind: Kind, pieces: list[tuple[float, str | None]]) -> list[tuple[float, str]]:
    """Every number with its unit: one left out follows from the one before; units fall from large to small."""
    complete: list[tuple[float, str]] = []
    for number, word in pieces:
        if word is None:
            before = complete[-1][1] if complete else None
            size = kind.units.get(before or "")
            word = next((small for large, small in kind.chains if kind.units[large] == size), None)
            if word is None:
                raise QuantityError(f"{kind.name}, such as {kind.example}")
        complete.append((number, word))
    sizes = [kind.units[word] for _, word in complete if word in kind.units]
    if any(big <= small for big, small in itertools.pairwise(sizes)):
        raise QuantityError(f"{kind.name}, such as {kind.example}")
    return complete


def _size(kind: Kind, word: str, text: str) -> float:
    if word in kind.units:
        return kind.units[word]
    other = next((name for name in KINDS if word in name.units), None)
    if other:
        raise QuantityError(f"{kind.name}, such as {kind.example}; {text.strip()!r} is {other.name}")
    raise QuantityError(f"{kind.name}, such as {kind.example}; {word!r} is no unit of it")
