"""The record beside the pictures of an entry: from what they were made, and whether that still holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hingesim.common.errors import InputError
from hingesim.common.files import written_whole
from hingesim.common.reading import json_object, toml_tables
from hingesim.gallery.entry import CLIP, PICTURES, Entry
from hingesim.gallery.fingerprint import code_digest, digest, text_digest
from hingesim.render.manifest import manifest_path

RECORD = "made.json"
FILES = (*PICTURES, manifest_path(CLIP).name)


def asked_digest(entry: Entry) -> str:
    """Hash of what the file asks for: the runs and how they are drawn, without the texts about them."""
    values = toml_tables(entry.source, "gallery")
    runs = [{name: run.get(name) for name in ("title", "variation", "scenario", "outcome")} for run in values["runs"]]
    asked = [runs, values.get("drawing"), values.get("trace")]
    return text_digest(json.dumps(asked, sort_keys=True))


def write_record(entry: Entry) -> None:
    """Note what the files of an entry were made from; they must be there."""
    content = {
        "scenario": asked_digest(entry),
        "code": code_digest(),
        "files": {name: digest(entry.folder / name) for name in FILES},
    }
    with written_whole(entry.folder / RECORD) as part:
        part.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_record(entry: Entry) -> dict[str, Any] | None:
    """The record; None when there is none that can be read."""
    try:
        content = json_object(entry.folder / RECORD, "gallery")
    except InputError:
        return None
    good = {"scenario", "code", "files"} <= content.keys() and isinstance(content["files"], dict)
    return content if good else None


def broken(entry: Entry) -> str | None:
    """Why the files of an entry do not belong to its scenario; None when they do."""
    record = read_record(entry)
    if record is None:
        return "not made yet"
    if record["scenario"] != asked_digest(entry):
        return "the scenario has changed"
    for name in FILES:
        path = Path(entry.folder, name)
        if not path.is_file():
            return f"{name} is missing"
        if record["files"].get(name) != digest(path):
            return f"{name} is not the file that was made"
    return None


def stale(entry: Entry) -> str | None:
    """Why an entry must be made again: its files are broken, or code or data behind them have changed since."""
    if reason := broken(entry):
        return reason
    return "code or data behind it have changed" if (read_record(entry) or {}).get("code") != code_digest() else None
