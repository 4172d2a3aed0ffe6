"""Write the golden images of `tests/render/golden/` anew: python -m tests.renew_golden

To be run when the drawing was changed on purpose. It prints how much every picture changed; look at each changed one before
committing it. The runs that are drawn are stored too and stay as they are; `--runs` simulates them anew, which is only needed
when the file format of recordings or the list of runs changed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from hingesim import simulate
from tests.golden import FOLDER, PICTURES, SCENARIOS, difference, draw, golden, thinned


def renew_runs() -> None:
    """Simulate and store the runs."""
    for name, scenario in SCENARIOS.items():
        thinned(simulate(scenario)).save(FOLDER / f"{name}.npz")


def renew_pictures() -> None:
    """Draw every picture; one that did not change is left as it is."""
    with tempfile.TemporaryDirectory() as folder:
        for name in PICTURES:
            drawn, path = draw(name, Path(folder)), FOLDER / f"{name}.png"
            said = "new"
            if path.exists():
                kept = golden(name)
                if kept.shape == drawn.shape:
                    rms, block = difference(drawn, kept)
                    if rms == 0:
                        continue
                    said = f"rms {rms:.2f}, largest block {block:.1f} of 255"
                else:
                    said = f"size {kept.shape[1]}x{kept.shape[0]} -> {drawn.shape[1]}x{drawn.shape[0]}"
            Image.fromarray(drawn).save(path, optimize=True)
            print(f"{name}: {said}")
    for path in FOLDER.glob("*.png"):
        if path.stem not in PICTURES:
            path.unlink()
            print(f"{path.stem}: no longer in the list, removed")


if __name__ == "__main__":
    if "--runs" in sys.argv[1:]:
        renew_runs()
    renew_pictures()
