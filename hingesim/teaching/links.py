"""The address of the page with sliders, with an athlete's settings, and its QR code."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np

from hingesim.common.errors import FieldError
from hingesim.common.extras import require
from hingesim.scenario.address import fragment
from hingesim.scenario.parameters import Scenario

LONGEST = 500
"""Characters of a base address: with the settings it still makes a code that a phone reads from paper (judgement)."""
SCHEMES = ("http", "https", "file")


def checked_page(address: str) -> str:
    """The base address of a page with sliders, without a fragment.

    Raises:
        FieldError: it is none.
        ExtraMissingError: segno, which makes the codes, is not installed.
    """
    allowed = "an address such as https://example.org/hinge.html, without # and spaces"
    if not isinstance(address, str) or len(address) > LONGEST or not address.isprintable() or set(address) & set(" #"):
        raise FieldError("page", address, allowed)
    try:
        parts = urlsplit(address)
    except ValueError:
        raise FieldError("page", address, allowed) from None
    if parts.scheme not in SCHEMES or not (parts.netloc if parts.scheme != "file" else parts.path):
        raise FieldError("page", address, allowed)
    require("report", "segno")
    return address


def address_of(page: str, scenario: Scenario, lang: str) -> str:
    """The address with what differs from the page's own settings; a table of one's own band cannot be said in it."""
    return f"{page}#{fragment(scenario, lang)}"


def dark_squares(address: str) -> np.ndarray:
    """shape (n, n), bool: the code of an address, its quiet zone left out."""
    import segno

    return np.array([[bool(module) for module in row] for row in segno.make(address, micro=False, error="m").matrix])
