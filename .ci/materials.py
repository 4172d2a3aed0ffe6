"""A bill of materials (CycloneDX) of what an installation brings, with what is bundled beside it: .ci/materials.py INSTALLED.json"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]
PAGE = "built into the page in one file"


def bundled() -> list[dict[str, Any]]:
    """The fonts of the wheel, and the pinned packages in the explorer's one file."""
    pinned = tomllib.loads((ROOT / "models" / "onefile.toml").read_text(encoding="utf-8"))
    fonts = {
        "type": "file", "name": "DejaVu Sans", "bom-ref": "dejavu-sans", "description": "fonts in the wheel",
        "licenses": [{"license": {"id": "Bitstream-Vera"}}],
    }  # fmt: skip
    found = [fonts]
    for package in pinned["npm"]:
        ref = f"pkg:npm/{package['name'].replace('@', '%40')}@{package['version']}"
        said = {"name": package["name"], "version": package["version"], "purl": ref, "description": PAGE}
        found.append({"type": "library", "bom-ref": ref, **said})
    for wheel in pinned["wheel"]:
        name, version = re.match(r"([\w.]+)-([\w.]+)-", wheel["file"]).groups()
        ref, digest = f"wasm:{name}@{version}", {"alg": "SHA-256", "content": wheel["sha256"]}
        found.append({"type": "library", "name": name, "version": version, "bom-ref": ref, "description": PAGE, "hashes": [digest]})
    return found


def main() -> None:
    """Print the whole bill; one that the schema refuses is an error."""
    bill = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    bill["components"] += bundled()
    text = json.dumps(bill, indent=2)
    if error := JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(text):
        sys.exit(f"bill of materials: {error}")
    print(text)


if __name__ == "__main__":
    main()
