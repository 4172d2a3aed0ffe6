"""The results as text: a table for a terminal, Markdown for the documentation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hingesim.validation.check import Check, Result

INTRODUCTION = (
    "Every check runs the simulator's own engine, band and trainee. A figure that misses its tolerance is shown as failed; nothing in the "
    "simulator is adjusted for a check. Some figures test that a published law arrives in the engine unchanged (strength, passive tissue, "
    "force tables), others compare what the whole body does (falls, sway, held poses). Predictions have no verdict: the published figure "
    "is not certain enough, or belongs to another case. Inverse dynamics, mass matrix and centre of mass agree with Pinocchio "
    "(tests/physics/test_engine.py); the engines agree with each other in these and in motion through the air "
    "(tests/physics/test_two_engines.py), and where both are installed the last check compares whole reps."
)
HEAD = ("check", "quantity", "published", "tolerance", "simulated", "verdict")


def rows(results: Sequence[Result]) -> list[tuple[str, str, str, str, str, str]]:
    """One row for every published figure, in the columns of `HEAD`."""
    out = []
    for result in results:
        for target in result.check.targets:
            value, verdict = result.values.get(target.quantity, math.nan), result.verdicts[target.quantity]
            simulated = f"{number(value)} {target.unit}".strip()
            if target.prediction and target.least < target.most:
                side = "below" if value < target.least else "above" if value > target.most else "inside"
                verdict = f"{verdict}, {side}"
            out.append((result.check.name, target.quantity, target.published, target.allowed, simulated, verdict))
    return out


def number(value: float) -> str:
    """Four significant digits; numerical dust is zero."""
    if not math.isfinite(value):
        return "not measured" if math.isnan(value) else "infinite"
    return "0" if abs(value) < 1e-9 else f"{value:.4g}"


def plain(results: Sequence[Result]) -> str:
    """Checks one after the other with their sources, their figures aligned below, and a last line that sums up."""
    cells = [row[1:] for row in rows(results)]
    width = [max(len(text) for text in column) for column in zip(HEAD[1:], *cells, strict=True)]
    lines = []
    for result in results:
        lines += ["", f"{result.check.name}: {result.check.title}", f"  source: {result.check.source}"]
        for _, *row in rows([result]):
            lines.append("  " + "  ".join(text.ljust(w) for text, w in zip(row, width, strict=True)).rstrip())
        if result.note:
            lines.append(f"  note: {result.note}")
    header = "  " + "  ".join(text.ljust(w) for text, w in zip(HEAD[1:], width, strict=True)).rstrip()
    return "\n".join([header, *lines, "", summary(results)])


def summary(results: Sequence[Result]) -> str:
    """How many figures agree, and the names of the checks that fail."""
    verdicts = [verdict for result in results for verdict in result.verdicts.values()]
    failed = [result.check.name for result in results if not result.passed]
    judged = verdicts.count("pass") + verdicts.count("FAIL")
    text = f"{verdicts.count('pass')} of {judged} published figures agree, {verdicts.count('prediction')} predictions without verdict"
    return f"{text}; failing: {', '.join(failed)}" if failed else text


def listing(checks: Sequence[Check]) -> str:
    """Names and titles."""
    width = max(len(check.name) for check in checks)
    return "\n".join(f"{check.name:<{width}}  {check.title}" for check in checks)


def markdown(results: Sequence[Result]) -> str:
    """The table as a page of the documentation."""
    lines = ["| check | quantity | published | tolerance | simulated | verdict |", "|---|---|---|---|---|---|"]
    lines += [
        "| " + " | ".join(f"**{cell}**" if cell == "FAIL" else cell.replace("|", "\\|") for cell in row) + " |" for row in rows(results)
    ]
    sources = []
    for result in results:
        check = result.check
        note = f" {result.note}" if result.note else ""
        sources.append(f"- **{check.name}**, {check.title}. *Published:* {check.source}. *Measured:* {check.method}{note}")
    made = "Made by `hingesim validate --out docs/validation.html --out docs/validation.md`; the page has a figure for every check."
    head = ["# hingesim against published figures", "", INTRODUCTION, "", made, "", f"{summary(results)}.", ""]
    return "\n".join([*head, *lines, "", "## Sources, methods and notes", "", *sources, ""])
