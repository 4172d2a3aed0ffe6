"""The page in one file, built once for all tests that look at it, and its parts where node finds them."""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

from hingesim.explore.onefile import PHYSICS, PYTHON
from hingesim.explore.onefile.packages import Packages

PART = re.compile(r'data-part="([\w.-]+)">([^<]*)<')
HARNESS = Path(__file__).with_name("wasm.mjs")


def parts(page: Path) -> dict[str, bytes]:
    """What is built into a page."""
    return {name: gzip.decompress(base64.b64decode(text)) for name, text in PART.findall(page.read_text(encoding="utf-8"))}


def laid_out(page: Path, folder: Path, packages: Packages) -> Path:
    """The parts of a page, and what node needs to run them."""
    for name, body in parts(page).items():
        (folder / name).write_bytes(body)
    for name in ("pyodide.mjs", "pyodide.asm.js"):
        (folder / name).write_bytes(packages.member(PYTHON, name))
    (folder / "mujoco.mjs").write_bytes(packages.member(PHYSICS, "mujoco.js"))
    (folder / "package.json").write_text("{}", encoding="utf-8")
    for package, name in (("hingesim.engine", "wasm.js"), ("hingesim.explore.onefile", "start.js")):
        (folder / name).write_text((files(package) / name).read_text("utf-8"), encoding="utf-8")
    return folder


def run(folder: Path, code: str) -> list[Any]:
    """Run code in there; what it prints as lines of JSON."""
    script = folder / "code.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(["node", HARNESS, folder, script], capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("{", "["))]
