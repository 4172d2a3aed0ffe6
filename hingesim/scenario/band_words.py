"""What people call a band, as the fields of a `Band`: `half inch`, `rogue green`, `20 lb at 60 in`, `light, doubled`.

Colours differ between makers: one that could be bands of different strength is answered with the question which.
"""

from __future__ import annotations

import csv
import re
from typing import Any

from hingesim.common import reading
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.common.quantities import QuantityError, read_quantity

MOST_CSV = 100_000
"""Bytes of a table of forces: a thousand rows."""
SAME = 1.15
"""Widths of one colour that differ by no more than this are one band: less than loops of one width differ (8-19 %)."""
_FILLER = re.compile(
    r"\b(a|an|the|my|our|loops?|bands?|elastic|rubber|resistance|power|pull ?-?ups?|assist(ance)?|exercise|latex|41 ?-? ?inch"
    r"|thick|wide|width|from)\b"
)
_DOUBLED = re.compile(r"\b(doubled( up| over)?|double|folded( over| in half)?|in half)\b")
_NUMBERED = re.compile(r"(#|no\.?|nr\.?|number|size|level)? ?\d{1,2}")
_AT = re.compile(r"^(?P<force>.+?)\s*(?:\bat\b|@|\bwhen stretched to\b|\bstretched to\b)\s*(?P<length>.+)$")
_LABEL = re.compile(r"(lb|lbs|pounds?|kgs?|kilos?|n|newtons?)\b\.?$")
_STRENGTH = {"very light": "extra-light", "x light": "extra-light", "xlight": "extra-light", "ultra light": "extra-light", "lite": "light"}
_STRENGTH |= {"middle": "medium", "average": "medium", "moderate": "medium", "hard": "strong"}
_MAKERS = {"thera": "theraband", "thera band": "theraband", "therabands": "theraband", "monster": "rogue"}


def products() -> dict[str, Any]:
    """Bands by maker and colour, `rogue-green`: width of a loop in mm, or pounds at 100 and 200 % of a strip or tube."""
    makers = settings("bands")["maker"]
    return {f"{maker}-{colour}": size for maker, row in makers.items() if row["kind"] != "label" for colour, size in row["colours"].items()}


def band_fields(text: str, rest_length_m: float) -> dict[str, Any]:
    """Fields of a `Band` that a name given by a person stands for.

    Args:
        text: the name, not a plain name of the catalogue.
        rest_length_m: slack length of the band, for "20 lb at twice its length".

    Raises:
        FieldError: it is unknown, or could be several bands; asks what is missing.
    """
    plain = re.sub(r"\s+", " ", text.strip().lower().replace("_", " ")).strip(" .")
    if _DOUBLED.search(plain) and not re.search(r"(\bat|@) +(double|twice)\b", plain):
        left = _DOUBLED.sub("", plain).strip(" ,")
        return (
            {"name": left, "doubled": True} if left in settings("bands")["band"] else {**band_fields(left, rest_length_m), "doubled": True}
        )
    if found := _AT.match(plain):
        return _pull(text, found["force"], found["length"], rest_length_m)
    bare = re.sub(r"\s+", " ", _FILLER.sub(" ", plain)).strip(" ,-")
    if plain in ("none", "no", "no band", "without", "without band", "nothing", "-"):
        raise FieldError("band.name", text, "a band; for none leave it out, or say --no-band")
    if _NUMBERED.fullmatch(bare):
        raise FieldError("band.name", text, "a width such as 13mm, or a colour such as rogue-red: a number is another band at every maker")
    if fields := _named(text, bare):
        return fields
    if _LABEL.search(bare) and any(c.isdigit() for c in bare):
        raise FieldError(
            "band.name",
            text,
            "a pull at a length, such as 20lb at 60in: a label says nothing without the length; or the width, such as 13mm",
        )
    adjectives = re.compile(rf"\b({'|'.join([*settings('bands')['band'], *_STRENGTH])})\b")
    width = adjectives.sub(" ", bare).strip()
    try:
        return {"width_mm": read_quantity(width, "mm")} if re.search(r"[\"'a-z]", width) else _unknown(text)
    except QuantityError:
        return _unknown(text)


def _named(text: str, bare: str) -> dict[str, Any] | None:
    """A name of the catalogue or of a maker's colour."""
    catalogue, makers = settings("bands")["band"], settings("bands")["maker"]
    name = _STRENGTH.get(bare.replace("-", " "), bare.replace(" ", "-"))
    if name in catalogue or name in products():
        return {"name": name}
    spoken = bare.replace("-", " ")
    for alias, maker in _MAKERS.items():
        spoken = re.sub(rf"\b{alias}\b", maker, spoken)
    words = set(spoken.split())
    colours = [colour for colour in dict.fromkeys(c for row in makers.values() for c in row["colours"]) if colour in words]
    named = [maker for maker in makers if maker in words]
    if named and not colours:
        raise FieldError(
            "band.name", text, f"a colour too, one of {', '.join(f'{named[0]}-{colour}' for colour in makers[named[0]]['colours'])}"
        )
    if not colours:
        return None
    if named and makers[named[0]]["kind"] == "label" and colours[0] in makers[named[0]]["colours"]:
        pounds = makers[named[0]]["colours"][colours[0]]
        raise FieldError(
            "band.name", text, f"a pull at a length: its label says {pounds} lb, but not at what length; say {pounds}lb at 60in, if so"
        )
    if named:
        name = f"{named[0]}-{colours[0]}"
        return {"name": name} if name in products() else _unknown(text)
    return _colour(text, colours[0])


