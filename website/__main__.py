"""Build the site: python -m website [FOLDER]."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from website import gallery, links, players, reference

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def build(out: Path) -> int:
    """Write what is made: reference, gallery, players; then the site, then look at every link; returns the exit status."""
    begin = time.perf_counter()
    reference.write(DOCS / "reference", reference.pages())
    reference.write(DOCS / "gallery", gallery.pages())
    players.draw(DOCS, out)
    trees = out.with_name(f"{out.name}-trees")
    status = sphinx(["-b", "html", "-c", str(Path(__file__).parent), "-d", str(trees), "-W", "--keep-going", "-q", str(DOCS), str(out)])
    if status:
        return status
    wrong = links.broken(out)
    print("\n".join(wrong), file=sys.stderr)
    size_mb = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    print(f"{out / 'index.html'}: {len(list(out.rglob('*.html')))} pages, {size_mb:.1f} MB, {time.perf_counter() - begin:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "site").absolute()))
