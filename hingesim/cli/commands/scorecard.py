"""Mark every cue of one rep, and draw the marks as a small figure.

A recording, or options of a scenario to simulate; the same marks as `hingesim simulate --scorecard`.
"""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import wrote
from hingesim.cli.scenario_options import scenario_from, scenario_options
from hingesim.common.checks import choice
from hingesim.common.errors import InputError
from hingesim.common.files import FIGURES, check_output
from hingesim.common.progress import shown
from hingesim.common.words import words
from hingesim.render.drawing import THEMES, checked_width
from hingesim.scenario.reading import number_or_text

EXAMPLE = "hingesim scorecard --fault open-hip --out card.png"
EXAMPLES = ("hingesim scorecard rep.npz --lang es --theme dark --out card.svg",)
ESSENTIAL = (
    *shared.BODY,
    *shared.HINGE,
    *shared.BAND,
    "--athlete",
    "--fault",
    "--cue",
    "--scenario",
    "--out",
    "--theme",
    "--lang",
    "--width",
)


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("recording", nargs="?", metavar="REP.npz", help="a recording (default: the rep of the options is simulated)")
    shared.out(command, FIGURES, what="figure")
    command.add_argument("--theme", default="light", metavar="|".join(THEMES), help="colours of the figure (default: light)")
    command.add_argument("--width", type=number_or_text, metavar="PIXELS", help="width of the figure (default: 1920 of a .png, else 640)")
    shared.language(command)
    scenario_options(command)


def run(arguments: Namespace) -> int:
    """Simulate or read, say the marks, draw them."""
    out, told_in = check_output(arguments.out, FIGURES) if arguments.out is not None else None, words(arguments.lang)
    theme = choice("--theme", arguments.theme, THEMES)
    width = None if arguments.width is None else checked_width(arguments.width)
    if arguments.recording is None:
        scenario = scenario_from(arguments)
        with shown("simulating") as progress:
            recording = hingesim.simulate(scenario, progress=progress)
    elif arguments.fields or any((arguments.scenario, arguments.no_band, arguments.athlete, arguments.fault, arguments.cue)):
        raise InputError("scorecard: give either a recording or options of a scenario")
    else:
        recording = hingesim.Recording.load(arguments.recording)
    card = hingesim.scorecard(recording)
    if out is not None:
        hingesim.teaching.write_card(recording, out, card=card, theme=theme, lang=told_in.language, width=width)
    print("\n".join(card.lines(told_in)))
    if out is not None:
        print(wrote(told_in.language, out))
    return 0
