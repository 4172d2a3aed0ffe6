"""The fonts of the pictures for files that carry their own: DejaVu Sans cut down to the characters that are used."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

from hingesim.render.fonts import font


def woff(texts: Iterable[str], bold: bool) -> str:
    """The face with the characters of the texts, as WOFF in base64; the same texts give the same bytes.

    The licence of DejaVu Sans allows embedding and cutting down.
    """
    from fontTools import subset  # takes longer to load than most of what is drawn with it

    options = subset.Options(flavor="woff", notdef_outline=True, hinting=False)
    options.drop_tables += ["FFTM"]  # notes of the editor that made the font
    face = subset.load_font(str(font(12, bold).path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(set("".join(texts)))))
    cutter.subset(face)
    out = io.BytesIO()
    subset.save_font(face, out, options)
    return base64.b64encode(out.getvalue()).decode("ascii")
