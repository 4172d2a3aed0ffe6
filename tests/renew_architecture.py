"""Draw `docs/architecture.svg` from the imports: python -m tests.renew_architecture

A box a folder, the lowest at the bottom, with what it is for (the first words of its docstring). A line from a
box down to every folder it imports from; where a line could follow another through a third folder (a imports b, b imports c), only the
longer way round is drawn, so that the picture shows the order and not every import.
"""

from __future__ import annotations

import ast
import html
from pathlib import Path

from tests.house import ORDER, folder, graph, modules

FILE = Path(__file__).parents[1] / "docs" / "architecture.svg"
WIDTH, ROW, BOX, GUTTER, PAD = 880, 46, 34, 150, 20
INK, PALE, LINE = "#1c2430", "#eef1f5", "#5b6675"


def folders() -> list[str]:
    """The folders there are, the lowest first."""
    there = {folder(name) for name in modules()}
    return [name for name in ORDER if name in there]


def between() -> dict[str, set[str]]:
    """Which folders a folder imports from; the command line reaches the library by its names for users, which lead everywhere."""
    found: dict[str, set[str]] = {name: set() for name in folders()}
    for name, imports in graph().items():
        if here := folder(name):
            found[here] |= {folder(there) for there in imports} - {here, ""}
    found["cli"] |= set(found) - {"cli"}
    return found


def direct(edges: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The imports that no way round implies."""

    def reach(name: str) -> set[str]:
        return edges[name].union(*(reach(there) for there in edges[name]))

    return [(a, b) for a in edges for b in edges[a] if not any(b in reach(c) for c in edges[a] - {b})]


def purpose(name: str) -> str:
    """What a folder is for."""
    path = modules()[f"hingesim.{name}"]
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ").split(": `hingesim")[0].rstrip(".")


def drawn() -> str:
    """The picture as SVG."""
    names = folders()
    height = ROW * len(names) + 2 * PAD
    middle = {name: height - PAD - ROW * (level + 0.5) for level, name in enumerate(names)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="14">',
        "<title>The folders of hingesim; each imports only from those below it</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for above, below in sorted(direct(between()), key=lambda edge: names.index(edge[0]) - names.index(edge[1])):
        span = names.index(above) - names.index(below)
        if span == 1:
            y0, y1 = middle[above] + BOX / 2, middle[below] - BOX / 2
            parts.append(f'<path d="M{GUTTER + 60} {y0:g}V{y1:g}" stroke="{LINE}" stroke-width="1.5" fill="none"/>')
        else:
            out = GUTTER - 14 * span
            parts.append(
                f'<path d="M{GUTTER} {middle[above]:g}C{out:g} {middle[above]:g} {out:g} {middle[below]:g} {GUTTER} {middle[below]:g}" '
                f'stroke="{LINE}" stroke-width="1.5" fill="none"/><circle cx="{GUTTER}" cy="{middle[below]:g}" r="3" fill="{LINE}"/>'
            )
    for name in names:
        top, width = middle[name] - BOX / 2, WIDTH - GUTTER - PAD
        parts.append(f'<rect x="{GUTTER}" y="{top:g}" width="{width}" height="{BOX}" rx="6" fill="{PALE}" stroke="{LINE}"/>')
        parts.append(f'<text x="{GUTTER + 12}" y="{middle[name] + 5:g}" font-weight="700" fill="{INK}">{name}</text>')
        said = purpose(name)
        said = said if len(said) <= 82 else f"{said[:80].rsplit(' ', 1)[0]} ..."
        parts.append(f'<text x="{GUTTER + 110}" y="{middle[name] + 5:g}" fill="{INK}">{html.escape(said)}</text>')
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
    print(f"wrote {FILE}")
