"""Make a page for each athlete, for print: what to change in words and steps, frames, what to say, what to watch, where it goes well.

Scenario files, one for each athlete and named like her, as she does it now. About a minute an athlete on two idle cores.
"""

from __future__ import annotations

from pathlib import Path

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import wrote
from hingesim.common.errors import InputError
from hingesim.common.files import check_output
from hingesim.common.progress import shown
from hingesim.common.words import words
from hingesim.scenario.scenario_file import load_scenario

EXAMPLE = "hingesim report anna.toml ben.toml --out team.pdf"
EXAMPLES = ("hingesim report anna.toml --paper letter --lang es --page https://example.org/hinge.html --out anna.pdf",)
ENDINGS = (".pdf",)


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("athletes", nargs="+", metavar="NAME.toml", help="scenario file of an athlete, as she does it now")
    shared.out(command, ENDINGS, required=True)
    command.add_argument("--paper", default="a4", metavar="a4|letter", help="size of the pages (default: a4)")
    command.add_argument("--page", metavar="URL", help="address of a page with sliders: a code and a link to it with her setting")
    shared.count(command, "--replicates", 1, 100, "seeds that an advised change must stand (default: 8)", default=8)
    shared.language(command)
    shared.units(command)


def run(arguments: Namespace) -> int:
    """Search, simulate, write the pages, say what is advised."""
    out, told_in = check_output(arguments.out, ENDINGS), words(arguments.lang, arguments.units)
    athletes: dict[str, hingesim.Scenario] = {}
    for file in arguments.athletes:
        name = name_of(file)
        if name in athletes:
            raise InputError(f"report: two athletes are named {name!r}, name their files apart")
        athletes[name] = load_scenario(file)
    with shown("pages") as progress:
        found = hingesim.teaching.write_report(
            athletes,
            out,
            paper=arguments.paper,
            lang=told_in.language,
            units=told_in.units,
            page=arguments.page,
            replicates=arguments.replicates,
            progress=progress,
        )
    for page in found:
        print(f"{page.name}: {page.advice.told(told_in)}")
    print(wrote(told_in.language, out))
    return 0


def name_of(file: str) -> str:
    """What an athlete is called: the name of her file, `anna-lena.toml` is Anna Lena."""
    return Path(file).stem.replace("-", " ").replace("_", " ").title().strip() or file
