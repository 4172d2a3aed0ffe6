"""One door for every text that comes from outside and goes to a place with rules of its own: terminal, HTML, XML, Markdown, a file's name.

What a text may hold is decided where it is used: the same title is one line in a terminal, a text node in a page, a cell of Markdown.
"""

from __future__ import annotations

import base64
import hashlib
import html as _html
import json
import os
import re
import unicodedata
from typing import Any

LONGEST_LINE = 600
"""Characters of a line that is said; what is longer was never meant to be read."""
LONGEST_NAME = 120
"""Characters of a name, path or value inside such a line."""
LONGEST_TITLE = 200
"""Characters of a title: more than the widest picture has room for."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|&~$]|^[#+-])")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def plain(text: str) -> str:
    """The text on one line, with nothing in it that steers: control characters, turns of writing direction, halves of characters go."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Zl", "Zp") or letter in "\t\n\r\v\f":
        return " "
    if kind == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    # Joiners shape words of several scripts; everything else without a shape of its own is left out.
    return letter if letter in "\u200c\u200d" or kind not in ("Cc", "Cf", "Cn", "Co") else ""


def line(text: str, most: int = LONGEST_LINE) -> str:
    """One line for a terminal or a log, not endless."""
    return shortened(" ".join(plain(text[: 4 * most]).split()), most)


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    """The text, its middle left out where it is longer."""
    if len(text) <= most:
        return text
    head = (most - 3) * 2 // 3
    return f"{text[:head]}...{text[len(text) - (most - 3 - head) :]}"


def quoted(path: object) -> str:
    """A path or a name as it is said: in quotes, nothing in it raw, not endless."""
    try:
        text = os.fsdecode(path) if isinstance(path, bytes) else str(path)
    except ValueError:  # a whole number of thousands of digits
        return "a number too long to show"
    return repr(shortened(text))


def html(text: object) -> str:
    """Text of a page, also inside the quotes of an attribute."""
    return _html.escape(plain(str(text)))


def xml(text: object) -> str:
    """Text of an SVG or of metadata (XMP), also inside the quotes of an attribute: what XML 1.0 forbids is not in it."""
    return html(text).replace("\ufffe", "").replace("\uffff", "")


def markdown(text: object) -> str:
    """Text of a Markdown file that is read as nothing but text, also where Markdown may hold HTML."""
    return _MARKDOWN.sub(r"\\\1", plain(str(text)))


def script_json(value: Any) -> str:
    """A value as JSON inside a `<script>` of a page: it can neither end the script nor begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.encode("utf-8", "replace").decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def style_hash(text: str) -> str:
    """How a content policy names an inline style or script, which may then not be another."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def is_plain_name(name: object) -> bool:
    """Whether a name that a file gives may become a folder or file, a link and an anchor: one part, of plain letters."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None and ".." not in name
