"""MuJoCo's WebAssembly build behind the engine seam, for Python that runs in a browser (Pyodide); registered by whoever starts it there.

The physics is a program of its own with its own memory, so what `mujoco.py` does with views into the state is done on the other side by
`wasm.js`, and numbers are copied: one crossing for each call of the seam, as a crossing costs more than the work behind it. Only steps in
which a joint turns fast come back for the damping of tissue.
"""

# pyright: reportMissingImports=false
# The modules of Pyodide are there where this runs.

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace, TracebackType
from typing import Any, Self

import numpy as np

from hingesim.body.contacts import PART_OF, PARTS, landing
from hingesim.body.humanoid import LINK_NAMES, Humanoid
from hingesim.body.tissue_damping import FROM_RAD_S, TRUSTED_RAD_S, TissueDamping
from hingesim.engine.mjcf import mjcf
from hingesim.engine.mujoco_law import FREE, STICKING, TUMBLING, cover, harden, mass_matrix
from hingesim.engine.protocol import Contact, Engine, Settings, State, Vector

LAWS = {
    "geom_solref": 2, "geom_solimp": 5, "jnt_solref": 2, "jnt_solimp": 5, "dof_solref": 2, "dof_solimp": 5, "body_invweight0": 2,
}  # fmt: skip
"""Arrays of the model that its laws are made of, and the length of their rows."""
WRENCH = 6
"""Numbers of a force and its moment."""
STATE = 13
"""Numbers of a link in the table of `protocol.State`."""
FORCE = 7
"""Numbers of a force that acts: body, point, force."""


def wasm_engine(new: Callable[..., Any], version: str) -> type[Engine]:
    """The class of an engine.

    Args:
        new: `new(xml, options)` gives a `Body` of `wasm.js`.
        version: of MuJoCo.
    """
    return type("WasmEngine", (_WasmEngine,), {"new": staticmethod(new), "version": f"{version}-wasm"})


class _WasmEngine:
    name = "mujoco"
    version = ""
    new: Callable[..., Any]

    def __init__(self, humanoid: Humanoid, settings: Settings) -> None:
        from js import Float64Array, Object
        from pyodide.ffi import to_js

        self.humanoid, self._substeps, self._step_s = humanoid, settings.substeps, settings.step_s / settings.substeps
        self._body = {LINK_NAMES[link]: body for body, link in enumerate(humanoid.massive, start=1)}
        part = {body: PARTS.index(PART_OF[link]) for link, body in self._body.items() if link in PART_OF}
        options = {
            "effort": settings.solver_effort, "sticking": STICKING, "parts": [part.get(k, -1) for k in range(len(self._body) + 1)],
            "count": len(PARTS), "calm": FROM_RAD_S, "trusted": FROM_RAD_S + TRUSTED_RAD_S, "root": FREE,
        }  # fmt: skip
        self._js = self.new(mjcf(humanoid, settings), to_js(options, dict_converter=Object.fromEntries))
        self._tissue, self._joints_count, self._array = TissueDamping(humanoid, self._step_s), self._js.joints_count, Float64Array.new
        # Buffers on the other side, and for each a way to fill it and to read it.
        self._joints, self._rates, self._links, self._grounds = self._js.q_and_rate, self._js.rate, self._js.links, self._js.wrench
        self._torque, self._brake, self._q = (self._array(self._joints_count) for _ in range(3))
        self._rate, self._forces = self._array(self._joints_count), {0: self._array(0)}
        self._in_the_air = False
        self._model = SimpleNamespace(geom_bodyid=np.array(self._js.bodies().to_py()), **{name: self._read(name) for name in LAWS})
        harden(self._model, self._step_s, humanoid)  # type: ignore[arg-type]
        self._write(STICKING)
        self._js.begin()

    def _read(self, name: str) -> np.ndarray:
        return np.array(self._js.law(name).to_py()).reshape(-1, LAWS[name])

    def _write(self, impratio: float) -> None:
        """Give the model its laws."""
        for name in LAWS:
            if name != "body_invweight0":
                self._js.give_law(name, self._sent(getattr(self._model, name).ravel()))
        self._js.stick(impratio)

    def _sent(self, values: np.ndarray) -> Any:
        there = self._array(values.size)
        there.assign(np.ascontiguousarray(values, float))
        return there

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._js.free()

    def inverse_dynamics(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray, joint_rad_s2: np.ndarray) -> np.ndarray:
        """As the protocol says."""
        out, there = np.empty(joint_rad.shape), self._array(joint_rad.size)
        self._js.inverse_dynamics(*(self._sent(each.ravel()) for each in (joint_rad, joint_rad_s, joint_rad_s2)), there)
        there.assign_to(out)
        return out

    def mass_matrix(self, joint_rad: np.ndarray) -> np.ndarray:
        """As the protocol says."""
        return mass_matrix(self.inverse_dynamics, joint_rad)

    def reset(self, joint_rad: np.ndarray) -> None:
        """As the protocol says."""
        if self._in_the_air:
            self._in_the_air = False
            harden(self._model, self._step_s, self.humanoid)  # type: ignore[arg-type]
            self._write(STICKING)
        self._js.reset(self._sent(joint_rad))

    def set_joints(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray) -> None:
        """As the protocol says."""
        self._js.set_joints(self._sent(joint_rad), self._sent(joint_rad_s))

    def joints(self) -> np.ndarray:
        """As the protocol says."""
        self._js.read_joints()
        out = np.empty(2 * self._joints_count)
        self._joints.assign_to(out)
        return out

    def state(self) -> State:
        """As the protocol says."""
        self._js.read_links()
        out = np.empty((len(self._body), STATE))
        self._links.assign_to(out)
        return State(out)

    def contact(self) -> Contact:
        """As the protocol says."""
        self._js.read_contacts()
        out = np.empty((len(PARTS), WRENCH))
        self._grounds.assign_to(out)
        return Contact(tuple(map(tuple, out.tolist())))

    def step(self, torque: np.ndarray, forces: Sequence[tuple[str, Vector, Vector]]) -> None:
        """As the protocol says."""
        self._torque.assign(np.ascontiguousarray(torque, float))
        there = self._forces.get(len(forces)) or self._forces.setdefault(len(forces), self._array(FORCE * len(forces)))
        if forces:
            there.assign(np.array([(self._body[link], *point, *force) for link, point, force in forces], float).ravel())
        self._js.push(self._torque, there)
        left = self._substeps
        while left := left - self._js.calm_steps(left):
            self._fast_step()
            left -= 1
            if not left:
                break
        if not self._in_the_air and self._js.lifted():
            for geom in np.flatnonzero(self._model.geom_bodyid == 1).tolist():
                cover(self._model, self._step_s, geom, landing(0.0))  # type: ignore[arg-type]
            self._write(TUMBLING)
            self._in_the_air = True

    def _fast_step(self) -> None:
        """One step of the physics in which a joint turns fast."""
        before = np.empty(self._joints_count)
        self._js.keep()
        self._rates.assign_to(before)
        self._tissue.step(before, self._attempt)

    def _attempt(self, brake_nm: np.ndarray | None) -> np.ndarray:
        """Do the step with a brake from where it began; joint rates after it."""
        if brake_nm is None:
            self._js.attempt(None)
        else:
            self._brake.assign(np.ascontiguousarray(brake_nm, float))
            self._js.attempt(self._brake)
        after = np.empty(self._joints_count)
        self._rates.assign_to(after)
        return after
