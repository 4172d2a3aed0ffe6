"""The packages of others that the one file holds: fetched once by the user's own package tools, and believed only by their hashes."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hingesim.common.data import settings
from hingesim.common.errors import HingesimError, InputError
from hingesim.common.reading import reason
from hingesim.explore.kept import CACHE

PATIENCE_S = 600
"""Longest time a package tool may take."""
TOOLS = ("npm", "node")
"""Programs that must be there; both come with Node.js."""


class Packages:
    """Packages by the names of `models/onefile.toml`, whole and checked.

    Args:
        cache: folder where they are kept.

    Raises:
        InputError: the folder cannot be made.
        HingesimError: a tool is missing, or a package cannot be had; in one line.
    """

    def __init__(self, cache: str | Path = CACHE) -> None:
        self._wanted, self._cache = settings("onefile"), Path(cache).expanduser()
        missing = [tool for tool in TOOLS if shutil.which(tool) is None]
        if missing:
            raise HingesimError(f"explore: a page in one file is built with {missing[0]}, which is not installed: get Node.js 20 or later")
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cache: cannot make the folder {self._cache} ({reason(error)})") from None

    def fetch(self) -> Iterator[None]:
        """Have all of them here; yields after each."""
        for package in self._wanted["npm"]:
            if not self._known(package):
                self._pack(package)
            yield
        if not all(self._known(wheel) for wheel in self._wanted["wheel"]):
            self._unpack_wheels()
        yield

    def member(self, package: str, name: str) -> bytes:
        """A file of an npm package."""
        found = next(each for each in self._wanted["npm"] if each["name"] == package)
        with tarfile.open(self._checked(found)) as archive, archive.extractfile(f"package/{name}") as file:  # type: ignore[union-attr]
            return file.read()

    def wheels(self) -> list[Path]:
        """The wheels."""
        return [self._checked(wheel) for wheel in self._wanted["wheel"]]

    def _known(self, package: dict[str, Any]) -> bool:
        """Whether it is here with the bytes it must have."""
        path = self._cache / package["file"]
        return path.is_file() and right(path.read_bytes(), package)

    def _checked(self, package: dict[str, Any]) -> Path:
        if not self._known(package):
            raise HingesimError(f"explore: {package['file']} has not the bytes it must have (models/onefile.toml); nothing of it was used")
        return self._cache / package["file"]

    def _pack(self, package: dict[str, Any]) -> None:
        with tempfile.TemporaryDirectory(dir=self._cache) as folder:
            spec = f"{package['name']}@{package['version']}"
            _run([shutil.which("npm") or "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder, spec], spec)
            self._keep(Path(folder) / package["file"], package)

    def _unpack_wheels(self) -> None:
        """Take the wheels out of the package that carries them; nothing of it is installed or run."""
        carrier = self._wanted["carrier"]
        spec = f"{carrier['name']}=={carrier['version']}"
        with tempfile.TemporaryDirectory(dir=self._cache) as folder:
            _run([*_pip(), "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder, spec], spec)
            with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
                places = {name.rsplit("/", 1)[-1]: name for name in archive.namelist()}
                for wheel in self._wanted["wheel"]:
                    if wheel["file"] in places:
                        Path(folder, wheel["file"]).write_bytes(archive.read(places[wheel["file"]]))
                    self._keep(Path(folder, wheel["file"]), wheel)

    def _keep(self, path: Path, package: dict[str, Any]) -> None:
        if not path.is_file() or not right(path.read_bytes(), package):
            raise HingesimError(f"explore: what came for {package['file']} has not the bytes it must have (models/onefile.toml)")
        path.replace(self._cache / package["file"])


def right(content: bytes, package: dict[str, Any]) -> bool:
    """Whether these are the bytes of a package."""
    if "sha512" in package:
        return base64.b64encode(hashlib.sha512(content).digest()).decode("ascii") == package["sha512"]
    return hashlib.sha256(content).hexdigest() == package["sha256"]


def _pip() -> list[str]:
    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    found = shutil.which("pip3") or shutil.which("pip")
    if found is None:
        raise HingesimError("explore: the page in one file is built with pip, which is not installed: python -m ensurepip")
    return [found]


def _run(command: Sequence[str], spec: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=PATIENCE_S, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HingesimError(f"explore: {spec} could not be fetched ({reason(error)})") from None
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise HingesimError(f"explore: {spec} could not be fetched ({said[-1][:200] if said else 'no reason given'})")
