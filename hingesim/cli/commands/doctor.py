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
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.data import models_folder
from hingesim.common.errors import HingesimError
from hingesim.common.installing import pip_install
from hingesim.common.terminal import terminal, translated
from hingesim.common.words import Words
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
    """Declare the options."""
    shared.language(command)


def run(arguments: Namespace) -> int:
    """Print one line for everything that was looked at; 1 when something that is needed is missing."""
    said, good = terminal(arguments.lang), True
    texts = said["doctor"]
    wide = max(len(texts[key]) for key in ("ok", "fail", "none")) + 2
    for name, look in LOOKS.items():
        try:
            print(f"{texts['ok']:<{wide}}{texts[name]}: {look(said)}")
        except (HingesimError, ImportError, OSError, subprocess.SubprocessError) as error:
            good = False
            print(f"{texts['fail']:<{wide}}{texts[name]}: {' '.join(translated(str(error), said.language).split())}")
    for extra, modules in EXTRAS.items():
        missing = ", ".join(module for module in modules if importlib.util.find_spec(module) is None)
        mark, told = (
            ("none", said.text("doctor", "missing", modules=missing, line=pip_install(f"hingesim[{extra}]")))
            if missing
            else ("ok", texts["installed"])
        )
        print(f"{texts[mark]:<{wide}}{extra}: {told}")
    if not good:
        print(said.text("doctor", "mend", line=pip_install("--force-reinstall .")), file=sys.stderr)
    return 0 if good else 1


def _versions(said: Words) -> str:
    where = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    packages = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "matplotlib", "pillow"))
    return f"hingesim {hingesim.__version__}, {where}, {packages}"


def _engines(said: Words) -> str:
    found = [engine_label(name) for name in installed()]
    if not found:
        raise HingesimError(said.text("doctor", "no_engine", label=engine_label()))
    return ", ".join(found) + (f" ({said.text('doctor', 'engines', count=len(found))})" if len(found) > 1 else "")


def _run(said: Words) -> str:
    hinge = {"depth_deg": 10, "lower_s": 0.5, "pause_s": 0.0, "raise_s": 0.5}
    begin = time.perf_counter()
    recording = hingesim.simulate(hingesim.Scenario().replace(hinge=hinge))
    return said.text("doctor", "took", motion_s=recording.time_s[-1], clock_s=time.perf_counter() - begin)


def _encoder(said: Words) -> str:
    import imageio_ffmpeg

    try:
        program = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise HingesimError(said.text("doctor", "no_encoder", error=str(error), line=pip_install("imageio-ffmpeg"))) from None
    told = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=30, check=True).stdout
    return " ".join(told.split()[:3])


def _fonts(said: Words) -> str:
    fonts = importlib.import_module("hingesim.render.fonts")  # loads a drawing library, which the help need not wait for
    return "{} {}".format(*fonts.font(12).getname())


def _folders(said: Words) -> str:
    import matplotlib

    for folder in (Path.cwd(), Path(tempfile.gettempdir()), Path(matplotlib.get_cachedir())):
        with tempfile.TemporaryFile(dir=folder):
            pass
    return said.text("doctor", "written", temporary=tempfile.gettempdir(), cache=matplotlib.get_cachedir())


def _data(said: Words) -> str:
    try:
        tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in models_folder().glob("*.toml")]
    except HingesimError:
        raise HingesimError(said["doctor"]["no_data"]) from None
    return said.text("doctor", "tables", count=len(tables))


LOOKS: dict[str, Callable[[Words], str]] = {
    "versions": _versions,
    "data": _data,
    "engine": _engines,
    "simulation": _run,
    "encoder": _encoder,
    "fonts": _fonts,
    "folders": _folders,
}
"""What is looked at, in order, by key of the texts `doctor`; each tells what it found or raises."""
