"""What may be asked of a picture: panels, size, colours, language, overlays; what is refused is refused in one clear line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args

from hingesim.common.checks import choice, number_in, real, whole
from hingesim.common.errors import FieldError, nearest
from hingesim.common.escaping import LONGEST_TITLE
from hingesim.common.papers import PAPERS, paper_named
from hingesim.common.units import Units
from hingesim.common.words import ENGLISH, checked_units, languages, words
from hingesim.render.switches import shown_by_default, switches

LEAST_WIDTH, MOST_WIDTH = 160, 4096
RATES = (10, 20, 25, 50)
"""Frame rates whose delays are whole hundredths of a second, the unit of a GIF."""
FEWEST, MOST = 8, 256
SLOWEST, FASTEST = 0.1, 4.0
BODY_VIEWS = ("side", "front", "three-quarter")
CHARTS = ("foot", "trace", "why", "scorecard")
THEMES = ("light", "dark", "print")
PANELS = (*BODY_VIEWS, *CHARTS)
"""What can be drawn of one recording."""
ASPECTS = ("16:9", "4:3", "1:1", "9:16")
SCALES = ("own", "shared")
MOST_LOOPS = 1000
BYTES = {"": 1, "kb": 1000, "mb": 1000**2, "kib": 1024, "mib": 1024**2}
LEAST_BYTES, MOST_BYTES = 10_000, 10**12


def _list(names: Iterable[object]) -> str:
    return ", ".join(map(str, names))


def _option(default: Any, metavar: str, help: str) -> Any:
    return field(default=default, metadata={"metavar": metavar, "help": help})


@dataclass(frozen=True)
class Drawing:
    """The options of one picture. Every field is also an option of the command line and a key of the manifest.

    Raises:
        FieldError: a value is not allowed.
    """

    panels: tuple[str, ...] = _option(("side",), "NAME,...", f"what to draw, by commas: {_list(PANELS)}")
    width: int | None = _option(None, "PIXELS", f"{LEAST_WIDTH} to {MOST_WIDTH} (default: by content)")
    fps: int = _option(25, "N", f"frames per second: {_list(RATES)} (default: 25)")
    speed: float = _option(1.0, "X", f"playing speed, {SLOWEST:g} to {FASTEST:g} times real time (default: 1)")
    colours: int = _option(128, "N", f"colours of a .gif or .apng, {FEWEST} to {MOST} (default: 128)")
    theme: str = _option("light", "NAME", f"{_list(THEMES)} (default: light)")
    lang: str = _option(ENGLISH.language, "CODE", f"language of the texts: {_list(languages())} (default: {ENGLISH.language})")
    units: str = _option("metric", "|".join(get_args(Units)), "metres and newtons, or feet, inches and pounds (default: metric)")
    show: tuple[str, ...] = _option((), "NAME,...", f"overlays to add, by commas: {_list(switches())}")
    hide: tuple[str, ...] = _option((), "NAME,...", "overlays and parts of the page to leave out, by commas: the same names")
    title: str = _option("", "TEXT", f"a title above the picture, one line of at most {LONGEST_TITLE} characters")
    aspect: str | None = _option(None, "W:H", f"shape of the picture: {_list(ASPECTS)} (default: by content)")
    paper: str | None = _option(None, "NAME", f"page of a storyboard: {_list(PAPERS)} (default: by content)")
    scale: str = _option("own", "NAME", "own: as large as fits; shared: a metre is as long in every picture of this width (default: own)")
    poster: bool = _option(False, "", "begin with the picture that tells the lesson: where only the first one is shown")
    loop: int = _option(0, "N", f"how often a .gif, .webp or .apng plays, 1 to {MOST_LOOPS} (default: 0, for ever)")
    max_size: str | int | None = _option(None, "SIZE", "largest file, like 2MB or 500kB: size, rate and colours give way")

    def __post_init__(self) -> None:
        """Check every field; names given as one text by commas become tuples."""
        for name, allowed in (("panels", PANELS), ("show", switches()), ("hide", switches())):
            object.__setattr__(self, name, _names(name, getattr(self, name), allowed))
        if not self.panels:
            raise FieldError("panels", "", f"one or more of {_list(PANELS)}")
        if self.width is not None:
            object.__setattr__(self, "width", checked_width(self.width))
        object.__setattr__(self, "fps", whole("fps", self.fps, min(RATES), max(RATES), f"one of {_list(RATES)} frames per second"))
        if self.fps not in RATES:
            raise FieldError("fps", self.fps, f"one of {_list(RATES)} frames per second")
        object.__setattr__(self, "speed", real("speed", self.speed, SLOWEST, FASTEST, f"{SLOWEST:g} to {FASTEST:g} times real time"))
        object.__setattr__(self, "colours", whole("colours", self.colours, FEWEST, MOST))
        object.__setattr__(self, "theme", choice("theme", self.theme, THEMES))
        object.__setattr__(self, "lang", words(self.lang).language)
        object.__setattr__(self, "units", checked_units(self.units))
        object.__setattr__(self, "loop", whole("loop", self.loop, 0, MOST_LOOPS))
        if self.aspect is not None:
            object.__setattr__(self, "aspect", choice("aspect", self.aspect, ASPECTS))
        if self.paper is not None:
            object.__setattr__(self, "paper", paper_named("paper", self.paper))
        object.__setattr__(self, "scale", choice("scale", self.scale, SCALES))
        if self.scale == "shared" and self.aspect is not None:
            raise FieldError("scale", self.scale, "own together with an aspect, which gives every picture a scale of its own")
        if not isinstance(self.poster, bool):
            raise FieldError("poster", self.poster, "true or false")
        checked_title(self.title)
        if clash := sorted(set(self.show) & set(self.hide)):
            raise FieldError("show", clash[0], "an overlay that is not hidden as well")
        if self.max_size is not None:
            parsed_bytes(self.max_size)

    @staticmethod
    def of(options: Mapping[str, Any]) -> Drawing:
        """From a dictionary; unknown keys are refused by name."""
        if not isinstance(options, Mapping):
            raise FieldError("drawing", options, "a table of drawing options")
        known = [f.name for f in fields(Drawing)]
        for name in options:
            if name not in known:
                raise FieldError("drawing option", name, nearest(str(name), known))
        return Drawing(**options)

    def changed(self) -> dict[str, Any]:
        """The options that are not the defaults, as a manifest holds them."""
        values = {f.name: (getattr(self, f.name), f.default) for f in fields(self)}
        return {name: list(v) if isinstance(v, tuple) else v for name, (v, default) in values.items() if v != default}

    @property
    def overlays(self) -> frozenset[str]:
        """The overlays that are drawn."""
        # The chart judges the balance by the XcoM.
        shown = shown_by_default() | set(self.show) | ({"xcom"} if "trace" in self.panels else set())
        # The panel shows the same as the inset, larger.
        return shown - set(self.hide) - ({"inset"} if "foot" in self.panels else set())

    @property
    def views(self) -> tuple[str, ...]:
        """The panels that show the body."""
        return tuple(name for name in self.panels if name in BODY_VIEWS)

    @property
    def charts(self) -> tuple[str, ...]:
        """The other panels."""
        return tuple(name for name in self.panels if name in CHARTS)

    @property
    def max_bytes(self) -> int | None:
        """The size budget."""
        return None if self.max_size is None else parsed_bytes(self.max_size)


def checked_width(width: int) -> int:
    """The width of a picture in pixels."""
    return whole("width", width, LEAST_WIDTH, MOST_WIDTH, f"a whole number from {LEAST_WIDTH} to {MOST_WIDTH} pixels")


def checked_title(title: str) -> str:
    """A title above a picture."""
    if not isinstance(title, str) or len(title) > LONGEST_TITLE or not (title.isprintable() or not title):
        raise FieldError("title", title, f"one line of at most {LONGEST_TITLE} characters")
    return title


def parsed_bytes(size: str | int) -> int:
    """`2MB`, `500 kB`, `1.5MiB` or a number of bytes."""
    allowed = f"a size like 2MB or 500kB, at least {LEAST_BYTES // 1000}kB"
    if not isinstance(size, str):
        return int(real("max_size", size, LEAST_BYTES, MOST_BYTES, allowed))
    text = size.strip().lower().replace(" ", "")
    digits = text.rstrip("kmib")
    number, unit = number_in(digits), BYTES.get(text[len(digits) :])
    if isinstance(number, str) or unit is None:
        raise FieldError("max_size", size, allowed)
    if not LEAST_BYTES <= number * unit <= MOST_BYTES:
        raise FieldError("max_size", size, allowed)
    return int(number * unit)


def _names(option: str, given: str | Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    """Known names without doubles."""
    parts: list[Any] = given.split(",") if isinstance(given, str) else list(given) if isinstance(given, list | tuple) else [given]
    if not all(isinstance(part, str) for part in parts):
        raise FieldError(option, given, f"names by commas or in a list, of {_list(allowed)}")
    names = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    for name in names:
        if name not in allowed:
            raise FieldError(option, name, nearest(name, allowed))
    return names
