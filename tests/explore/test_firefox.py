"""The page in one file in Firefox: the first pair, a slider by keyboard, a GIF that is saved, and nothing to complain of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("websockets", reason="websockets is not installed")

from tests.explore.firefox import FIREFOX, PATIENCE_S, Firefox

pytestmark = pytest.mark.skipif(FIREFOX is None, reason="no firefox here")

QUICK = "hinge.lower_s=0.6&hinge.pause_s=0&hinge.raise_s=0.6&hinge.knee_bend_deg=40&lang=en"
VERDICTS = "[...document.querySelectorAll('#result .verdict')].map((each) => each.innerText)"
SLIDER = "document.getElementById('field-hinge.knee_bend_deg')"
HOME = "\ue011"


def test_in_firefox_a_slider_is_moved_by_keyboard_and_a_gif_is_saved(page_file: Path, tmp_path: Path) -> None:
    with Firefox(tmp_path) as firefox:
        firefox.open(f"{page_file.as_uri()}#{QUICK}")
        firefox.until("document.querySelectorAll('#result article').length === 2")
        before = firefox.evaluate(VERDICTS)
        assert "mujoco" in firefox.evaluate("document.querySelector('#engine').innerText")
        firefox.evaluate(f"{SLIDER}.focus()")
        assert firefox.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "40°"
        firefox.press(HOME)
        assert firefox.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "0°"
        assert "hinge.knee_bend_deg=0" in firefox.evaluate("location.hash")
        firefox.until(f"JSON.stringify({VERDICTS}) !== JSON.stringify({before})")
        firefox.until("performance.getEntriesByName('done').length > 0")
        firefox.evaluate("document.querySelector('#gif').click()")
        end = time.monotonic() + PATIENCE_S
        while not (found := [path for path in firefox.saved.glob("*.gif") if not list(firefox.saved.glob("*.part"))]):
            assert time.monotonic() < end, "no GIF was saved"
            time.sleep(0.2)
        with Image.open(found[0]) as gif:
            assert getattr(gif, "n_frames", 1) > 10
        assert firefox.complaints == []
