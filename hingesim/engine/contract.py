"""What every engine must do, as checks that anybody who writes one can run: `for check in CONTRACT: check(MyEngine)`.

Each takes the class and raises AssertionError where the engine does otherwise. They need nothing but NumPy, and no test framework.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.engine.protocol import Engine, Settings
from hingesim.scenario.parameters import Scenario

SETTINGS = Settings(step_s=0.002, substeps=1, friction=0.9, solver_effort=1.0, gravity_m_s2=GRAVITY_M_S2)
BODY = body_of(Scenario())
JOINTS = len(JOINT_NAMES)


def says_who_it_is(engine: type[Engine]) -> None:
    """Recordings hold name and version, set apart by a blank."""
    assert engine.name, "name is empty"
    assert engine.version, "version is empty"
    assert " " not in engine.name, "a name is one word"


def gives_back_the_joints(engine: type[Engine]) -> None:
    """Angles and rates that are given can be read, in order."""
    angles, rates = np.linspace(0.01, 0.05, JOINTS), np.linspace(-0.2, 0.2, JOINTS)
    with engine(BODY, SETTINGS) as body:
        body.reset(np.zeros(JOINTS))
        body.set_joints(angles, rates)
        given, read = np.concatenate([angles, rates]), body.joints()
    assert np.allclose(read, given, rtol=0, atol=1e-6), f"joints: gave {given}, read {read}"


def has_an_inertia(engine: type[Engine]) -> None:
    """The mass matrix is symmetric and positive, and what inverse dynamics says of accelerations."""
    posture, still = np.full(JOINTS, 0.05), np.zeros((JOINTS, JOINTS))
    with engine(BODY, SETTINGS) as body:
        matrix = body.mass_matrix(posture)
        postures = np.tile(posture, (JOINTS, 1))
        driven = body.inverse_dynamics(postures, still, np.eye(JOINTS)) - body.inverse_dynamics(postures, still, still)
    assert np.allclose(matrix, matrix.T, rtol=0, atol=1e-6), "the mass matrix is not symmetric"
    assert np.linalg.eigvalsh(matrix).min() > 0, "the mass matrix is not positive"
    assert np.allclose(driven, matrix, rtol=1e-5, atol=1e-6), "inverse dynamics and mass matrix differ"


def knows_every_mass(engine: type[Engine]) -> None:
    """The state has a row of unit quaternion for every link with mass, and the whole body rests after a reset."""
    with engine(BODY, SETTINGS) as body:
        body.reset(np.zeros(JOINTS))
        table = body.state().table
    assert table.shape == (len(BODY.massive), 13), f"state: {table.shape}"
    assert np.allclose(np.linalg.norm(table[:, 9:], axis=1), 1, atol=1e-6), "quaternions are not of length one"
    assert np.abs(table[:, 3:9]).max() < 1e-9, "the body moves after a reset"


def keeps_to_itself(engine: type[Engine]) -> None:
    """The same torques give a new body the same motion, bit for bit, beside another one that moves."""

    def moved(body: Engine) -> np.ndarray:
        body.reset(np.zeros(JOINTS))
        for _ in range(20):
            body.step(np.linspace(-5, 5, JOINTS), [])
        return body.joints().copy()

    with engine(BODY, SETTINGS) as alone:
        first = moved(alone)
    with engine(BODY, SETTINGS) as one, engine(BODY, SETTINGS) as other:
        one.reset(np.zeros(JOINTS))
        one.step(np.linspace(5, -5, JOINTS), [])
        beside = moved(other)
    assert np.array_equal(first, beside), "two bodies at once touch each other"
    assert np.abs(first[:JOINTS]).max() > 1e-4, "torques move nothing"


CONTRACT: tuple[Callable[[type[Engine]], None], ...] = (
    says_who_it_is,
    gives_back_the_joints,
    has_an_inertia,
    knows_every_mass,
    keeps_to_itself,
)
"""All checks."""
