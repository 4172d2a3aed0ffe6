"""An encoder that is missing, fails, lies or hangs is noticed and named, and nothing is left of it."""

from __future__ import annotations

import os
import stat
import sys
import time

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from hingesim import HingesimError, InputError
from hingesim.common.files import CLIPS
from hingesim.render import animate, encoder
from hingesim.render.drawing import RATES
from hingesim.render.encode import write_animation
from hingesim.render.probe import refuse_unlike

LIES = {
    "fails": ("import sys; sys.stdin.buffer.read(10**6); sys.stderr.write('no such thing\\n'); sys.exit(3)", "no such thing"),
    "writes nothing": ("import sys; sys.stdin.buffer.read()", "wrote nothing"),
    "writes half": ("import sys; sys.stdin.buffer.read(); open(sys.argv[-1], 'wb').write(b'GIF89a' + b'x' * 500)", "half a file"),
    "hangs at once": ("import time; time.sleep(60)", "no sign of life"),
    "hangs at the end": ("import sys, time; sys.stdin.buffer.read(); time.sleep(60)", "no sign of life"),
    "takes nothing": ("import sys; sys.stdin.close()", "wrote nothing"),
}


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Puts a program in the place of the encoder."""
    (tmp_path / "bin").mkdir()

    def put(code: str | None) -> None:
        program = tmp_path / "bin" / "ffmpeg"
        if code is not None:
            program.write_text(f"#!{sys.executable}\n{code}\n")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", lambda: str(program))

    return put


@pytest.mark.parametrize("kind", CLIPS)
def test_a_whole_file_with_some_of_the_frames_is_refused(fallen, tmp_path, fake, kind: str) -> None:
    """The real encoder, told to write the first forty alone."""
    real = imageio_ffmpeg.get_ffmpeg_exe()
    fake(
        "import subprocess, sys\n"
        "more = ['-frames:v', '40'] if '-i' in sys.argv and not sys.argv[-1].endswith('.png') else []\n"
        f"sys.exit(subprocess.run([{real!r}, *sys.argv[1:-1], *more, sys.argv[-1]]).returncode)"
    )
    with pytest.raises(HingesimError, match=r"wrote \d+\.\d0 s of pictures instead of \d+\.\d0 s, no whole"):
        animate([fallen], tmp_path / f"a{kind}", width=160, fps=10, speed=1.0)
    assert os.listdir(tmp_path) == ["bin"]


@pytest.mark.parametrize("kind", CLIPS)
def test_a_clip_in_which_nothing_moves_is_whole(tmp_path, kind: str) -> None:
    still = [np.full((90, 160, 3), 120, np.uint8)] * 7
    write_animation(still, [1] * 7, still[:1], (160, 90), 10, tmp_path / f"a{kind}", kind)


@pytest.mark.parametrize("kind", [".gif", ".apng"])
@pytest.mark.parametrize("fps", RATES)
def test_a_picture_that_stays_is_one_picture_of_the_file_that_lasts_as_long(tmp_path, kind: str, fps: int) -> None:
    """Of very many too: the last as well, and the first."""
    path, stays = tmp_path / f"a{kind}", [1 + i % 4 for i in range(3, 1003)]
    frames = [np.full((16, 16, 3), (i % 200, i // 200, 0), np.uint8) for i in range(len(stays))]
    write_animation(frames, stays, frames[::50], (16, 16), fps, path, kind)
    with Image.open(path) as clip:
        lasts = [clip.seek(i) or clip.info["duration"] for i in range(clip.n_frames)]
    assert lasts == pytest.approx([1000 * stay / fps for stay in stays])


def test_a_gif_cut_anywhere_is_half_a_file_and_its_length_is_that_of_its_frames(tmp_path) -> None:
    """Against a reader that decodes every frame."""
    path, frames = tmp_path / "a.gif", [np.full((90, 160, 3), i, np.uint8) for i in range(0, 250, 10)]
    write_animation(frames, [1] * len(frames), frames, (160, 90), 10, path, ".gif")
    whole = path.read_bytes()
    with Image.open(path) as gif:
        delays = [gif.seek(i) or gif.info["duration"] for i in range(gif.n_frames)]
    assert sum(delays) == 100 * len(frames)
    refuse_unlike(path, ".gif", (160, 90), len(frames), 10)
    first = whole.index(b"\x21\xf9")
    for end in range(first + 1, len(whole) - 1, 7):
        path.write_bytes(whole[:end] + b"\x3b")
        with pytest.raises(HingesimError, match="no whole gif"):
            refuse_unlike(path, ".gif", (160, 90), len(frames), 10)


@pytest.mark.parametrize("kind", LIES)
def test_an_encoder_that_lies_is_named(fallen, tmp_path, fake, monkeypatch, kind: str) -> None:
    code, told = LIES[kind]
    fake(code)
    monkeypatch.setattr(encoder, "SILENCE_S", 0.6)
    begin = time.monotonic()
    with pytest.raises(HingesimError, match=told) as caught:
        animate([fallen], tmp_path / "a.mp4", width=160, fps=10, speed=4.0)
    assert "video encoder" in str(caught.value)
    assert not isinstance(caught.value, InputError)
    assert time.monotonic() - begin < 20
    assert os.listdir(tmp_path) == ["bin"]


def test_a_missing_encoder_is_named_and_not_the_output(fallen, tmp_path, fake) -> None:
    fake(None)
    with pytest.raises(HingesimError, match=r"video encoder .*ffmpeg' cannot be started|video encoder .* cannot be started"):
        animate([fallen], tmp_path / "a.gif", width=160)
    assert os.listdir(tmp_path) == ["bin"]
