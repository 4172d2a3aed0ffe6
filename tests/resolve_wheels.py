"""Whether `pip install .` finds a ready-made wheel for everything, by system and Python; prints the README's table.

Run: python -m tests.resolve_wheels   (needs the network; downloads some hundred megabytes a row, installs nothing)

pip resolves for the other system by `--platform` and `--python-version`. Environment markers of our own dependencies are evaluated here for
that system; those of their dependencies are judged by pip as on the machine that asks, which for the packages in use changes nothing that
is compiled. Resolved is not tested: no code of another system runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MANYLINUX = ("2014", "_2_17", "_2_24", "_2_26", "_2_27", "_2_28", "_2_34")
MACOS = ("10_9", "10_12", "10_13", "10_15", "10_16", "11_0", "12_0", "13_0", "14_0")
# name: (sys_platform and platform_machine of the markers), platform tags such a machine accepts
SYSTEMS: dict[str, tuple[tuple[str, str], list[str]]] = {
    "Linux, x86-64": (("linux", "x86_64"), [f"manylinux{v}_x86_64" for v in MANYLINUX]),
    "Linux, ARM": (("linux", "aarch64"), [f"manylinux{v}_aarch64" for v in MANYLINUX]),
    "macOS 14, Apple silicon": (("darwin", "arm64"), [f"macosx_{v}_{a}" for v in MACOS[5:] for a in ("arm64", "universal2")]),
    "macOS 14, Intel": (("darwin", "x86_64"), [f"macosx_{v}_{a}" for v in MACOS for a in ("x86_64", "universal2")]),
    "Windows, x86-64": (("win32", "AMD64"), ["win_amd64"]),
    "Windows, ARM": (("win32", "ARM64"), ["win_arm64"]),
}


def wanted(system: tuple[str, str], python: str) -> list[str]:
    """Our dependencies there, without markers."""
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
    here = {"sys_platform": system[0], "platform_machine": system[1], "python_version": python, "python_full_version": f"{python}.0"}
    needs = [Requirement(text) for text in project["dependencies"]]
    return [f"{need.name}{need.specifier}" for need in needs if need.marker is None or need.marker.evaluate(here)]


def resolved(system: str, python: str) -> str:
    """`engine version` when wheels were found for everything, else what is missing."""
    machine, tags = SYSTEMS[system]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--disable-pip-version-check", "--quiet", "--report", "-"]
        command += ["--only-binary", ":all:", "--target", folder, "--python-version", python, "--implementation", "cp"]
        command += [part for tag in tags for part in ("--platform", tag)]
        answer = subprocess.run([*command, *wanted(machine, python)], capture_output=True, text=True)
    if answer.returncode:
        lines = [line for line in answer.stderr.splitlines() if "No matching distribution found for" in line]
        return f"no wheel for {lines[-1].split(' for ')[1].split()[0]}" if lines else "cannot be resolved"
    found = {item["metadata"]["name"].lower(): item["metadata"]["version"] for item in json.loads(answer.stdout)["install"]}
    return f"PyBullet {found['pybullet']}" if "pybullet" in found else f"MuJoCo {found['mujoco']}"


def main() -> None:
    """Print the table row by row."""
    print(f"| System | {' | '.join(f'Python {v}' for v in PYTHONS)} |", flush=True)
    print("|---" * (len(PYTHONS) + 1) + "|", flush=True)
    for system in SYSTEMS:
        print(f"| {system} | {' | '.join(resolved(system, python) for python in PYTHONS)} |", flush=True)


if __name__ == "__main__":
    main()
