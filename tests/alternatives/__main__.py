"""Set them side by side and write the table of `docs/speed.md`: python -m tests.alternatives (alone on the machine; some minutes)"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import imageio.v2 as imageio
import numpy as np

from hingesim import Comparison, Recording, compare
from hingesim.body.humanoid import LINK
from hingesim.render.drawing import Drawing
from hingesim.render.timeline import timeline

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "speed.md"
BEGIN, END = "<!-- written by python -m tests.alternatives -->\n", "<!-- until here -->\n"
SCRIPTS = {
    "tiny_renderer": "PyBullet, its software renderer, imageio",
    "mujoco_renderer": "MuJoCo, its renderer without a screen, imageio",
    "matplotlib_animation": "matplotlib, a stick figure, its own animation",
}
OURS = "`hingesim render`"
RADIUS_M = {"foot": 0.03, "shank": 0.045, "thigh": 0.065, "pelvis": 0.09, "trunk": 0.1, "head": 0.09, "upper_arm": 0.035, "forearm": 0.03}


def segments(recording: Recording) -> tuple[list[str], np.ndarray]:
    """Limbs of a recording: what they are, and their ends, shape (T, segments, 2, 3)."""
    poses, body = recording.link_poses, recording.humanoid

    def at(link: str) -> np.ndarray:
        return poses.point_world_m(link, np.zeros(3))

    head = poses.link_com_world_m[:, LINK["head"]]
    ends = [
        ("pelvis", at("pelvis"), at("free_thigh")),
        ("trunk", (at("pelvis") + at("free_thigh")) / 2, at("head")),
        ("head", at("head"), head),
    ]
    for side in ("stance", "free"):
        heel, toe = (poses.point_world_m(f"{side}_foot", point + np.array([0, 0, 0.03])) for point in (body.heel_m, body.toe_m))
        hip, knee, ankle = ("pelvis", "stance_thigh", "stance_shank") if side == "stance" else ("free_thigh", "free_shank", "free_foot")
        shoulder, elbow, palm = at(f"{side}_upper_arm"), at(f"{side}_forearm"), poses.hand_world_m(side)
        ends += [
            ("foot", heel, toe),
            ("shank", at(ankle), at(knee)),
            ("thigh", at(knee), at(hip)),
            ("upper_arm", shoulder, elbow),
            ("forearm", elbow, palm),
        ]
    return [name for name, _, _ in ends], np.stack([np.stack([a, b], axis=1) for _, a, b in ends], axis=1)


def write_motion(pair: Comparison, path: Path) -> int:
    """The motion of a clip as the scripts read it; returns how many poses there are."""
    drawing = Drawing()
    times = np.array([instant.time_s for instant in timeline(pair.recordings, drawing)])
    rows = [np.clip(np.searchsorted(r.time_s, times), 0, len(r.time_s) - 1) for r in pair.recordings]
    limbs = [segments(r) for r in pair.recordings]
    anchor = pair.with_band.scenario.band
    post = np.array([anchor.distance_m, 0.0, anchor.anchor_height_m])  # type: ignore[union-attr]
    hands = [(r.link_poses.hand_world_m("stance") + r.link_poses.hand_world_m("free")) / 2 for r in pair.recordings]
    bands = [np.stack([hands[0]] * 2, axis=1), np.stack([hands[1], np.broadcast_to(post, hands[1].shape)], axis=1)]
    np.savez(
        path,
        segment_m=np.stack([ends[row] for (_, ends), row in zip(limbs, rows, strict=True)]),
        radius_m=np.array([RADIUS_M[name] for name in limbs[0][0]]),
        band_m=np.stack([band[row] for band, row in zip(bands, rows, strict=True)]),
        com_m=np.stack([r.com_world_m[row] for r, row in zip(pair.recordings, rows, strict=True)]),
        fps=drawing.fps,
    )
    return len(times)


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and processor time of a command with all that it starts, s."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, env={"MUJOCO_GL": "osmesa", **os.environ}, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begin, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def code_lines(path: Path) -> int:
    """Lines that say something."""
    return sum(bool(line.strip()) and not line.strip().startswith(("#", '"""')) for line in path.read_text(encoding="utf-8").splitlines())


def row(name: str, command: list[str], clip: Path, lines: int, poses: int) -> str:
    """One line of the table."""
    try:
        wall_s, cpu_s = timed(command)
    except subprocess.CalledProcessError as error:
        return f"| {name} | does not run here: {error.stderr.decode().strip().splitlines()[-1][:80]} | | | | {lines} |"
    height, width = imageio.mimread(clip, memtest=False)[0].shape[:2]
    each_ms = 1000 * wall_s / poses
    return f"| {name} | {wall_s:.1f} | {cpu_s:.1f} | {each_ms:.0f} | {clip.stat().st_size / 1e6:.2f} | {width} x {height} | {lines} |"


def main() -> None:
    """Measure and write."""
    with tempfile.TemporaryDirectory() as folder:
        pair, motion = compare(), Path(folder, "motion.npz")
        poses = write_motion(pair, motion)
        halves = [str(Path(folder, f"{name}.npz")) for name in ("without", "with")]
        for recording, path in zip(pair.recordings, halves, strict=True):
            recording.save(path)
        table = [
            f"Default pair, {poses} poses; drawn from a finished motion, physics not counted. Measured on {os.cpu_count()} cores.\n",
            "| | wall s | CPU s | ms a frame | MB | pixels | lines you write |",
            "|---|---|---|---|---|---|---|",
        ]
        clip = Path(folder, "hingesim.gif")
        table.append(row(OURS, [sys.executable, "-m", "hingesim", "render", *halves, "--out", str(clip)], clip, 1, poses))
        for name, told in SCRIPTS.items():
            clip, script = Path(folder, f"{name}.gif"), HERE / f"{name}.py"
            table.append(row(told, [sys.executable, str(script), str(motion), str(clip)], clip, code_lines(script), poses))
        for name in ("hingesim", *SCRIPTS):
            if keep := os.environ.get("KEEP_CLIPS"):
                Path(keep, f"{name}.gif").write_bytes(Path(folder, f"{name}.gif").read_bytes())
    text = "\n".join(table) + "\n"
    print(text)
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
