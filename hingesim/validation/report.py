"""The results as one self-contained page with a figure for every check."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from hingesim.common.escaping import html
from hingesim.common.version import VERSION
from hingesim.validation.check import Result
from hingesim.validation.plot import Plot
from hingesim.validation.table import HEAD, INTRODUCTION, rows, summary

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .3rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; width: 100%; }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #dde2e8; vertical-align: top; }
.pass { color: #0b6e4f; } .FAIL { color: #b3261e; font-weight: 700; } .prediction, .absent { color: #5b6675; }
p.small { font-size: .9rem; color: #3c4654; margin: .3rem 0; } svg { max-width: 100%; height: auto; }
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""The page runs and loads nothing; its figures carry their styles with them."""


def page(results: Sequence[Result]) -> str:
    """HTML of the whole report; figures are inline SVG."""
    title = f"hingesim {VERSION} against published figures"
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>{_safe(title)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{_safe(title)}</h1><p>{_safe(INTRODUCTION)}</p><p><strong>{_safe(summary(results))}.</strong></p>",
        _table(results),
        *(_section(result) for result in results),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _section(result: Result) -> str:
    check = result.check
    texts = [("Published", check.source), ("Measured", check.method), ("Note", result.note)]
    said = "".join(f'<p class="small"><strong>{name}:</strong> {_safe(text)}</p>' for name, text in texts if text)
    figure = svg(result.plot, check.name) if result.plot else ""
    return f'<section id="{_safe(check.name)}"><h2>{_safe(check.title)}</h2>{said}{_table([result])}{figure}</section>'


def _table(results: Sequence[Result]) -> str:
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    body = []
    for name, *cells, verdict in rows(results):
        link = f'<td><a href="#{_safe(name)}">{_safe(name)}</a></td>'
        body.append(f"<tr>{link}{''.join(f'<td>{_safe(c)}</td>' for c in cells)}<td class='{verdict.split(',')[0]}'>{verdict}</td></tr>")
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'


def svg(plot: Plot, name: str) -> str:
    """One figure as SVG text, the same bytes for the same data."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "font.size": 9, "path.simplify_threshold": 0.5}):
        figure = Figure(figsize=(7, 3.4), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for line in plot.lines:
            axes.plot(line.x, line.y, "o" if line.published else "-", markersize=4, linewidth=1.4, label=line.label)
        if plot.logarithmic:
            axes.loglog()
        axes.set_xlabel(plot.x_label)
        axes.set_ylabel(plot.y_label)
        axes.spines[["top", "right"]].set_visible(False)
        if len(plot.lines) > 1:
            axes.legend(frameon=False, fontsize=7, loc="center left", bbox_to_anchor=(1, 0.5))
        sink = io.StringIO()
        figure.savefig(sink, format="svg", metadata={"Date": None, "Creator": None})
    text = sink.getvalue()
    text = text[text.index("<svg") :]
    # Names inside one figure must not meet those of another on the same page.
    text = re.sub(r'(id="|url\(#|href="#)', lambda m: f"{m[0]}{name}-", text)
    return text.replace("<svg ", f'<svg role="img" aria-label="{_safe(plot.y_label)} against {_safe(plot.x_label)}" ', 1)


def _safe(text: str) -> str:
    return html(text)
