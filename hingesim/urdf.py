"""URDF text of a humanoid: what the engines load and what `models/` keeps as reference."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np

from hingesim.humanoid import LINK_NAMES, STRUCTURE, Humanoid
from hingesim.support import sole_polygon

STUD_RADIUS_M = 0.004
"""Radius of the contact studs under the sole; tilting rolls them by less than this times the tilt."""


def urdf(humanoid: Humanoid) -> str:
    """Complete URDF: explicit inertia everywhere, no visuals.

    The stance sole is the functional base of support, given as contact studs (small spheres) at the corners of its polygon:
    their convex hull is the polygon, and unlike a hull mesh every stud is one contact point that no engine merges or drops.
    The free foot carries studs at heel and toe so that it can touch the ground.
    """
    root = ET.Element("robot", name=f"hingesim_{humanoid.proportions.sex}_{humanoid.stance}")
    for i, name in enumerate(LINK_NAMES):
        link = ET.SubElement(root, "link", name=name)
        inertial = ET.SubElement(link, "inertial")
        ET.SubElement(inertial, "origin", xyz=_numbers(humanoid.com_m[i]))
        ET.SubElement(inertial, "mass", value=repr(float(humanoid.mass_kg[i])))
        xx, yy, zz = (repr(float(v)) for v in humanoid.inertia_kg_m2[i])
        ET.SubElement(inertial, "inertia", ixx=xx, iyy=yy, izz=zz, ixy="0", ixz="0", iyz="0")
        for at in _studs(humanoid, name):
            collision = ET.SubElement(link, "collision")
            ET.SubElement(collision, "origin", xyz=_numbers(at))
            ET.SubElement(ET.SubElement(collision, "geometry"), "sphere", radius=repr(STUD_RADIUS_M))
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


def _studs(humanoid: Humanoid, link: str) -> np.ndarray:
    """shape (k, 3): stud centres in the frame of `link`; they touch the ground when the foot stands flat."""
    height = STUD_RADIUS_M - humanoid.proportions.ankle_height_m
    if link == "stance_foot":
        outline = sole_polygon(humanoid)[:: humanoid.side]  # mirror images list their studs in the same order, as solvers go through them
        return np.column_stack([outline, np.full(len(outline), height)])
    if link == "free_foot":
        return np.array([[humanoid.heel_m[0], 0.0, height], [humanoid.toe_m[0], 0.0, height]])
    return np.empty((0, 3))


def _numbers(values: np.ndarray) -> str:
    return " ".join(repr(float(v)) for v in values)
