"""Many runs over ranges of any option, in a table.

Every option of a scenario takes a value, FROM:TO:COUNT (ends included) or a list such as 1.5,1.7,1.9. What --out already holds is not run
again: a sweep that was stopped goes on with the same command.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.axes import how, swept, swept_options
from hingesim.cli.parser import Namespace, Once, Parser
from hingesim.cli.say import language_of
from hingesim.common.errors import InputError
from hingesim.common.progress import counted
from hingesim.common.streams import say_error
from hingesim.common.terminal import terminal, translated
from hingesim.common.words import words

EXAMPLE = "hingesim sweep --knee-bend 5:40:8 --band-distance 1.4:2.6:7 --height 1.5,1.7,1.9 --replicates 8 --out map.parquet"
ESSENTIAL = (
    *shared.BODY,
    *shared.HINGE,
    *shared.BAND,
    "--no-band",
    "--out",
    "--replicates",
    "--sampling",
    "--refine",
    "--stop-early",
    "--workers",
)


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("--out", action=Once, required=True, metavar="NAME.parquet", help="folder that takes the table")
    command.add_argument("--sampling", default="grid", metavar="grid|lhs|sobol", help="every crossing, or points drawn from FROM:TO ranges")
    shared.count(command, "--samples", 2, shared.MOST_SAMPLES, "number of points for lhs and sobol (sobol: a power of two)")
    command.add_argument("--refine", action="store_true", help="run only the crossings that show where the outcome changes")
    command.add_argument("--keep-recordings", action="store_true", help="also keep every recording, in NAME.parquet/_recordings")
    shared.language(command)
    swept_options(command, "seeds at every point, from --seed upward; default: 1")


def run(arguments: Namespace) -> int:
    """Run what is missing, say how many of which outcome."""
    (scenario, axes), lang = swept(arguments), language_of(arguments)
    drawn: dict[str, Any] = {"sampling": arguments.sampling, "samples": arguments.samples}
    if arguments.refine:
        if drawn != {"sampling": "grid", "samples": None}:
            raise InputError("--refine: works on a grid, without --sampling and --samples")
        drawn = {}
    try:
        with counted("sweeping") as progress:
            table = (hingesim.sweeps.refine if arguments.refine else hingesim.sweep)(
                scenario,
                axes,
                **how(arguments),
                **drawn,
                out=arguments.out,
                keep_recordings=arguments.keep_recordings,
                progress=progress,
            )
    except KeyboardInterrupt:
        say_error(translated(f"interrupted; finished runs are in {arguments.out}, and the same command goes on from there", lang))
        return 130
    outcomes, said = Counter(table.column("outcome").to_pylist()), terminal(lang)
    told = ", ".join(f"{count} {words(lang).title(name) if name else said['done']['failed']}" for name, count in outcomes.most_common())
    print(said.text("done", "runs", file=arguments.out, count=str(len(table)), outcomes=told))
    if errors := Counter(error for error in table.column("error").to_pylist() if error):
        print(said.text("done", "why_failed", error=translated(errors.most_common(1)[0][0], lang)))
    if len(machines := sorted({name for name in table.column("machine").to_pylist() if name})) > 1:
        say_error(translated(f"the runs are from different machines ({'; '.join(machines)}): their last digits may differ", lang))
    return 0
