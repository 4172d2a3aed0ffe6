"""Write recordings or a sweep as numbers for a spreadsheet or another program."""

from __future__ import annotations

import contextlib
import locale
from pathlib import Path
from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.errors import FieldError, InputError
from hingesim.common.files import check_output
from hingesim.common.terminal import terminal
from hingesim.scenario.reading import number_or_text

EXAMPLE = "hingesim export rep.npz --columns com,cop,heel,band --out rep.csv"
ENDINGS = (".csv", ".xlsx", ".parquet", ".nc", ".mot", ".sto", ".trc", ".c3d")
MARKS = {"auto": "as this system writes numbers", "point": "0.5, columns by commas", "comma": "0,5, columns by semicolons"}


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("sources", nargs="+", metavar="REP.npz", help="recordings, or one sweep (.parquet)")
    shared.out(command, ENDINGS, required=True, what="several recordings in a table, one in a .mot .sto .trc .c3d")
    command.add_argument(
        "--columns",
        metavar="NAME,...",
        help="of time,phase,com,xcom,cop,heel,margin,hip,trunk,band,grf,angles,moments (default: these), single names, or all",
    )
    command.add_argument("--rate", type=number_or_text, metavar="HZ", help="rows a second (default: as recorded)")
    command.add_argument("--summary", action="store_true", help="one row a recording, with its summary, instead of one a sample")
    shared.language(command)
    told = ", ".join(f"{name} ({meant})" for name, meant in MARKS.items())
    command.add_argument("--decimal", default="auto", metavar="MARK", help=f"decimal mark of a .csv: {told}")


def run(arguments: Namespace) -> int:
    """Read the sources, write the numbers."""
    out = check_output(arguments.out, ENDINGS)
    if arguments.decimal not in MARKS:
        raise FieldError("--decimal", arguments.decimal, ", ".join(MARKS))
    if arguments.rate is not None and not isinstance(arguments.rate, int | float):
        raise FieldError("--rate", arguments.rate, "rows a second, a number")
    decimal: Any = _of_this_system() if arguments.decimal == "auto" else arguments.decimal
    sweeps = [source for source in arguments.sources if Path(source).suffix == ".parquet"]
    if sweeps and (len(arguments.sources) > 1 or arguments.columns or arguments.rate or arguments.summary):
        raise InputError("export: a sweep is written alone, with all its columns")
    if sweeps:
        table = hingesim.export.table_of_rows(hingesim.SweepTable.open(sweeps[0]).arrow().to_pylist(), "sweep")
        hingesim.export.export_table(table, out, decimal=decimal)
    else:
        titles = [Path(source).stem for source in arguments.sources]
        recordings = [hingesim.Recording.load(source) for source in arguments.sources]
        if arguments.summary:
            if arguments.columns or arguments.rate:
                raise InputError("--summary: a summary has no samples; leave out --columns and --rate")
            hingesim.export.export_table(hingesim.export.summary_rows(recordings, titles), out, decimal=decimal)
        else:
            look = {"columns": arguments.columns, "rate_hz": arguments.rate, "decimal": decimal}
            hingesim.export.export(recordings, out, titles=titles, **look)
    lang = language_of(arguments)
    print(wrote(lang, out) + (terminal(lang)["done"]["comma"] if decimal == "comma" and out.suffix == ".csv" else ""))
    return 0


def _of_this_system() -> str:
    """`comma` where the user's settings write 0,5."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_NUMERIC, "")
        return "comma" if locale.localeconv()["decimal_point"] == "," else "point"
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
