"""A set on the left leg and one on the right: what came of both, and how alike the legs are.

The stronger leg has the strength of the trainee, the other what --leg-symmetry leaves of it; each leg meets the same seeds.
"""

from __future__ import annotations

import json

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.beside import Beside
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.replicates import check_seeds
from hingesim.cli.scenario_options import scenario_from, scenario_options
from hingesim.coaching.sides import ALIKE, MOST, SIDES, Measure, Sides, pair, sides
from hingesim.common.errors import InputError
from hingesim.common.files import ANIMATIONS
from hingesim.common.progress import shown
from hingesim.common.terminal import terminal
from hingesim.common.words import Words
from hingesim.scenario.reading import number_or_text

EXAMPLE = "hingesim sides --leg-symmetry 0.8 --load 10 --load-hand opposite --hip-shift 0.6 --reps 3"
EXAMPLES = ("hingesim sides --hip-shift 0.6 --left-hip-shift 0.2 --out legs.gif",)
ESSENTIAL = (*shared.BODY, *shared.HINGE, *shared.BAND, "--leg-symmetry", "--left-hip-shift", "--reps", "--load", "--scenario")
ESSENTIAL += ("--replicates", "--json", "--out", "--lang", "--units")
SHARE = "{hundredth:.0f} %"
FORMS = {"reps": "{value:.1f}", "stood": "{value:.1f}", "hips_back": "{hundredth:.0f} cm"}
"""How measures are shown that are no shares."""


def options(command: Parser) -> None:
    """Declare the options."""
    shared.count(command, "--replicates", 1, MOST, f"seeds of each leg (1 to {MOST}, default: 5)", default=5)
    command.add_argument(
        "--left-hip-shift", type=number_or_text, metavar="X", help="own weight shift on the left leg, where it is another than --hip-shift"
    )
    shared.json(command, "table")
    shared.out(command, ANIMATIONS, what="clip of both")
    scenario_options(command)
    shared.picture(command)


def run(arguments: Namespace) -> int:
    """Simulate both with every seed, print the table, draw the first of each."""
    if "hinge.stance" in arguments.fields:
        raise InputError("--stance: sides always runs both legs; use hingesim simulate for one")
    scenario, beside = scenario_from(arguments), Beside.of(arguments)
    check_seeds(arguments, scenario)
    with shown("simulating") as progress:
        found = sides(scenario, arguments.replicates, left_hip_shift=arguments.left_hip_shift, progress=progress)
    told = ""
    if beside.out is not None:
        halves = pair(scenario, left_hip_shift=arguments.left_hip_shift)
        with hingesim.simulation.helped(halves) as assistant:
            both = hingesim.simulation.both(*halves, assistant=assistant)
            told = beside.draw(both, [beside.words["title"][side] for side in SIDES], assistant)
    print(json.dumps(found.to_dict(), indent=2, allow_nan=False) if arguments.json else "\n".join(lines(found, beside.words)))
    if not arguments.json:
        beside.say_wrote(told)
    return 0


def lines(found: Sides, told_in: Words) -> list[str]:
    """The table in words."""
    said, title = terminal(told_in.language), told_in["title"]
    legs = [f"{title[side]}: {found.outcomes[side].sentence(told_in.language)}" for side in SIDES]
    head = ("", *(said["sides"][side] for side in SIDES), said["sides"]["symmetry"], "")
    rows = [head, *(_row(measure, told_in) for measure in found.measures)]
    wide = [2 + max(len(row[k]) for row in rows) for k in range(4)]
    table = [
        (name.ljust(wide[0]) + "".join(cell.rjust(wide[k]) for k, cell in enumerate(cells, 1)) + f"  {note}").rstrip()
        for name, *cells, note in rows
    ]
    return [*legs, *table, said.text("sides", "limit", percent=100 * ALIKE)]


def _row(measure: Measure, told_in: Words) -> tuple[str, str, str, str, str]:
    said = terminal(told_in.language)
    joints = told_in["joint"]
    name = said.text("sides", "used", joint=joints[measure.name]) if measure.name in joints else said["sides"][measure.name]
    form = FORMS.get(measure.name, SHARE)
    left, right = (told_in.filled(form, value=v, hundredth=100 * v) if v is not None else "-" for v in (measure.left, measure.right))
    alike = "" if measure.symmetry is None else told_in.filled(SHARE, hundredth=100 * measure.symmetry)
    return name, left, right, alike, "" if measure.alike else said["sides"]["differ"]
