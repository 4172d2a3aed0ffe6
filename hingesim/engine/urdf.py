"""URDF text of a humanoid: what PyBullet and Pinocchio load and what `models/` keeps as reference."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np

from hingesim.body.contacts import PART_OF, spheres, surface
from hingesim.body.humanoid import LINK_NAMES, STRUCTURE, Humanoid


def urdf(humanoid: Humanoid, friction: float = 0.9, free_foot_friction: float | None = None) -> str:
    """Complete URDF: explicit inertia everywhere, contact spheres with their law (elements as PyBullet reads them), no visuals.

    Args:
        humanoid: the body.
        friction: coefficient between foot and ground.
        free_foot_friction: of the free foot, where it is smaller.
    """
    root = ET.Element("robot", name=f"hingesim_{humanoid.proportions.sex}_{humanoid.stance}")
    for i, name in enumerate(LINK_NAMES):
        link = ET.SubElement(root, "link", name=name)
        inertial = ET.SubElement(link, "inertial")
        ET.SubElement(inertial, "origin", xyz=_numbers(humanoid.com_m[i]))
        ET.SubElement(inertial, "mass", value=repr(float(humanoid.mass_kg[i])))
        xx, yy, zz = (repr(float(v)) for v in humanoid.inertia_kg_m2[i])
        ET.SubElement(inertial, "inertia", ixx=xx, iyy=yy, izz=zz, ixy="0", ixz="0", iyz="0")
        if name in PART_OF:
            law, contact = surface(humanoid, name, friction, free_foot_friction), ET.SubElement(link, "contact")
            ET.SubElement(contact, "lateral_friction", value=repr(law.friction))
            ET.SubElement(contact, "stiffness", value=repr(law.stiffness_n_m))
            ET.SubElement(contact, "damping", value=repr(law.damping_n_s_m))
        for sphere in spheres(humanoid, name):
            collision = ET.SubElement(link, "collision")
            ET.SubElement(collision, "origin", xyz=_numbers(sphere.centre_m))
            ET.SubElement(ET.SubElement(collision, "geometry"), "sphere", radius=repr(sphere.radius_m))
    for j, (name, parent, child, _) in enumerate(STRUCTURE):
        joint = ET.SubElement(root, "joint", name=name, type="revolute")
        ET.SubElement(joint, "parent", link=parent)
        ET.SubElement(joint, "child", link=child)
        ET.SubElement(joint, "origin", xyz=_numbers(humanoid.origin_m[j]))
        ET.SubElement(joint, "axis", xyz=_numbers(humanoid.axis[j]))
        lower, upper = repr(float(humanoid.lower_rad[j])), repr(float(humanoid.upper_rad[j]))
        ET.SubElement(joint, "limit", lower=lower, upper=upper, effort="1000", velocity="50")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _numbers(values: np.ndarray) -> str:
    return " ".join(repr(float(v)) for v in values)
