"""The simulator against published figures (three to four minutes)."""

from __future__ import annotations

import json

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.files import check_output, together, written_whole
from hingesim.common.progress import shown

EXAMPLE = "hingesim validate --only band-force --out report.html"
REPORTS = (".html", ".md")


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("--only", action="append", default=[], metavar="NAME", help="run this check only (repeatable)")
    command.add_argument("--list", action="store_true", help="list the checks and run none")
    shared.json(command, "results")
    command.add_argument(
        "--out", action="append", default=[], metavar="FILE", help="report with a figure per check (.html), or the table (.md); repeatable"
    )


def run(arguments: Namespace) -> int:
    """Run the checks, write the reports, print the table."""
    validation = hingesim.validation
    checks = validation.find(arguments.only)
    if arguments.list:
        print(json.dumps([check.name for check in checks]) if arguments.json else validation.listing(checks))
        return 0
    outs = [check_output(out, REPORTS) for out in arguments.out]
    with shown("validating") as progress:
        results = validation.run_checks(checks, progress=progress)
    with together():
        for out in outs:
            with written_whole(out) as part:
                report = validation.markdown(results) if out.suffix.lower() == ".md" else validation.page(results)
                part.write_text(report, encoding="utf-8")
    print(json.dumps([result.to_dict() for result in results], indent=2, allow_nan=False) if arguments.json else validation.plain(results))
    if outs and not arguments.json:
        print(f"wrote {' and '.join(map(str, outs))}")
    return 0 if all(result.passed for result in results) else 1
