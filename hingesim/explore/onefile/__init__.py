"""The page in one file: hingesim under Python for WebAssembly with MuJoCo's own build for it, in HTML without server or network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from hingesim.common.data import models_folder
from hingesim.common.errors import HingesimError
from hingesim.common.files import check_output, written_whole
from hingesim.common.words import languages
from hingesim.explore.files import page_files
from hingesim.explore.kept import CACHE
from hingesim.explore.onefile.bundle import bundled
from hingesim.explore.onefile.packages import Packages
from hingesim.explore.session import answers
from hingesim.scenario.engines import AUTO

PYTHON, PHYSICS = "pyodide", "@mujoco/mujoco"
"""Names of the runtimes."""
PHYSICS_JS, PHYSICS_WASM, LOADER = "mujoco.js", "mujoco.wasm", "loadMujoco"
"""Script and program of the physics, and what the script exports."""
RUNTIME = ("pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")
"""What Python asks for when it starts."""
LEVEL = 6
"""Of compression: the highest saves less than a hundredth and takes three times as long."""
STEPS = 5
"""Of the work: fetching, compiling, packing."""
LIBRARY = "python_stdlib.zip"
"""Python's own modules; they come as text."""
WITHOUT = re.compile(
    r"\.pyi$|\.pxd$|__pycache__|\.dist-info/|/tests?/|/_webp\.|"
    r"^numpy/(f2py|distutils|typing|doc|testing|_core/include|_pyinstaller)/|"
    r"^(unittest|multiprocessing|xmlrpc|wsgiref|xml/dom|xml/sax)/|"
    r"^(aifc|bdb|cgi|cgitb|doctest|ftplib|imaplib|mailbox|modulefinder|nntplib|optparse|pdb|pickletools|poplib|profile|pstats|pyclbr|pydoc|"
    r"smtplib|sunau|telnetlib|trace|wave)\.py$"
)
"""Files of packages and of Python that a page has no use for."""
LOCAL = re.compile(r"import\.meta\.url")
EXPORTED = re.compile(r"^export default (\w+);?\s*$", re.MULTILINE)


def write_onefile(path: str | Path, *, cache: str | Path = CACHE, progress: Callable[[float], object] = lambda share: None) -> Path:
    """Write the page.

    Args:
        path: name of the file, ending in .html.
        cache: folder for the packages it is made of.
        progress: called now and then with the share of the work that is done.

    Raises:
        InputError: the file or the folder cannot be written.
        HingesimError: a tool or a package is missing; says which in one line.
    """
    path = check_output(path, (".html",))
    packages = Packages(cache)
    for done, _ in enumerate(packages.fetch(), 1):
        progress(done / STEPS)
    parts = {
        "worker.js": _worker(packages).encode(),
        PHYSICS_WASM: packages.member(PHYSICS, PHYSICS_WASM),
        **{name: packages.member(PYTHON, name) for name in RUNTIME},
        **_compiled(packages, {"site.zip": _gathered(packages), LIBRARY: _library(packages)}),
        "words.json": json.dumps({code: _words(code) for code in languages()}, ensure_ascii=False).encode(),
        **{name: body for name, (body, _) in page_files().items() if name.endswith(".woff")},
    }
    progress((STEPS - 1) / STEPS)
    with written_whole(path) as part:
        part.write_text(_page(parts), encoding="utf-8", newline="\n")
    return path


def _words(code: str) -> dict[str, Any]:
    """The page's words in a language, which it has before Python has started; one thread answers its other questions."""
    (answer,) = answers({"ask": "words", "number": 0, "lang": code}, engine=AUTO)
    return {**answer.header, "lanes": 1}


