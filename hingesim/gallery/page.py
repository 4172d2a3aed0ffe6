"""The index as one page that works from a folder, without a network and without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from hingesim.common.escaping import html, style_hash
from hingesim.common.version import VERSION
from hingesim.gallery import told
from hingesim.gallery.collection import Gallery, Section
from hingesim.gallery.entry import CLIP, SOURCE, STORYBOARD, TRACE, Entry
from hingesim.render.manifest import manifest_path

HERE = Path(__file__).parent
POLICY = "default-src 'none'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
"""The page shows pictures from its folder and runs nothing."""
LINKS = {CLIP: "Clip", STORYBOARD: "Storyboard for print", TRACE: "Traces", SOURCE: "Scenario", manifest_path(CLIP).name: "Manifest"}
"""Files of an entry that are linked, with the words of the link."""


def page(gallery: Gallery, alts: Mapping[str, str]) -> str:
    """The whole page.

    Args:
        gallery: all entries; their pictures must be there.
        alts: alternative text of every clip by the name of its entry.
    """
    style = (HERE / "page.css").read_text(encoding="utf-8")
    return Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        policy=f"{POLICY}; style-src {style_hash(f'{chr(10)}{style}')}",
        title=_safe(gallery.title),
        introduction=_safe(gallery.introduction),
        style=style,
        contents="\n".join(map(_contents, gallery.sections)),
        sections="\n".join(_section(section, alts) for section in gallery.sections),
        version=_safe(VERSION),
    )


def _contents(section: Section) -> str:
    links = "".join(f'<li><a href="#{entry.name}">{_safe(entry.title)}</a></li>' for entry in section.entries)
    return f"<div><p>{_safe(section.title)}</p><ul>{links}</ul></div>"


def _section(section: Section, alts: Mapping[str, str]) -> str:
    entries = "\n".join(_entry(entry, alts[entry.name]) for entry in section.entries)
    return f'<section>\n<h2>{_safe(section.title)}</h2>\n<p class="about">{_safe(section.introduction)}</p>\n{entries}\n</section>'


def _entry(entry: Entry, alt: str) -> str:
    name, board = entry.name, _image(entry, STORYBOARD, told.storyboard_alt(alt))
    runs = "".join(
        f"<li><b>{_safe(run.title)}</b>{_safe(told.outcome(run))}<small>{_safe(told.meaning(run))}</small></li>" for run in entry.runs
    )
    links = (
        (CLIP, "Clip"),
        (STORYBOARD, "Storyboard for print"),
        (TRACE, "Traces"),
        (SOURCE, "Scenario"),
        (manifest_path(CLIP).name, "Manifest"),
    )
    listed = "".join(f'<li><a href="{name}/{file}">{_safe(text)}</a></li>' for file, text in links)
    # People who asked their system for less motion get the storyboard without asking for it here.
    return f"""<article id="{name}" aria-labelledby="{name}-title">
<div class="clip"><picture><source media="(prefers-reduced-motion: reduce)" srcset="{name}/{STORYBOARD}" {_size(entry, STORYBOARD)}>\
{_image(entry, CLIP, alt)}</picture></div>
<div class="still">{board}</div>
<div class="text">
<div>
<h3 id="{name}-title">{_safe(entry.title)}</h3>
<p class="objective">{_safe(entry.objective)}</p>
<h4>What to look at</h4>
<p>{_safe(" ".join(entry.look))}</p>
</div>
<div>
<h4>What happens</h4>
<ul class="runs">{runs}</ul>
</div>
<div class="wide">
<div class="ask">
<h4>A question for students</h4>
<p>{_safe(entry.question)}</p>
<details><summary>Answer</summary><p>{_safe(entry.answer)}</p></details>
</div>
<ul class="links">{listed}</ul>
<pre><code>{_safe(told.command(entry))}</code></pre>
</div>
</div>
</article>"""


def _image(entry: Entry, file: str, alt: str) -> str:
    return f'<img src="{entry.name}/{file}" {_size(entry, file)} alt="{_safe(alt)}" loading="lazy" decoding="async">'


def _size(entry: Entry, file: str) -> str:
    """Width and height, so that nothing moves while pictures load."""
    from PIL import Image

    with Image.open(entry.folder / file) as picture:
        return f'width="{picture.width}" height="{picture.height}"'


def _safe(text: str) -> str:
    return html(text)
