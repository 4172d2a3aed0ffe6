"""Tell whether everything works here: versions, engines, encoder, fonts, libraries, folders."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import platform
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import hingesim
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.data import models_folder
from hingesim.common.errors import HingesimError
from hingesim.engine import engine_label, installed

EXAMPLE = "hingesim doctor"
EXTRAS = {
    "sweep": ("pyarrow", "scipy", "pandas", "xarray", "filelock", "SALib"),
    "export": ("pandas", "xarray", "h5netcdf", "h5py", "pyarrow", "xlsxwriter", "ezc3d"),
    "slides": ("pptx",),
    "report": ("segno",),
    "explore": ("starlette", "uvicorn", "websockets"),
    "cluster": ("distributed",),
}
"""Libraries that only some commands need, by what `pip install "hingesim[...]"` brings."""


def options(command: Parser) -> None:
    """There are none of its own."""


def run(arguments: Namespace) -> int:
    """Print one line for everything that was looked at; 1 when something that is needed is missing."""
    good = True
    for name, look in LOOKS.items():
        try:
            print(f"ok    {name}: {look()}")
        except (HingesimError, ImportError, OSError, subprocess.SubprocessError) as error:
            good = False
            print(f"FAIL  {name}: {' '.join(str(error).split())}")
    for extra, modules in EXTRAS.items():
        missing = [module for module in modules if importlib.util.find_spec(module) is None]
        print(
            f'-     {extra}: not installed ({", ".join(missing)}); pip install "hingesim[{extra}]"'
            if missing
            else f"ok    {extra}: installed"
        )
    if not good:
        print("something that hingesim needs is missing; pip install --force-reinstall hingesim mends most of it", file=sys.stderr)
    return 0 if good else 1


def _versions() -> str:
    where = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    packages = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "matplotlib", "pillow"))
    return f"hingesim {hingesim.__version__}, {where}, {packages}"


def _engines() -> str:
    found = [engine_label(name) for name in installed()]
    if not found:
        raise HingesimError(f"no physics engine; {engine_label()}")
    return ", ".join(found) + (f" (the first is used; {len(found)} agree on most outcomes)" if len(found) > 1 else "")


def _run() -> str:
    hinge = {"depth_deg": 10, "lower_s": 0.5, "pause_s": 0.0, "raise_s": 0.5}
    begin = time.perf_counter()
    recording = hingesim.simulate(hingesim.Scenario().replace(hinge=hinge))
    return f"{recording.time_s[-1]:.1f} s of motion in {time.perf_counter() - begin:.1f} s"


def _encoder() -> str:
    import imageio_ffmpeg

    try:
        program = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise HingesimError(f"no video encoder ({error}); pip install imageio-ffmpeg") from None
    said = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=30, check=True).stdout
    return " ".join(said.split()[:3])


def _fonts() -> str:
    fonts = importlib.import_module("hingesim.render.fonts")  # loads a drawing library, which the help need not wait for
    return "{} {}".format(*fonts.font(12).getname())


def _folders() -> str:
    import matplotlib

    for folder in (Path.cwd(), Path(tempfile.gettempdir()), Path(matplotlib.get_cachedir())):
        with tempfile.TemporaryFile(dir=folder):
            pass
    return f"this folder, {tempfile.gettempdir()} and {matplotlib.get_cachedir()} can be written"


def _data() -> str:
    try:
        tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in models_folder().glob("*.toml")]
    except StopIteration:
        raise HingesimError("the data files of the body are missing") from None
    return f"{len(tables)} tables"


LOOKS: dict[str, Callable[[], str]] = {
    "versions": _versions,
    "data": _data,
    "engine": _engines,
    "simulation": _run,
    "encoder": _encoder,
    "fonts": _fonts,
    "folders": _folders,
}
"""What is looked at, in order; each tells what it found or raises."""