def _colour(text: str, colour: str) -> dict[str, Any]:
    """A colour alone: the loop, where all makers of loops agree; else the question which."""
    meant = {name: size for name, size in products().items() if name.endswith(f"-{colour}")}
    if re.search(r"\bloops?\b", text.lower()):
        meant = {name: size for name, size in meant.items() if not isinstance(size, list)}
    widths = [size for size in meant.values() if not isinstance(size, list)]
    if widths and len(widths) == len(meant) and max(widths) <= SAME * min(widths):
        return {"width_mm": widths[0]}
    told = ", ".join(f"{name} ({_told(size)})" for name, size in meant.items())
    raise FieldError(
        "band.name",
        text,
        f"a band whose maker is known, since {colour} is {told}; or its width, such as 13mm" if told else "a width, such as 13mm",
    )


def _told(size: float | list[float]) -> str:
    if isinstance(size, list):
        return f"{size[0]:g} lb at twice its length"
    return f"{size:g} mm wide"


def _pull(text: str, force: str, length: str, rest_length_m: float) -> dict[str, Any]:
    try:
        pull_n = read_quantity(_FILLER.sub(" ", force).strip(), "N") if re.search(r"[a-z]", force) else None
    except QuantityError as error:
        raise FieldError("band.name", text, f"a pull at a length, such as 20lb at 60in ({error})") from None
    if pull_n is None:
        raise FieldError("band.name", text, f"a pull with its unit, such as {force}lb or {force}kg at {length}")
    if re.search(r"\b(double|twice|two times|2x)\b", length) and "%" not in length:
        return {"pull_n": pull_n, "pull_length_m": 2 * rest_length_m}
    try:
        if "%" in length:
            share = read_quantity(re.sub(r"(?<=%).*", "", length), "")
            return {"pull_n": pull_n, "pull_length_m": (1 + share) * rest_length_m}
        if not re.search(r"[a-z\"']", length):
            raise QuantityError(f"a length with its unit, such as {length}in or {length}cm")
        return {"pull_n": pull_n, "pull_length_m": read_quantity(re.sub(r"\b(long|length|of)\b", "", length), "m")}
    except QuantityError as error:
        raise FieldError("band.name", text, f"a pull at a length, such as 20lb at 60in ({error})") from None


def _unknown(text: str) -> Any:
    catalogue = settings("bands")["band"]
    known = nearest(text.strip().lower(), [*catalogue, *products()]).partition(" (")[2]
    hint = f" ({known}" if known else ""
    raise FieldError(
        "band.name",
        text,
        f"one of {', '.join(catalogue)}, a maker's colour such as rogue-green, a width such as 13mm, or 20lb at 60in{hint}",
    )


def read_force_table(text: str, rest_length_m: float) -> list[list[float]]:
    """An own table of a band as pairs [elongation, newton]: `0:0,0.5:40,1:60`, `60in:20lb,80in:35lb`, or the name of a CSV file.

    The first column is elongation (0.5 or 50% is half as long again) or a length with its unit, the second newtons or a force with its
    unit; the slack length without a pull may be left out. A CSV file has these two columns; units may stand in its first line instead:
    `length_cm,force_kg`.

    Raises:
        FieldError: malformed, or the file cannot be read.
    """
    allowed = "pairs such as 0:0,0.5:40,1:60 (elongation:newton), 60in:20lb,80in:35lb, or a .csv file of them"
    units, rows = ("", ""), [pair.split(":") for pair in text.split(",")]
    if text.strip().lower().endswith(".csv"):
        units, rows = _csv_rows(text.strip())
    try:
        table = [[_elongation(first + units[0], rest_length_m), read_quantity(second + units[1], "N")] for first, second in rows]
    except ValueError as error:
        raise FieldError("band.force_table", text, f"{allowed} ({error})" if isinstance(error, QuantityError) else allowed) from None
    return table if not table or table[0][0] <= 1e-6 else [[0.0, 0.0], *table]


def _elongation(text: str, rest_length_m: float) -> float:
    try:
        return read_quantity(text, "")
    except QuantityError:
        return read_quantity(text, "m") / rest_length_m - 1


def _csv_rows(path: str) -> tuple[tuple[str, str], list[list[str]]]:
    try:
        lines = reading.text(path, "band.force_table", MOST_CSV).splitlines()
    except InputError as error:
        raise FieldError("band.force_table", path, f"a CSV file that can be read ({error})") from None
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=";" if ";" in "".join(lines) else ",") if any(row)]
    units = ("", "")
    if rows and not any(cell[:1].isdigit() for cell in rows[0]):
        last = [re.split(r"[_\s(\[]", cell.rstrip(")]"))[-1].lower() for cell in rows.pop(0)]
        units = (last[0] if last[0] in ("m", "cm", "mm", "in", "ft", "%") else "", last[-1] if last[-1] in ("n", "kg", "lb", "lbs") else "")
    return units, rows
