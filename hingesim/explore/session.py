"""Questions of a page to answers, without input or output: the same for a server and for a browser that runs Python itself.

A question is one JSON object (`asked.Asked`), an answer a JSON object and bytes. `film` is answered in the order in which it can be used:

    plan    the pose that is meant at the asked time, and what stands still around it: one parcel (`packing`); where halves are
            simulated one by one it comes again with the first as the physics has it
    told    after the physics: times, the picture of every frame, outcome, reason and numbers of the halves, what stands still
    frames  some pictures each, the wanted one first, then from coarse to fine, less those that the page sees between two (`spared`)
    cards   the scorecards of the halves, and what the right one is worth in a challenge
    done

The other questions, with the answers of the same name:

    words   everything the page is made of
    cell    one cell of the map
    spot    the sweet spot of a map that is filled
    read    settings that were typed, as numbers
    change  the settings after an athlete, a variation, a fault or a cue was chosen
    advice  the smallest change that works; before it `searching`, with the share that is done
    clip    the picture as a file; before it `drawing`, with the share that is done
    sheet   a worksheet
    stop    nothing more, of what was asked before

What cannot be done is answered by `error` with a sentence. The newest of the `asked.LONG` questions ends what was asked before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hingesim.common.errors import HingesimError, InfeasibleError
from hingesim.explore.asked import FORMATS, LARGEST, Asked, command_line
from hingesim.explore.challenges import number_shown
from hingesim.explore.coached import advice, cards, change, read
from hingesim.explore.described import description
from hingesim.explore.packing import packed
from hingesim.explore.parts import Draw, Host, Kept, Parts, Run
from hingesim.explore.preview import plan_recording
from hingesim.explore.refused import refused
from hingesim.explore.spared import Spared
from hingesim.explore.spot import spot
from hingesim.explore.taken import clip, sheet
from hingesim.recording.recording import Recording
from hingesim.render.clip import Clip
from hingesim.render.compose import Composed
from hingesim.render.display import Shape
from hingesim.render.page import Page
from hingesim.render.timeline import Instant, timeline
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate

CHUNK = 12
"""Pictures in one parcel."""
COARSE = (8, 4, 2, 1)
"""Every so many pictures are sent, round by round."""
MEASURES = ("hip_posterior_travel_m", "heel_load_fraction_bottom", "margin_min_m", "band_tension_max_n")
"""Numbers of the summary that are shown of each half."""


@dataclass(frozen=True)
class Answer:
    """One message to the page."""

    header: dict[str, Any]
    payload: bytes = b""


def header_text(answer: Answer) -> str:
    """The header as JSON."""
    return json.dumps(answer.header, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def here(scenarios: Sequence[Scenario], stop_early: bool) -> list[Recording]:
    """Simulate in this process, one after the other."""
    return [simulate(scenario, stop_early=stop_early) for scenario in scenarios]


def answers(
    message: Any, *, engine: str, run: Run = here, draw: Draw | None = None, kept: Kept | None = None, one_by_one: bool = False
) -> Iterator[Answer]:
    """The answers to one message; whoever takes them may stop at any time.

    Args:
        message: what the page sent, as JSON was read; anything at all.
        engine: the engine of this host.
        run: how scenarios are simulated.
        draw: how their clips are drawn; None: a browser must do that itself.
        kept: the halves of the question before, which are not simulated again; those of this one are kept in it.
        one_by_one: whether `run` does one scenario after the other, so that the first can be shown before the second.
    """
    number = number_of(message)
    try:
        asked = Asked.of(message)
        for kind, header, payload in ANSWERED[asked.kind](asked, Host(engine, run, {} if kept is None else kept, draw, one_by_one)):
            yield Answer({"kind": kind, "number": number, **header}, payload)
    except HingesimError as error:
        yield Answer({"kind": "error", "number": number, "text": refused(error, message)})


def number_of(message: Any) -> int:
    """The number of a question, whatever it is; 0 where it has none."""
    number = message.get("number") if isinstance(message, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= LARGEST else 0


def _words(asked: Asked, host: Host) -> Parts:
    yield "words", {**description(asked.drawing.lang), "formats": FORMATS if host.draw else ()}, b""


def _cell(asked: Asked, host: Host) -> Parts:
    """What comes of the right half; a plan that cannot be has no outcome."""
    try:
        outcome: str | None = host.until_settled([asked.scenario(host.engine)])[0].outcome.name
    except InfeasibleError:
        outcome = None
    yield "cell", {"outcome": outcome}, b""


def _stop(asked: Asked, host: Host) -> Parts:
    yield "stopped", {}, b""


def _film(asked: Asked, host: Host) -> Parts:
    halves = asked.halves(host.engine)
    plans, titles = tuple(plan_recording(half) for half in halves), asked.titles(halves)
    look = asked.drawing
    meant = replace(look, hide=("stamp", "slow"))
    command = command_line(halves, held=asked.held is not None)
    yield _pose(Clip(plans, titles, meant), asked.at_s, command)
    found: list[Recording] = []
    for recording in host.halves(halves):
        found.append(recording)
        if host.one_by_one and len(found) < len(halves) and halves[len(found)] not in host.kept:
            yield _pose(Clip((*found, *plans[len(found) :]), titles, meant), asked.at_s, command)
    recordings = tuple(found)
    yield from _physics(Clip(recordings, titles, look), asked.at_s)
    yield from cards(asked, recordings)
    yield "done", {}, b""


def _pose(clip: Clip, at_s: float, command: str) -> tuple[str, dict[str, Any], bytes]:
    """One picture at a time, with what stands still around it."""
    page = clip.page
    table, payload = packed([page.backdrop(), page.shapes(Instant(min(at_s, _end_s(clip.recordings))))])
    return "plan", {**_frame(page), "command": command, "table": table}, payload


def _frame(page: Page | Composed) -> dict[str, Any]:
    """Size in points and colour of the paper."""
    return {"size": [page.width, page.height], "page": page.look.theme.page}


def _end_s(recordings: Sequence[Recording]) -> float:
    """When the longest ends."""
    return max(float(recording.time_s[-1]) for recording in recordings)


def _physics(clip: Clip, at_s: float) -> Parts:
    page, told_in = clip.page, clip.look.words
    instants = list(timeline(clip.recordings, clip.drawing))
    different = dict.fromkeys(instants)
    place = {instant: k for k, instant in enumerate(different)}
    pictures = list(different)
    table, payload = packed([page.backdrop()])
    header = {
        **_frame(page),
        "fps": clip.drawing.fps,
        "times": [round(instant.time_s, 3) for instant in instants],
        "slow": [int(instant.slow) for instant in instants],
        "pictures": [place[instant] for instant in instants],
        "alt": clip.alt,
        "engine": f"hingesim {clip.recordings[0].version} · {clip.recordings[0].engine}",
        "halves": [_told(recording, title, clip) for recording, title in zip(clip.recordings, page.titles, strict=True)],
        "decimal": told_in.texts["decimal"],
        "table": table,
    }
    yield "told", header, payload
    first, *others = _coarse_to_fine([instant.time_s for instant in pictures], at_s)
    parcel = {first: page.shapes(pictures[first])}
    yield _frames(parcel)
    spared = Spared(clip.recordings, pictures)
    spared.drawn(first, parcel.pop(first))
    for number in others:
        if not spared.needless(number):
            parcel[number] = page.shapes(pictures[number])
            spared.drawn(number, parcel[number])
            if len(parcel) == CHUNK:
                yield _frames(parcel)
                parcel.clear()
    if parcel:
        yield _frames(parcel)


def _frames(parcel: dict[int, list[Shape]]) -> tuple[str, dict[str, Any], bytes]:
    """Some pictures by their numbers."""
    table, payload = packed(parcel.values())
    return "frames", {"numbers": list(parcel), "table": table}, payload


def _coarse_to_fine(times_s: Sequence[float], at_s: float) -> list[int]:
    """Numbers of all pictures: the one nearest to a time, then every eighth, and so on."""
    first = min(range(len(times_s)), key=lambda k: abs(times_s[k] - at_s))
    return list(dict.fromkeys([first, *(k for stride in COARSE for k in range(0, len(times_s), stride))]))


def _told(recording: Recording, title: str, clip: Clip) -> dict[str, Any]:
    """One half in words: for the eye, and for who listens."""
    outcome, told_in, numbers = recording.outcome, clip.look.words, recording.summary()
    measures = []
    for name in MEASURES:
        value = numbers[name]
        if isinstance(value, int | float) and (recording.scenario.band or not name.startswith("band")):
            measures.append([told_in["metric"][name], number_shown(name, value, told_in)])
    return {
        "title": title,
        "outcome": outcome.name,
        "verdict": told_in.verdict(outcome),
        "coach": told_in.told(outcome),
        "reason": told_in.reason(outcome),
        "lost": bool(outcome.lost),
        "measures": measures,
    }


ANSWERED: dict[str, Callable[[Asked, Host], Parts]] = {
    "words": _words,
    "film": _film,
    "cell": _cell,
    "spot": spot,
    "read": read,
    "change": change,
    "advice": advice,
    "clip": clip,
    "sheet": sheet,
    "stop": _stop,
}
"""By the kind of question."""
