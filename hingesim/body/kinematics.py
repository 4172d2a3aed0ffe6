"""Forward kinematics of the humanoid, vectorised over postures. NumPy only; usable without an engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body.humanoid import LINK, LINK_NAMES, Humanoid
from hingesim.common.elementary import cos, sin
from hingesim.common.linear import applied, cross, product


@dataclass(frozen=True)
class LinkPoses:
    """Poses of all links in the world, for T postures."""

    humanoid: Humanoid
    position_world_m: np.ndarray
    """shape (T, links, 3): link origins (joint centres)."""
    rotation_world: np.ndarray
    """shape (T, links, 3, 3): link axes as columns."""

    def point_world_m(self, link: str, local_m: np.ndarray) -> np.ndarray:
        """shape (T, 3): a point fixed in the frame of `link`."""
        i = LINK[link]
        return self.position_world_m[:, i] + applied(self.rotation_world[:, i], local_m)

    @property
    def link_com_world_m(self) -> np.ndarray:
        """shape (T, links, 3): centre of mass of every link."""
        return self.position_world_m + np.einsum("tlij,lj->tli", self.rotation_world, self.humanoid.com_m)

    @property
    def com_world_m(self) -> np.ndarray:
        """shape (T, 3): whole-body centre of mass."""
        mass = self.humanoid.mass_kg
        return np.einsum("l,tli->ti", mass, self.link_com_world_m) / mass.sum()

    def hand_world_m(self, arm: str) -> np.ndarray:
        """shape (T, 3): palm centre of the `stance` or `free` arm."""
        return self.point_world_m(f"{arm}_forearm", self.humanoid.hand_m)

    def point_jacobian(self, link: str, point_world_m: np.ndarray) -> np.ndarray:
        """shape (T, 3, n): d(point velocity) / d(joint velocity) with the stance foot held."""
        jacobian = np.zeros((len(point_world_m), 3, len(self.humanoid.parent)))
        for joint, axis_world in self._axes_world(LINK[link]):
            jacobian[:, :, joint] = cross(axis_world, point_world_m - self.position_world_m[:, joint + 1])
        return jacobian

    def com_jacobian(self) -> np.ndarray:
        """shape (T, 3, n): d(CoM velocity) / d(joint velocity) with the stance foot held."""
        mass, n = self.humanoid.mass_kg, len(self.humanoid.parent)
        parts = (mass[i] / mass.sum() * jacobian for i, jacobian in self._link_com_jacobians.items())
        return sum(parts, np.zeros((len(self.position_world_m), 3, n)))

    def spin_jacobian(self) -> np.ndarray:
        """shape (T, 3, n): d(angular momentum about the CoM) / d(joint velocity), kg m2, with the stance foot held."""
        h, com, middle = self.humanoid, self.link_com_world_m, self.com_world_m
        spin = np.zeros((len(com), 3, len(h.parent)))
        for link, moved in self._link_com_jacobians.items():
            rotation, arm = self.rotation_world[:, link], com[:, link] - middle
            inertia = product(rotation * h.inertia_kg_m2[link], rotation.transpose(0, 2, 1))
            for joint, axis_world in self._axes_world(link):
                spin[:, :, joint] += h.mass_kg[link] * cross(arm, moved[:, :, joint]) + applied(inertia, axis_world)
        return spin

    @cached_property
    def _link_com_jacobians(self) -> dict[int, np.ndarray]:
        """By link with mass, shape (T, 3, n): d(velocity of its CoM) / d(joint velocity)."""
        com = self.link_com_world_m
        return {link: self.point_jacobian(LINK_NAMES[link], com[:, link]) for link in self.humanoid.massive}

    def _axes_world(self, link: int) -> Iterator[tuple[int, np.ndarray]]:
        """The joints between a link and the stance foot, and their axes, shape (T, 3)."""
        while link > 0:
            yield link - 1, applied(self.rotation_world[:, link], self.humanoid.axis[link - 1])
            link = int(self.humanoid.parent[link - 1])


def forward(
    humanoid: Humanoid,
    joint_rad: np.ndarray,
    root_position_world_m: np.ndarray | None = None,
    root_rotation_world: np.ndarray | None = None,
) -> LinkPoses:
    """Place every link.

    Args:
        joint_rad: shape (T, n), order of `JOINT_NAMES`.
        root_position_world_m: shape (T, 3) of the stance ankle; default: foot flat on the ground at the origin.
        root_rotation_world: shape (T, 3, 3) of the stance foot; default: identity.
    """
    joint_rad = np.atleast_2d(joint_rad)
    count, n = joint_rad.shape
    # Postures last: sums over long rows are several times faster than sums over three numbers.
    position, rotation = np.empty((n + 1, 3, count)), np.empty((n + 1, 3, 3, count))
    position[0] = np.array([[0, 0, humanoid.proportions.ankle_height_m]] if root_position_world_m is None else root_position_world_m).T
    rotation[0] = np.eye(3)[..., None] if root_rotation_world is None else root_rotation_world.transpose(1, 2, 0)
    local, parents = axis_rotations(humanoid.axis, joint_rad.T.copy()), humanoid.parent.tolist()
    for j, parent in enumerate(parents):
        rotation[j + 1] = np.einsum("ijt,jkt->ikt", rotation[parent], local[j])
    origin = np.einsum("jikt,jk->jit", rotation[parents], humanoid.origin_m)  # of all links at once
    for j, parent in enumerate(parents):
        np.add(position[parent], origin[j], out=position[j + 1])
    return LinkPoses(humanoid, position.transpose(2, 0, 1).copy(), rotation.transpose(3, 0, 1, 2).copy())


def axis_rotations(axis: np.ndarray, angle_rad: np.ndarray) -> np.ndarray:
    """shape (n, 3, 3, T): Rodrigues rotations about n unit axes by angles of shape (n, T)."""
    x, y, z = axis.T
    zero = np.zeros_like(x)
    skew = np.array([[zero, -z, y], [z, zero, -x], [-y, x, zero]]).transpose(2, 0, 1)
    sine, cosine = sin(angle_rad)[:, None, None], cos(angle_rad)[:, None, None]
    return np.eye(3)[..., None] + sine * skew[..., None] + (1 - cosine) * product(skew, skew)[..., None]


def quaternion_rotations(quat_xyzw: np.ndarray) -> np.ndarray:
    """shape (T, 3, 3): rotation matrices of unit quaternions of shape (T, 4)."""
    quat = np.asarray(quat_xyzw)
    outer = (2 * quat[..., :, None] * quat[..., None, :]).reshape(*quat.shape[:-1], 16)
    xx, xy, xz, xw, yy, yz, yw, zz, zw = (outer[..., k] for k in (0, 1, 2, 3, 5, 6, 7, 10, 11))
    out = np.empty((*quat.shape[:-1], 9))
    for k, entry in enumerate((1 - yy - zz, xy - zw, xz + yw, xy + zw, 1 - xx - zz, yz - xw, xz - yw, yz + xw, 1 - xx - yy)):
        out[..., k] = entry
    return out.reshape(*quat.shape[:-1], 3, 3)
