"""Files: size, duration, loop, and nothing left behind by a failure."""

from __future__ import annotations

import itertools
import subprocess

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from hingesim.common.errors import InputError
from hingesim.common.files import ANIMATIONS, CLIPS
from hingesim.render import animate, animation_html, clip
from hingesim.render.budget import ladder
from hingesim.render.clip import WRITERS, Clip
from hingesim.render.drawing import Drawing
from hingesim.render.timeline import AROUND_S, HOLD_S, SLOW, landed_s, timeline, tips_s


def test_gif_has_exact_delays_loops_and_keeps_white(fallen, tmp_path, capfd):
    path = tmp_path / "fall.gif"
    animate([fallen], path, width=320, speed=2.0)
    pictures = timeline([fallen], Drawing(speed=2.0)).pictures
    with Image.open(path) as gif:
        assert gif.info["loop"] == 0
        assert gif.size[0] == 320
        delays = []
        for i in range(gif.n_frames):
            gif.seek(i)
            delays.append(gif.info["duration"])
        assert delays == [40 * stays for _, stays in pictures]
        assert tuple(np.asarray(gif.convert("RGB"))[2, 160]) == (255, 255, 255)
    assert capfd.readouterr().out == ""


def test_clip_is_real_time_plus_slow_motion_plus_hold(fallen):
    times = timeline([fallen], Drawing())
    slow = min(landed_s(fallen) + AROUND_S, fallen.time_s[-1]) - tips_s(fallen) + AROUND_S
    expected = fallen.time_s[-1] + slow * (1 / SLOW - 1) + HOLD_S + sum(stay_s for _, stay_s in times.stops_s)
    assert times.count / 25 == pytest.approx(expected, abs=0.1)
    instants = list(times)
    assert all(a.time_s <= b.time_s for a, b in itertools.pairwise(instants))


def test_mp4_is_even_and_plays_everywhere(fallen, tmp_path):
    path = tmp_path / "fall.mp4"
    animate([fallen], path, width=321, fps=10, speed=4.0)
    told = subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(path)], capture_output=True, text=True).stderr
    assert "h264" in told
    assert "yuv420p" in told
    assert "322x" in told
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("kind", CLIPS)
def test_every_clip_holds_the_frames_of_its_timeline_at_its_size(fallen, tmp_path, kind):
    """Decoded again: duration, size, endless loop; equal frames in a row may be merged into a longer one."""
    path, drawing = tmp_path / f"fall{kind}", Drawing(fps=10, speed=2.0, width=240)
    animate([fallen], path, fps=10, speed=2.0, width=240)
    count = timeline([fallen], drawing).count
    if kind == ".mp4":
        about = next(imageio_ffmpeg.read_frames(str(path)))
        frames, seconds = imageio_ffmpeg.count_frames_and_secs(str(path))
        assert (about["size"][0], frames) == (240, count)
    else:
        with Image.open(path) as clip:
            assert clip.size[0] == 240
            assert clip.info["loop"] == 0
            seconds = 0.0
            for i in range(clip.n_frames):
                clip.seek(i)
                clip.load()
                seconds += clip.info["duration"] / 1000
    assert seconds == pytest.approx(count / 10, abs=0.11)


def test_pictures_held_from_the_palette_change_no_file(fallen, tmp_path, monkeypatch):
    paths = [tmp_path / "held.gif", tmp_path / "again.gif"]
    animate([fallen], paths[0], width=240, fps=10, speed=2.0)
    monkeypatch.setattr(clip, "HELD_BYTES", 0)
    animate([fallen], paths[1], width=240, fps=10, speed=2.0)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_writer_for_every_name_that_is_accepted():
    assert set(WRITERS) == set(ANIMATIONS)


def test_a_size_that_is_asked_for_is_kept_and_the_choice_is_told(fallen, tmp_path):
    path = tmp_path / "fall.gif"
    options = {"width": 320, "fps": 10, "speed": 4.0}
    assert animate([fallen], path, **options, max_size="5MB") == Drawing(**options)
    free = path.stat().st_size
    drawn = animate([fallen], path, **options, max_size=int(0.6 * free))
    assert path.stat().st_size <= 0.6 * free
    assert drawn.max_size is None
    assert (drawn.width, drawn.colours) < (320, 256)
    again = tmp_path / "again.gif"
    animate([fallen], again, **drawn.changed())
    assert again.read_bytes() == path.read_bytes()


