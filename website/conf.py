"""How Sphinx builds the site. Nothing is fetched: neither while it is built nor while it is read."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from hingesim import __version__

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
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("clips.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
copybutton_prompt_text = "$ "
pygments_style, pygments_dark_style = "a11y-light", "a11y-dark"


def setup(app: Sphinx) -> None:
    """Clips load when they come into view."""
    app.connect("doctree-read", lazy)


def lazy(app: Sphinx, doctree: nodes.document) -> None:
    """A page of many clips shows at once."""
    for picture in doctree.findall(nodes.image):
        picture["loading"] = "lazy"
