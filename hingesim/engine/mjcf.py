"""MJCF text of a humanoid: the same links, joints and contact spheres as the URDF, in the language of MuJoCo.

MuJoCo lets one body hang on several hinges, so the massless carriers between the axes of one anatomical joint are not needed: their
hinges belong to the link that has mass. Inertia, axes and joint coordinates are those of the humanoid, digit by digit.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np

from hingesim.body.contacts import spheres, surface
from hingesim.body.humanoid import JOINT_NAMES, LINK_NAMES, Humanoid
from hingesim.engine.protocol import Settings


def mjcf(humanoid: Humanoid, settings: Settings) -> str:
    """Complete MJCF: a free body above a floor; links with mass, in the order of `humanoid.massive`."""
    root = ET.Element("mujoco", model=f"hingesim_{humanoid.proportions.sex}_{humanoid.stance}")
    ET.SubElement(root, "compiler", angle="radian", inertiafromgeom="false")
    # With so few joints the dense solver is the faster one. A state that is not finite must be seen, not quietly set back to the start.
    step, gravity = repr(settings.step_s / settings.substeps), f"0 0 {-settings.gravity_m_s2!r}"
    option = ET.SubElement(root, "option", timestep=step, gravity=gravity, integrator="Euler", cone="elliptic", jacobian="dense")
    ET.SubElement(option, "flag", autoreset="disable")
    world = ET.SubElement(root, "worldbody")
    ET.SubElement(world, "geom", type="plane", size="0 0 1", contype="1", conaffinity="0")
    bodies: dict[int, ET.Element] = {}
    for i in humanoid.massive:
        hinges, offset, parent = _chain(humanoid, i)
        above = bodies[parent] if i else world
        at = offset if i else np.array([0.0, 0.0, humanoid.proportions.ankle_height_m])
        body = bodies[i] = ET.SubElement(above, "body", name=LINK_NAMES[i], pos=_numbers(at))
        if not i:
            ET.SubElement(body, "freejoint")
        for j, back in hinges:
            axis, limits = _numbers(humanoid.axis[j]), _numbers(np.array([humanoid.lower_rad[j], humanoid.upper_rad[j]]))
            ET.SubElement(body, "joint", name=JOINT_NAMES[j], type="hinge", pos=_numbers(-back), axis=axis, limited="true", range=limits)
        mass, inertia = repr(float(humanoid.mass_kg[i])), _numbers(humanoid.inertia_kg_m2[i])
        ET.SubElement(body, "inertial", pos=_numbers(humanoid.com_m[i]), mass=mass, diaginertia=inertia)
        for sphere in spheres(humanoid, LINK_NAMES[i]):
            friction = surface(humanoid, LINK_NAMES[i], settings.friction, settings.free_foot_friction).friction
            ET.SubElement(
                body, "geom", type="sphere", size=repr(sphere.radius_m), pos=_numbers(sphere.centre_m), contype="0", conaffinity="1",
                priority="1", condim="3", friction=f"{friction!r} 0 0",
            )  # fmt: skip
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _chain(humanoid: Humanoid, link: int) -> tuple[list[tuple[int, np.ndarray]], np.ndarray, int]:
    """Hinges between a link and the next one below that has mass: each with the way on from it to the link's origin, in the posture where
    all are zero; and the link's origin in the frame of that other link, whose index comes last."""
    hinges, way = [], np.zeros(3)
    while link > 0:
        hinges.insert(0, (link - 1, way.copy()))
        way += humanoid.origin_m[link - 1]
        link = int(humanoid.parent[link - 1])
        if humanoid.mass_kg[link] > 0:
            break
    return hinges, way, link


def _numbers(values: np.ndarray) -> str:
    return " ".join(repr(float(v)) for v in values)
