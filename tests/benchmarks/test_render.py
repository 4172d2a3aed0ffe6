"""What pictures cost. Run: pytest tests/benchmarks/test_render.py --benchmark-only -s

Drawing and encoding by themselves and together, the floor (encoding blank frames), and the same 150 frames by PyBullet's software
renderer with shadows written as imageio writes a GIF by default. Printed as milliseconds a frame and as ratios, never a pass or fail.
"""

from __future__ import annotations

import time
import tracemalloc

import imageio.v2 as imageio
import numpy as np
import pybullet
import pytest

from hingesim import Comparison, Recording, Scenario, compare, simulate
from hingesim.common.files import CLIPS
from hingesim.render import animate, frame
from hingesim.render.clip import PALETTE_FRAMES, Clip
from hingesim.render.drawing import Drawing
from hingesim.render.encode import write_animation
from hingesim.render.timeline import timeline

FRAMES, WIDTH, HEIGHT = 150, 640, 480
AS_LARGE = 555
"""Width of a page of one recording that has as many pixels."""


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return compare()


@pytest.fixture(scope="module")
def rep() -> Recording:
    return simulate(Scenario())


def timed(work) -> tuple[float, object]:
    begin = time.perf_counter()
    answer = work()
    return 1000 * (time.perf_counter() - begin) / FRAMES, answer


def test_drawing_a_frame(benchmark, pair: Comparison) -> None:
    benchmark(frame, pair.recordings, 1.5)


def test_against_the_software_renderer_and_the_default_gif(rep: Recording, tmp_path) -> None:
    clip = Clip((rep,), None, Drawing(width=AS_LARGE))
    instants = timeline(clip.recordings, clip.drawing).sample(FRAMES)
    list(clip.frames(iter(instants[:3])))
    drawing, frames = timed(lambda: list(clip.frames(iter(instants))))
    size, each = (clip.page.width, clip.page.height), [1] * FRAMES
    ours, floor = tmp_path / "ours.gif", tmp_path / "blank.gif"
    encoding, _ = timed(lambda: write_animation(frames, each, frames[:: FRAMES // PALETTE_FRAMES], size, 25, ours, ".gif"))
    blank = [np.full_like(frames[0], 255)] * FRAMES
    least, _ = timed(lambda: write_animation(blank, each, blank[:PALETTE_FRAMES], size, 25, floor, ".gif"))
    together, _ = timed(
        lambda: write_animation(clip.frames(iter(instants)), each, clip.frames(iter(instants[::6])), size, 25, ours, ".gif")
    )

    tiny, seen = timed(lambda: software_rendered(rep, [i.time_s for i in instants]))
    theirs, default = tmp_path / "tiny.gif", tmp_path / "default.gif"
    writing, _ = timed(lambda: imageio.mimsave(theirs, seen))
    imageio.mimsave(default, frames)
    print(f"\nours {size[0]} x {size[1]}, ms a frame: drawing {drawing:.1f}, encoding {encoding:.1f} (blank frames {least:.1f})")
    print(f"streamed {together:.1f}; software renderer with shadows {tiny:.1f}, its frames as imageio's default GIF {writing:.1f}")
    print(f"ratio {(tiny + writing) / together:.1f}; GIF {ours.stat().st_size / default.stat().st_size:.2f} of imageio's, same frames")


def software_rendered(rep: Recording, times_s: list[float]) -> list[np.ndarray]:
    """A capsule as thick and long as the segment for every massive link, on a floor, with the anchor post, seen from the side."""
    client = pybullet.connect(pybullet.DIRECT)
    try:
        h, joined = rep.humanoid, {"physicsClientId": client}
        links = [i for i, mass in enumerate(h.mass_kg) if mass > 0.3]
        bodies = []
        for i in links:
            length = 2 * float(np.linalg.norm(h.com_m[i])) + 0.05
            radius = float(np.sqrt(h.mass_kg[i] / (1050 * np.pi * length)))
            shape = pybullet.createVisualShape(pybullet.GEOM_CAPSULE, radius=radius, length=length, **joined)
            bodies.append(pybullet.createMultiBody(0, -1, shape, **joined))
        for half, at in (([2.5, 1.5, 0.02], [0.5, 0, -0.02]), ([0.03, 0.03, 0.56], [2.0, 0, 0.56])):
            shape = pybullet.createVisualShape(pybullet.GEOM_BOX, halfExtents=half, **joined)
            pybullet.createMultiBody(0, -1, shape, at, **joined)
        view = pybullet.computeViewMatrix([0.6, -3.2, 1.0], [0.6, 0, 0.85], [0, 0, 1])
        lens = pybullet.computeProjectionMatrixFOV(45, WIDTH / HEIGHT, 0.1, 10)
        out = []
        for t in times_s:
            now = int(np.argmin(abs(rep.time_s - t)))
            for body, i in zip(bodies, links, strict=True):
                middle = rep.link_poses.link_com_world_m[now, i]
                pybullet.resetBasePositionAndOrientation(body, middle.tolist(), quat_xyzw(rep.link_poses.rotation_world[now, i]), **joined)
            shot = pybullet.getCameraImage(WIDTH, HEIGHT, view, lens, shadow=1, renderer=pybullet.ER_TINY_RENDERER, **joined)
            out.append(np.reshape(shot[2], (HEIGHT, WIDTH, 4)).astype(np.uint8)[..., :3])
        return out
    finally:
        pybullet.disconnect(client)


def quat_xyzw(rotation: np.ndarray) -> list[float]:
    from scipy.spatial.transform import Rotation

    return Rotation.from_matrix(rotation).as_quat().tolist()


@pytest.mark.parametrize("kind", CLIPS)
def test_drawing_and_encoding_a_clip(pair: Comparison, tmp_path, kind: str) -> None:
    begin = time.perf_counter()
    pair.animate(tmp_path / f"clip{kind}")
    taken, frames = time.perf_counter() - begin, timeline(pair.recordings, Drawing()).count
    size = (tmp_path / f"clip{kind}").stat().st_size
    print(f"\n{kind}: {1000 * taken / frames:.1f} ms a frame drawn and encoded, {frames} frames, {size / 1024:.0f} KiB")


def test_memory_of_a_long_clip(tmp_path) -> None:
    """Ten minutes of playing time: the peak of Python's memory is that of a short clip."""
    standing = simulate(Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 60.0}))
    for speed in (4.0, 0.1):
        tracemalloc.start()
        begin = time.perf_counter()
        drawn = animate([standing], tmp_path / "long.gif", width=160, fps=10, speed=speed)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        taken = time.perf_counter() - begin
        print(f"\n{timeline([standing], drawn).count / 10:.0f} s of clip: peak {peak / 1e6:.1f} MB, {taken:.0f} s")
