"""Whether a tag may be released: .ci/tagged.py v1.2.3

The version is written in one place, which a source distribution and the page in one file have without git; a tag must agree with it, and so
must the citation and the changelog, whose newest section must have its date.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def faults(tag: str, root: Path = ROOT) -> list[str]:
    """What speaks against it."""
    version = re.search(r'^VERSION = "(.+)"$', (root / "hingesim" / "common" / "version.py").read_text(encoding="utf-8"), re.M).group(1)
    found = [] if tag == f"v{version}" else [f"the tag is {tag}, the version {version}"]
    if f"\nversion: {version}\n" not in (root / "CITATION.cff").read_text(encoding="utf-8"):
        found.append(f"CITATION.cff has another version than {version}")
    newest = re.search(r"^## (.+)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M).group(1)
    if not re.fullmatch(rf"{re.escape(version)} - \d{{4}}-\d\d-\d\d", newest):
        found.append(f"the newest section of the changelog is {newest!r}, not {version} with a date")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(faults(sys.argv[1])) or None)
