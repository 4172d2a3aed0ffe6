"""Texts that want to be more than texts, in every kind of file that is written: they stay what they are, one line that is read."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from hingesim import InputError, Recording
from hingesim.common import escaping
from hingesim.common.files import ANIMATIONS, FIGURES
from hingesim.gallery import collection
from hingesim.gallery.collection import CONTENTS, read_gallery
from hingesim.plots import trace
from hingesim.render import animate, write_manifest

HOSTILE = (
    "</title><script>alert(1)</script>",
    "\"onmouseover='alert(1)'><img src=x onerror=alert(1)>",
    "]]><!--<![CDATA[ &lt; &#x3c;script&#x3e; ]]>",
    "[a](javascript:alert(1)) ![b](http://x/y) `c` <b>| |",
    "x\0\x01\x08\x1b[31m\x9b2J\ud800\udfff\ufffe\uffff",
    "\u202eevil\u2066\u200b\u2028line\r\nX: y",
    "$\\alpha_{1}$ \\input{/etc/passwd} ${title} $$ %s {0}",
    "../../etc/passwd\\..\\con",
    "z" * 5000,
    "",
)


class Tags(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts = 0
        self.handlers: list[str] = []
        self.policies: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.scripts += tag == "script" and values.get("type") in (None, "module", "text/javascript")
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]
        if (values.get("http-equiv") or "").lower() == "content-security-policy":
            self.policies.append(values.get("content") or "")


def acted_on(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    return tags


def short(recording: Recording) -> Recording:
    return type(recording)(
        recording.scenario, recording.engine, recording.version, recording.ended, **{n: a[:40] for n, a in recording.arrays().items()}
    )


@pytest.mark.parametrize("kind", ANIMATIONS)
def test_titles_of_pictures(fallen: Recording, tmp_path, kind: str) -> None:
    for number, title in enumerate(["".join(HOSTILE[:2]), "".join(HOSTILE[2:8]), HOSTILE[8]]):
        path = tmp_path / f"{number}{kind}"
        animate([short(fallen)], path, titles=[title], width=160, fps=10, speed=4.0)
        told = write_manifest(path, [fallen], [title], {})
        assert json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))["alt"] == told["alt"]
        data = path.read_bytes()
        if kind == ".html":
            tags = acted_on(data.decode())
            assert (tags.scripts, tags.handlers, len(tags.policies)) == (1, [], 1)
            assert "default-src 'none'" in tags.policies[0]
        elif kind == ".svg":
            tree = ET.fromstring(data)
            assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= {
                "svg", "title", "desc", "style", "rect", "text", "polygon", "polyline", "ellipse",
            }  # fmt: skip
            assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or "href" in name]
        elif kind in (".gif", ".webp", ".apng", ".png"):
            with Image.open(path) as picture:
                picture.load()
        assert len(data) < 3_000_000


@pytest.mark.parametrize("kind", FIGURES)
def test_titles_of_traces(fallen: Recording, tmp_path, kind: str) -> None:
    for number, title in enumerate([HOSTILE[0], "".join(HOSTILE[1:8])]):
        trace([fallen, fallen], tmp_path / f"{number}{kind}", titles=[title, "b"], panels="position", width=400)
    if kind == ".svg":
        for path in tmp_path.glob("*.svg"):
            assert "script" not in {element.tag.rpartition("}")[2] for element in ET.parse(path).iter()}


def test_titles_that_are_no_texts_are_refused(fallen: Recording, tmp_path) -> None:
    for titles in ([5], [b"x"], [None], "a"):
        with pytest.raises(InputError):
            animate([fallen], tmp_path / "a.svg", titles=titles)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_the_door(text: str) -> None:
    assert "\n" not in escaping.plain(text)
    assert escaping.line(text).isprintable()
    assert len(escaping.line(text)) <= escaping.LONGEST_LINE
    page = acted_on(f'<p title="{escaping.html(text)}">{escaping.html(text)}</p>')
    assert (page.scripts, page.handlers, page.loaded) == (0, [], [])
    ET.fromstring(f'<p title="{escaping.xml(text)}">{escaping.xml(text)}</p>')
    packed = escaping.script_json({"a": text})
    assert "<" not in packed
    json.loads(packed)
    assert not re.search(r"(?<!\\)[<>`*\[\]]", escaping.markdown(text))
    assert not escaping.is_plain_name(text)


@pytest.mark.parametrize(
    "name", [*HOSTILE, "../out", "..", ".", "a/b", "a\\b", "/etc", "-x", "con:", 5, None, ["a"], 'x"onmouseover=alert(1)']
)
def test_a_gallery_lists_folders_by_plain_names_only(tmp_path, name: object) -> None:
    entry = json.dumps(name) if not isinstance(name, str) else json.dumps(name.encode("utf-8", "replace").decode())
    if entry == "null":
        entry = "true"
    (tmp_path / CONTENTS).write_text(
        f'title = "t"\nintroduction = "i"\n[[sections]]\ntitle = "s"\nintroduction = "i"\nentries = [{entry}]\n', encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_gallery(tmp_path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()
    assert collection.MOST_ENTRIES > 1
