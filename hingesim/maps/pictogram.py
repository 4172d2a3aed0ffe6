"""The figure of one run at its telling moment, small, drawn with matplotlib so that it fits every kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hingesim.motion.hands import band_arms
from hingesim.recording.metrics import Metrics
from hingesim.recording.recording import Recording
from hingesim.render import gear
from hingesim.render.camera import FRONT, SIDE
from hingesim.render.display import Disc, Line, Polygon, Shape
from hingesim.render.drawing import Drawing
from hingesim.render.figure import Figure
from hingesim.render.look import look_of
from hingesim.render.panel import Panel
from hingesim.render.pose import pose_at
from hingesim.render.timeline import sinking_s

if TYPE_CHECKING:
    from matplotlib.axes import Axes

VIEW_M = (-1.1, 1.0, -0.06, 1.72)
"""Left, right, lowest and highest place that is shown, from the stance ankle."""
STRAYS_M = 0.35
"""Who has gone farther than this from there is moved back into the picture."""
POINTS_PER_M = 60.0
"""The figure is laid out at this scale; line widths follow."""


def telling_s(recording: Recording) -> float:
    """Time that shows what came of the run: the bottom of the hinge or, of a fall, when it is plain to see."""
    failure, times = recording.outcome.time_s, recording.time_s
    if failure is None:
        return float(times[Metrics(recording).bottom].mean())
    return sinking_s(recording)


def shapes(recording: Recording) -> list[Shape]:
    """Ground, band and body at the telling moment, in points, y down, the stance ankle's ground point at the origin."""
    look = look_of(Drawing())
    left, right, low, high = (POINTS_PER_M * place for place in VIEW_M)
    # A loss to the side cannot be seen from the side.
    view = FRONT if recording.outcome.name == "sideways_fall" else SIDE
    pose = pose_at(recording, telling_s(recording))
    mass_m = float(view.project_m(pose.com_world_m)[0])
    origin = -POINTS_PER_M * (mass_m - float(np.clip(mass_m, -STRAYS_M, STRAYS_M)))
    panel = Panel(left, -high, right, -low, 0.5, look, view, 0.0, POINTS_PER_M, origin)
    out: list[Shape] = [Line("ground", np.array([[left, 0.0], [right, 0.0]]), look.theme.ground_line, 0.8)]
    arms = band_arms(recording.scenario)
    for limb, drawn in Figure(recording.humanoid, view, look.theme).shapes(pose, panel.in_view, panel.unit).items():
        arm = limb.removesuffix("_arm")
        if limb != arm:
            out += gear.strand(pose, panel, arm) if arm in arms else []
            out += gear.weight(pose, panel, arm)
        out += drawn
    return out


def draw(ax: Axes, drawn: list[Shape]) -> None:
    """Draw shapes in axes that hold nothing else; the figure keeps its proportions and stands on the lower edge."""
    from matplotlib.collections import PolyCollection

    left, right, low, high = (POINTS_PER_M * place for place in VIEW_M)
    ax.set_axis_off()
    ax.set(xlim=(left, right), ylim=(-low, -high))
    ax.set_aspect("equal", adjustable="box", anchor="S")
    box = ax.get_window_extent()
    unit = min(box.width / (right - left), box.height / (high - low)) * 72 / ax.figure.get_dpi()  # type: ignore[union-attr]
    outlines, fills, strokes, widths = [], [], [], []
    for shape in drawn:
        if isinstance(shape, Polygon | Line):
            closed = isinstance(shape, Polygon)
            outlines.append(shape.xy if closed else np.concatenate([shape.xy, shape.xy[-2::-1]]))
            fills.append((shape.fill if closed else None) or "none")
        elif isinstance(shape, Disc):
            turn = np.linspace(0, 2 * np.pi, 24)
            ry = shape.rx if shape.ry is None else shape.ry
            outlines.append(np.column_stack([shape.x + shape.rx * np.cos(turn), shape.y + ry * np.sin(turn)]))
            fills.append(shape.fill or "none")
        else:
            continue
        strokes.append(shape.stroke or "none")
        widths.append(unit * shape.width if shape.stroke else 0.0)
    ax.add_collection(PolyCollection(outlines, facecolors=fills, edgecolors=strokes, linewidths=widths, clip_on=True), autolim=False)