def _page(parts: dict[str, bytes]) -> str:
    """The page with everything in it."""
    own = {name: body.decode() for name, (body, _) in page_files().items() if not name.endswith(".woff")}
    script = bundled({name: text for name, text in own.items() if name.endswith(".js")}, "app.js")
    data = "\n".join(f'<script type="text/plain" data-part="{name}">{packed(body)}</script>' for name, body in parts.items())
    html, meta = own["index.html"], '<meta charset="utf-8">'
    allowed = f'<meta http-equiv="Content-Security-Policy" content="{policy(script, own["page.css"])}">'
    for before, after in (
        (meta, f"{meta}\n{allowed}"),
        ('<link rel="stylesheet" href="page.css">', f"<style>{own['page.css']}</style>"),
        ('<script type="module" src="app.js"></script>\n', ""),
        ("</body>", f'{data}\n<script type="module">{script}</script>\n</body>'),
    ):
        if html.count(before) != 1:
            raise ValueError(f"index.html: {before}")
        html = html.replace(before, after)
    return html


def policy(script: str, style: str) -> str:
    """What the page may do: run this script and its worker, use this style, draw; it can reach nothing and nobody.

    Functions from text are allowed since MuJoCo's bindings are made of them, and WebAssembly comes with that.
    """
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in (script, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'unsafe-eval'; worker-src blob:; style-src 'sha256-{hashes[1]}'; "
        "img-src data: blob:; media-src blob:; base-uri 'none'; form-action 'none'"
    )


def packed(body: bytes) -> str:
    """A part as text."""
    return base64.b64encode(gzip.compress(body, LEVEL, mtime=0)).decode("ascii")


def _worker(packages: Packages) -> str:
    """The script of the worker: runtimes first, as a worker that is made of text cannot import them."""
    physics = packages.member(PHYSICS, PHYSICS_JS).decode()
    name = EXPORTED.findall(physics)
    if name != [LOADER]:
        raise ValueError(f"{PHYSICS_JS}: exports {name}")
    return "\n;".join(
        [
            *(packages.member(PYTHON, name).decode() for name in ("pyodide.asm.js", "pyodide.js")),
            EXPORTED.sub("", LOCAL.sub("self.location.href", physics)),
            (files("hingesim.engine") / "wasm.js").read_text("utf-8"),
            *((files("hingesim.explore.onefile") / each).read_text("utf-8") for each in ("start.js", "worker.js")),
        ]
    )


def _compiled(packages: Packages, zips: dict[str, bytes]) -> dict[str, bytes]:
    """Zips with their modules compiled by the Python of the page: to compile them where it runs takes longer than all else."""
    ours = files("hingesim.explore.onefile")
    with tempfile.TemporaryDirectory() as folder:
        here, python = Path(folder), Path(folder, "python")
        python.mkdir()
        for name in (*RUNTIME, "pyodide.asm.js", "pyodide.mjs", "package.json"):
            (python / name).write_bytes(packages.member(PYTHON, name))
        for name in ("compile.mjs", "compiled.py"):
            (here / name).write_text((ours / name).read_text("utf-8"), encoding="utf-8")
        for name, body in zips.items():
            (here / name).write_bytes(body)
        command = [shutil.which("node") or "node", "compile.mjs", str(python), "compiled.py", *zips]
        done = subprocess.run(command, cwd=here, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
        if done.returncode:
            said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
            raise HingesimError(f"explore: node could not compile the packages ({said[-1][:200] if said else 'no reason given'})")
        return {name: (here / name).read_bytes() for name in zips}


def _library(packages: Packages) -> bytes:
    """Python's own modules, without those that a page has no use for."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packages.member(PYTHON, LIBRARY))) as given, zipfile.ZipFile(out, "w") as kept:
        for name in given.namelist():
            if not name.endswith("/") and not WITHOUT.search(name):
                kept.writestr(name, given.read(name))
    return out.getvalue()


def _gathered(packages: Packages) -> bytes:
    """Packages and hingesim as it is here, with its models, in one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for wheel in packages.wheels():
            with zipfile.ZipFile(wheel) as opened:
                for name in opened.namelist():
                    if not name.endswith("/") and not WITHOUT.search(name):
                        archive.writestr(name, opened.read(name))
        package = Path(str(files("hingesim")))
        for root, place in ((package, "hingesim"), (models_folder(), "hingesim/models")):
            for file in sorted(root.rglob("*")):
                name = f"{place}/{file.relative_to(root).as_posix()}"
                if file.is_file() and not WITHOUT.search(name) and not (root == package and name.startswith("hingesim/models/")):
                    archive.write(file, name)
    return out.getvalue()
