"""Manifests that are malformed: what is asked of the picture, and the picture's own words."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

from hingesim.render.drawing import Drawing
from hingesim.render.manifest import read_manifest
from tests.fuzz.damage import broken_bytes, odd_values
from tests.fuzz.files import refused


def damaged(good: dict[str, Any], random_: random.Random) -> bytes:
    """One damaged manifest."""
    kind = random_.randrange(6)
    if kind == 0:
        return broken_bytes(json.dumps(good).encode(), random_)
    values = copy.deepcopy(good)
    if kind <= 2:  # what is read of it
        part = random_.choice(("options", "runs"))
        values[part] = odd_values(values[part], random_)
    elif kind == 3:
        values["runs"] = values["runs"] * random_.choice((0, 3, 5, 200))
    else:
        values = odd_values(values, random_)
    return json.dumps(values).encode()


def mishandled(path: Path, content: bytes) -> str | None:
    """What is wrong with how a damaged manifest is met."""
    path.write_bytes(content)
    try:
        scenarios, titles, options = read_manifest(path)
        Drawing.of(options)
    except BaseException as error:
        return refused(error)
    if titles and any(len(title) > 1000 for title in titles):
        return "a title without end is believed"
    if len(scenarios) > 4:
        return "more runs than a picture can show are believed"
    return None