def test_a_size_that_cannot_be_kept_says_what_can(fallen, tmp_path):
    with pytest.raises(InputError, match=r"max_size: got '10kB', allowed is \d+kB or more, the smallest gif of this picture"):
        animate([fallen], tmp_path / "fall.gif", fps=10, speed=4.0, max_size="10kB")
    assert list(tmp_path.iterdir()) == []


def test_ladder_goes_down(fallen):
    for kind in ANIMATIONS:
        rungs = [clip.drawing for clip in ladder(Clip((fallen,), None, Drawing()), kind)]
        fine = [(d.width or 0, d.fps, d.colours) for d in rungs]
        assert all(all(a >= b for a, b in zip(one, two, strict=True)) for one, two in itertools.pairwise(fine))
        assert len(set(rungs)) == len(rungs)


def test_storyboard_shows_the_moments(pair, tmp_path):
    from hingesim.render.storyboard import moments

    path = tmp_path / "board.png"
    animate(pair, path, width=800)
    with Image.open(path) as picture:
        assert picture.width == 800
    fallen, held = (moments(r) for r in pair)
    assert [name for name, _ in held] == ["start", "lowering", "bottom", "rising", "end"]
    assert {"lost", "down"} <= {name for name, _ in fallen}
    assert all(3 <= len(m) <= 6 for m in (fallen, held))


@pytest.mark.parametrize("kind", [".gif", ".mp4"])
def test_interrupted_clip_leaves_nothing(fallen, tmp_path, kind):
    def stop(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        animate([fallen], tmp_path / f"clip{kind}", width=200, fps=10, speed=4.0, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_one(fallen, tmp_path):
    seen: list[float] = []
    animate([fallen], tmp_path / "clip.mp4", width=160, fps=10, speed=4.0, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"path": "clip.avi"},
            "output: got 'clip.avi', allowed is a name that ends in .gif, .mp4, .webp, .apng, .html, .glb, .png,",
        ),
        ({"width": 100}, "width: got 100, allowed is a whole number from 160 to 4096 pixels"),
        ({"fps": 30}, "fps: got 30, allowed is one of 10, 20, 25, 50 frames per second"),
        (
            {"panels": "side,sied"},
            "panels: got 'sied', allowed is one of side, front, three-quarter, foot, trace, why, scorecard (did",
        ),
        ({"panels": ""}, "panels: got '', allowed is one or more of side, front, three-quarter, foot, trace, why"),
        ({"theme": "drak"}, "theme: got 'drak', allowed is one of light, dark, print (did you mean 'dark'?)"),
        ({"lang": "it"}, "lang: got 'it', allowed is one of en, es, de, fr"),
        ({"width": 5000}, "width: got 5000, allowed is a whole number from 160 to 4096 pixels"),
        ({"show": "xcom", "hide": "xcom"}, "show: got 'xcom', allowed is an overlay that is not hidden as well"),
        ({"max_size": "2 apples"}, "max_size: got '2 apples', allowed is a size like 2MB or 500kB, at least 10kB"),
        ({"max_size": "nan"}, "max_size: got 'nan', allowed is a size like 2MB or 500kB, at least 10kB"),
        ({"colours": 4}, "colours: got 4, allowed is a whole number from 8 to 256"),
        ({"frames": 4}, "drawing option: got 'frames', allowed is one of "),
        ({"speed": 9}, "speed: got 9, allowed is 0.1 to 4 times real time"),
        ({"titles": ["a", "b"]}, "titles: got 2, allowed is one for each of the 1 recordings"),
    ],
)
def test_refused_arguments_are_named(fallen, tmp_path, monkeypatch, given, message):
    monkeypatch.chdir(tmp_path)
    arguments = {"path": "clip.gif", **given}
    with pytest.raises(InputError) as refused:
        animate([fallen], **arguments)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_notebook_image_carries_the_gif(fallen):
    html = animation_html([fallen], width=160, fps=10, speed=4.0)
    assert html.startswith("<img ")
    assert "data:image/gif;base64,R0lGOD" in html
