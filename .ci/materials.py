"""A bill of materials (CycloneDX) of what an installation brings, with what is bundled beside it: .ci/materials.py INSTALLED.json"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]
LICENCES = ROOT / "docs" / "licences.md"
FONTS = ROOT / "hingesim" / "render" / "fontfiles"
VERSION = ROOT / "hingesim" / "common" / "version.py"
PAGE = "built into the page in one file"
LICENCE_OF = {
    "pyodide": ("MPL-2.0", "PSF-2.0"),  # with CPython in it
    "@mujoco/mujoco": ("Apache-2.0",),
    "numpy": ("BSD-3-Clause",),
    "pillow": ("HPND",),
}
"""Of what is built into the page; a new pin without one is an error."""


def licences(name: str) -> list[dict[str, Any]]:
    """As the bill writes them."""
    return [{"license": {"id": found}} for found in LICENCE_OF[name]]


def bundled() -> list[dict[str, Any]]:
    """The fonts of the wheel, and the pinned packages in the explorer's one file."""
    pinned = tomllib.loads((ROOT / "models" / "onefile.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = []
    for font in sorted(FONTS.glob("*.ttf")):
        digest = {"alg": "SHA-256", "content": hashlib.sha256(font.read_bytes()).hexdigest()}
        held = [{"license": {"id": "Bitstream-Vera"}}, {"license": {"name": "Arev Fonts"}}]
        found.append(
            {"type": "file", "name": font.name, "bom-ref": font.name, "description": "in the wheel", "licenses": held, "hashes": [digest]}
        )
    for package in pinned["npm"]:
        ref = f"pkg:npm/{package['name'].replace('@', '%40')}@{package['version']}"
        said = {
            "name": package["name"],
            "version": package["version"],
            "purl": ref,
            "description": PAGE,
            "licenses": licences(package["name"]),
        }
        found.append({"type": "library", "bom-ref": ref, **said})
    for wheel in pinned["wheel"]:
        name, version = re.match(r"([\w.]+)-([\w.]+)-", wheel["file"]).groups()
        ref, digest = f"wasm:{name}@{version}", {"alg": "SHA-256", "content": wheel["sha256"]}
        found.append({"type": "library", "name": name, "version": version, "bom-ref": ref, "description": PAGE,
                      "licenses": licences(name), "hashes": [digest]})  # fmt: skip
    return found


def unnamed(components: list[dict[str, Any]], page: str) -> list[str]:
    """Components that the page of licences does not name."""
    names = {component["name"].rpartition("/")[2] for component in components if component["type"] == "library"}
    return sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page, re.IGNORECASE))


def main() -> None:
    """Print the whole bill; one that the schema refuses is an error, and a component without a licence on the page of licences."""
    bill = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    bill["components"] += bundled()
    bill["metadata"]["component"]["version"] = re.search(r'^VERSION = "(.+)"$', VERSION.read_text(encoding="utf-8"), re.M).group(1)
    if missing := unnamed(bill["components"], LICENCES.read_text(encoding="utf-8")):
        sys.exit(f"{LICENCES.name} does not name {', '.join(missing)}")
    text = json.dumps(bill, indent=2)
    if error := JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(text):
        sys.exit(f"bill of materials: {error}")
    print(text)


if __name__ == "__main__":
    main()
