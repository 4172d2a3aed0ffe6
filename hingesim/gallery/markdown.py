"""The index as Markdown, for places that show a README."""

from __future__ import annotations

from collections.abc import Mapping

from hingesim.common.escaping import markdown
from hingesim.gallery import told
from hingesim.gallery.collection import Gallery
from hingesim.gallery.entry import CLIP, SOURCE, STORYBOARD, TRACE, Entry


def page(gallery: Gallery, alts: Mapping[str, str]) -> str:
    """The whole text.

    Args:
        gallery: all entries.
        alts: alternative text of every clip by the name of its entry.
    """
    parts = [
        f"# {_safe(gallery.title)}",
        _safe(gallery.introduction),
        "Written by `hingesim gallery`. As a page with larger pictures: `index.html`, opened in a browser.",
    ]
    for section in gallery.sections:
        links = "\n".join(f"- [{_safe(entry.title)}](#{entry.name})" for entry in section.entries)
        parts.append(f"**{_safe(section.title)}**\n\n{links}")
    for section in gallery.sections:
        parts += [f"## {_safe(section.title)}", _safe(section.introduction)]
        parts += [_entry(entry, alts[entry.name]) for entry in section.entries]
    return "\n\n".join(parts) + "\n"


def _entry(entry: Entry, alt: str) -> str:
    name = entry.name
    outcomes = "\n".join(f"- {_safe(run.title)}: **{told.outcome(run)}.** {_safe(told.meaning(run))}" for run in entry.runs)
    return f"""<a id="{name}"></a>

### {_safe(entry.title)}

![{_safe(alt)}]({name}/{CLIP})

*{_safe(entry.objective)}*

{_safe(" ".join(entry.look))}

{outcomes}

**Question.** {_safe(entry.question)}

<details><summary>Answer</summary>

{_safe(entry.answer)}

</details>

[Storyboard]({name}/{STORYBOARD}) · [traces]({name}/{TRACE}) · [scenario]({name}/{SOURCE})"""


def _safe(text: str) -> str:
    """The text with nothing in it read as markup."""
    return markdown(text)
