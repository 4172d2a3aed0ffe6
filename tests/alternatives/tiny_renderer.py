"""PyBullet's own software renderer, and imageio as it writes a GIF when nothing is said."""

import sys

import imageio.v2 as imageio
import numpy as np
import pybullet as p

motion = np.load(sys.argv[1])
radius, width, height = motion["radius_m"], 480, 360
p.connect(p.DIRECT)
p.createMultiBody(
    0, p.createCollisionShape(p.GEOM_PLANE), p.createVisualShape(p.GEOM_BOX, halfExtents=[5, 5, 0.001], rgbaColor=[0.9, 0.9, 0.9, 1])
)
length = np.linalg.norm(np.diff(motion["segment_m"][0, 0], axis=1)[:, 0], axis=1)
limbs = [
    p.createMultiBody(0, -1, p.createVisualShape(p.GEOM_CAPSULE, radius=r, length=max(n, 0.01), rgbaColor=[0.25, 0.5, 0.7, 1]))
    for r, n in zip(radius, length, strict=True)
]
mass = p.createMultiBody(0, -1, p.createVisualShape(p.GEOM_SPHERE, radius=0.04, rgbaColor=[0.9, 0.1, 0.3, 1]))
rope = [p.createMultiBody(0, -1, p.createVisualShape(p.GEOM_SPHERE, radius=0.012, rgbaColor=[0.8, 0.4, 0.2, 1])) for _ in range(24)]
view = p.computeViewMatrix([0.4, -4.2, 1.0], [0.4, 0, 0.85], [0, 0, 1])
lens = p.computeProjectionMatrixFOV(32, width / height, 0.1, 20)


def turned(along: np.ndarray) -> list[float]:
    """Quaternion that turns z onto a direction."""
    x, y, z = along / max(np.linalg.norm(along), 1e-9)
    q = np.array([-y, x, 0.0, 1 + z])
    return (q / np.linalg.norm(q)).tolist()


frames = []
for k in range(motion["segment_m"].shape[1]):
    halves = []
    for half in range(2):
        for limb, (a, b) in zip(limbs, motion["segment_m"][half, k], strict=True):
            p.resetBasePositionAndOrientation(limb, ((a + b) / 2).tolist(), turned(b - a))
        hand, anchor = motion["band_m"][half, k]
        for bead, share in zip(rope, np.linspace(0, 1, len(rope)), strict=True):
            p.resetBasePositionAndOrientation(bead, (hand + share * (anchor - hand)).tolist(), [0, 0, 0, 1])
        p.resetBasePositionAndOrientation(mass, motion["com_m"][half, k].tolist(), [0, 0, 0, 1])
        picture = p.getCameraImage(width, height, view, lens, renderer=p.ER_TINY_RENDERER)[2]
        halves.append(np.reshape(picture, (height, width, 4))[..., :3].astype(np.uint8))
    frames.append(np.hstack(halves))
imageio.mimsave(sys.argv[2], frames, duration=1000 / float(motion["fps"]), loop=0)
