"""How Sphinx builds the site. Nothing is fetched: neither while it is built nor while it is read."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from hingesim import __version__
from website import players

project = "hingesim"
author = "hingesim contributors"
copyright = f"{author}, MIT licence"
release = version = __version__

extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["*.ipynb"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
nitpicky = True

html_theme = "furo"
html_title = "hingesim"
templates_path = ["templates"]
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("clips.js", {"defer": "defer"}), ("narrow.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
copybutton_prompt_text = "$ "
pygments_style, pygments_dark_style = "a11y-light", "a11y-dark"


HOMES = {"README.md": "index", "CHANGELOG.md": "changelog", "SECURITY.md": "security", "CONTRIBUTING.md": "contributing"}
HOMES |= {"gallery/README.md": "gallery/index", "models/SOURCES.md": "sources"}
"""Documents outside `docs/`, which pages link as a forge needs it, and the pages they are here."""


def setup(app: Sphinx) -> None:
    """Links and contents are made whole as pages are read; clips load when they come into view, some of them in a player."""
    app.connect("source-read", whole)
    app.connect("doctree-read", players.play)
    app.connect("doctree-read", lazy)


def whole(app: Sphinx, docname: str, source: list[str]) -> None:
    """Links to documents outside lead to their pages; a page that the contents do not name yet stands at their end."""
    up = "../" * docname.count("/")
    for name, here in HOMES.items():
        source[0] = source[0].replace(f"]({up}../{name}", f"]({up}{here}.md")
    if docname == "index":
        listed = set(re.findall(r"^[\w/-]+$", source[0], flags=re.M)) | {"index"}
        others = sorted(path.stem for path in Path(app.srcdir).glob("*.md") if path.stem not in listed)
        source[0] += "\n".join(["\n```{toctree}", ":caption: More", ":hidden:", "", *others, "```\n"]) if others else ""


def lazy(app: Sphinx, doctree: nodes.document) -> None:
    """A page of many clips shows at once."""
    for picture in doctree.findall(nodes.image):
        picture["loading"] = "lazy"
