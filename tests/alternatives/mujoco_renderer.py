"""MuJoCo's own renderer, and imageio as it writes a GIF when nothing is said. Without a screen: MUJOCO_GL=egl or osmesa."""

import sys

import imageio.v2 as imageio
import mujoco
import numpy as np

motion = np.load(sys.argv[1])
model = mujoco.MjModel.from_xml_string(
    "<mujoco><visual><headlight ambient='.5 .5 .5'/></visual><worldbody><geom type='plane' size='5 5 .1' rgba='.9 .9 .9 1'/>"
    "<light pos='0 -2 4' dir='0 .4 -1'/></worldbody></mujoco>"
)
data, renderer = mujoco.MjData(model), mujoco.Renderer(model, 360, 480)
mujoco.mj_forward(model, data)
camera = mujoco.MjvCamera()
camera.lookat, camera.distance, camera.azimuth, camera.elevation = [0.4, 0, 0.85], 3.2, 90, -2


def limb(a: np.ndarray, b: np.ndarray, radius: float, colour: list[float]) -> None:
    scene = renderer.scene
    geom = scene.geoms[scene.ngeom]
    mujoco.mjv_initGeom(geom, mujoco.mjtGeom.mjGEOM_CAPSULE, np.zeros(3), np.zeros(3), np.eye(3).ravel(), np.float32(colour))
    mujoco.mjv_connector(geom, mujoco.mjtGeom.mjGEOM_CAPSULE, radius, a, b)
    scene.ngeom += 1


frames = []
for k in range(motion["segment_m"].shape[1]):
    halves = []
    for half in range(2):
        renderer.update_scene(data, camera)
        for (a, b), radius in zip(motion["segment_m"][half, k], motion["radius_m"], strict=True):
            limb(a, b, radius, [0.25, 0.5, 0.7, 1])
        limb(*motion["band_m"][half, k], 0.012, [0.8, 0.4, 0.2, 1])
        com = motion["com_m"][half, k]
        limb(com, com + np.array([0, 0, 0.001]), 0.04, [0.9, 0.1, 0.3, 1])
        halves.append(renderer.render())
    frames.append(np.hstack(halves))
imageio.mimsave(sys.argv[2], frames, duration=1000 / float(motion["fps"]), loop=0)
renderer.close()
