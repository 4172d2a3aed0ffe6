"""Tables that a spreadsheet opens: `.csv` and `.xlsx`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from hingesim.common.extras import require
from hingesim.export.table import Table, plain

Decimal = Literal["point", "comma"]
DIGITS = 7
"""Significant digits of a number in a `.csv`: a ten-thousandth of a millimetre in a metre."""


def write_csv(path: Path, table: Table, decimal: Decimal = "point") -> None:
    """Comma-separated with decimal points, or semicolons with decimal commas as spreadsheets expect in countries that write 0,5."""
    with path.open("w", encoding="utf-8-sig", newline="") as sink:
        writer = csv.writer(sink, delimiter=";" if decimal == "comma" else ",", lineterminator="\r\n")
        writer.writerow(table.headers)
        for row in zip(*table.columns, strict=True):
            writer.writerow([_text(value, decimal) for value in row])


def _text(value: Any, decimal: Decimal) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    text = f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") if decimal == "comma" else text


def write_xlsx(path: Path, tables: Sequence[Table]) -> None:
    """A workbook with one sheet a table: bold header that stays in view, every number a number."""
    require("export", "xlsxwriter")
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table, name in zip(tables, _sheet_names(tables), strict=True):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(table.headers) - 1, 14)
            sheet.freeze_panes(1, 1)
            sheet.write_row(0, 0, table.headers, bold)
            for at, row in enumerate(zip(*table.columns, strict=True), start=1):
                for column, value in enumerate(map(plain, row)):
                    if value is not None:
                        sheet.write(at, column, value)


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Names that a workbook takes: at most 31 characters, none of []:*?/\\, all different."""
    names: list[str] = []
    for table in tables:
        clean = "".join(c if c not in "[]:*?/\\'" else " " for c in table.title)[:26].strip() or "run"
        twins = sum(name.lower().startswith(clean.lower()) for name in names)
        names.append(f"{clean} {twins + 1}" if twins else clean)
    return names
