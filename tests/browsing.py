"""A browser for tests of pages, and the rules that axe-core looks at them by."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = "axe-core@4.10.2"
CONTRAST = Path(__file__).with_name("contrast.js")
RATIO, LARGE_RATIO = 4.5, 3.0
"""WCAG 2.1 AA: contrast of text, and of large or bold text and of controls."""


def complaints_of(page: Any) -> list[str]:
    """What the browser complains of while a page is open; the list grows."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def axe_rules(folder: Path) -> str:
    """The script of axe-core, fetched by npm into a folder of a test; skips where it cannot be had. Nothing of it is kept."""
    npm = shutil.which("npm")
    fetched = npm and subprocess.run(
        [npm, "pack", AXE, "--silent"], cwd=folder, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )
    archive = next(folder.glob("*.tgz"), None)
    if not fetched or archive is None:
        pytest.skip("axe-core cannot be fetched here")
    with tarfile.open(archive) as found:
        rules = found.extractfile("package/axe.min.js")
        assert rules
        return rules.read().decode("utf-8")


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder for what is made once, whichever processes share the tests."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    return folder
