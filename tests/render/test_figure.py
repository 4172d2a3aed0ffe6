"""The drawn body: its size and build, what covers what, and outlines that hold all of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from hingesim.body.anthropometry import proportions
from hingesim.body.humanoid import JOINT, build
from hingesim.body.kinematics import forward
from hingesim.render.camera import FRONT, SIDE, THREE_QUARTER, TOP, View
from hingesim.render.figure import Figure
from hingesim.render.outline import Chains
from hingesim.render.theme import DARK, LIGHT

BACK = View("back", right=(0, -1, 0), up=(0, 0, 1), away=(1, 0, 0))
VIEWS = (SIDE, FRONT, THREE_QUARTER, BACK)


def body(stance="right", sex="female", mass_kg=65.0, height_m=1.68):
    return build(proportions(sex, mass_kg, height_m), stance)


def standing(h, **joint_deg):
    """The pose of a body on its stance leg: what a figure reads of a Pose."""
    joints = np.zeros(len(JOINT))
    for name, angle in joint_deg.items():
        joints[JOINT[name]] = np.radians(angle)
    poses = forward(h, joints)
    return SimpleNamespace(position_world_m=poses.position_world_m[0], rotation_world=poses.rotation_world[0])


def drawn(h, view, theme=LIGHT, pose=None):
    return Figure(h, view, theme).shapes(pose or standing(h), lambda at: 300 * at, 1.0)


def folded(h):
    """The bottom of a hinge: trunk near the horizontal, free leg in line, arms hanging."""
    arms = {f"{arm}_shoulder_flexion": 75 for arm in ("stance", "free")}
    return standing(h, hip_flexion=80, knee_flexion=20, ankle_dorsiflexion=10, free_hip_flexion=5, **arms)


def fills(shapes):
    return [s.fill for s in shapes if not s.name.endswith("outline")]


def waist_m(h, view):
    """Breadth of the shirt in the view, a hand above its hem."""
    corners = np.concatenate([s.xy for s in drawn(h, view)["trunk"] if s.fill == LIGHT.body["shirt"]]) / 300
    level = corners[:, 1].min() + 0.1
    return float(np.ptp(corners[abs(corners[:, 1] - level) < 0.05, 0]))


@pytest.mark.parametrize("view", [SIDE, FRONT, THREE_QUARTER, TOP, BACK], ids=lambda v: v.name)
def test_axes_of_a_view_are_orthonormal_and_not_mirrored(view):
    axes = np.array([view.right, view.up, view.away])
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.cross(view.right, view.up) == pytest.approx(-np.array(view.away), abs=1e-12)


@pytest.mark.parametrize(
    ("sex", "mass_kg", "height_m"), [("female", 48, 1.55), ("female", 65, 1.68), ("male", 110, 1.95), ("male", 150, 1.7)]
)
def test_upright_figure_is_as_tall_as_the_athlete_in_every_view(sex, mass_kg, height_m):
    h = body(sex=sex, mass_kg=mass_kg, height_m=height_m)
    for view in (SIDE, FRONT, BACK):
        _, low, _, high = Figure(h, view, LIGHT).extent_m(standing(h))
        assert low == pytest.approx(0, abs=0.003)
        assert high - low == pytest.approx(height_m, abs=0.01)
    # From above the same height is foreshortened; head and sole are near the vertical through the ankle.
    tilt = np.arcsin(-THREE_QUARTER.away[2])
    _, _, _, high = Figure(h, THREE_QUARTER, LIGHT).extent_m(standing(h))
    assert high == pytest.approx(height_m * np.cos(tilt), abs=0.05)


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
def test_extent_holds_all_that_is_drawn(view):
    h = body()
    left, low, right, high = Figure(h, view, LIGHT).extent_m(standing(h))
    for shapes in drawn(h, view).values():
        for shape in (s for s in shapes if not s.name.endswith("outline")):
            assert left - 0.003 <= shape.xy[:, 0].min() / 300
            assert shape.xy[:, 0].max() / 300 <= right + 0.003
            assert low - 0.003 <= shape.xy[:, 1].min() / 300
            assert shape.xy[:, 1].max() / 300 <= high + 0.003


def test_left_stance_is_the_mirror_image_from_the_front():
    joint_deg = {"hip_flexion": 40, "free_knee_flexion": 60, "hip_rotation": 10, "stance_shoulder_abduction": 20}
    corners = []
    for stance in ("right", "left"):
        h = body(stance)
        balls = Figure(h, FRONT, LIGHT).balls_m(standing(h, **joint_deg))
        corners.append(balls)
    # Pairs of balls to the left and right are listed in one order, so compare the places, not their order.
    right, left = corners[0] * [-1, 1, 1], corners[1]
    nearest = np.linalg.norm(right[:, None] - left, axis=2).min(axis=1)
    assert nearest.max() < 1e-9


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_heavier_athlete_is_broader_and_deeper_and_most_at_trunk_and_thigh(sex):
    light, heavy = (body(sex=sex, mass_kg=mass, height_m=1.75) for mass in (55, 110))
    for view in (FRONT, SIDE):
        slim, stout = (waist_m(h, view) for h in (light, heavy))
        assert stout > 1.25 * slim
    thigh, ankle, hand = ([max(_radii(h, link)) for h in (light, heavy)] for link in ("stance_thigh", "stance_shank", "stance_forearm"))
    head = [max(_radii(h, "head", "hair")) for h in (light, heavy)]
    assert head[0] == pytest.approx(head[1])
    assert thigh[1] / thigh[0] == pytest.approx(np.sqrt(2), abs=0.01)
    assert 1 < ankle[1] / ankle[0] < thigh[1] / thigh[0]
    assert 1 < hand[1] / hand[0] < 1.5


def _radii(h, link, colour=""):
    from hingesim.body.humanoid import LINK
    from hingesim.render.solids import solids_of

    s = solids_of(h)
    return [s.radius_m[ball] for hull in s.hulls if hull.colour.startswith(colour) for ball in hull.balls if s.link[ball] == LINK[link]]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
@pytest.mark.parametrize("stance", ["right", "left"])
def test_the_far_side_is_nearer_to_the_colour_of_the_page(theme, stance):
    def contrast(colour):
        return sum(abs(int(colour[i : i + 2], 16) - int(theme.page[i : i + 2], 16)) for i in (1, 3, 5))

    far, near = ("free", "stance") if stance == "right" else ("stance", "free")
    for view in (SIDE, THREE_QUARTER):
        limbs = drawn(body(stance), view, theme)
        for colour in ("shirt", "skin"):
            assert theme.body[colour] in fills(limbs[f"{near}_arm"])
            assert theme.body[colour] not in fills(limbs[f"{far}_arm"])
        darkest = [max(map(contrast, fills(limbs[f"{side}_arm"]))) for side in (far, near)]
        assert darkest[0] < darkest[1]
    front = drawn(body(stance), FRONT, theme)
    assert set(fills(front["free_arm"])) == set(fills(front["stance_arm"]))


@pytest.mark.parametrize("mass_kg", [45, 65, 150])
@pytest.mark.parametrize("stance", ["right", "left"])
def test_limbs_cover_each_other_as_they_do_in_the_world(stance, mass_kg):
    h = body(stance, mass_kg=mass_kg)
    near, far = ("stance", "free") if stance == "right" else ("free", "stance")
    for pose in (standing(h, free_knee_flexion=50), folded(h)):
        for view in (SIDE, THREE_QUARTER):
            order = list(drawn(h, view, pose=pose))
            assert order.index(f"{far}_arm") < order.index("trunk") < order.index(f"{near}_arm")
            assert order.index(f"{far}_leg") < order.index(f"{near}_leg") < order.index("trunk")
        order = list(drawn(h, FRONT, pose=pose))
        assert order.index("free_leg") < order.index("stance_leg") < order.index("trunk") < order.index("head")
        assert min(order.index("free_arm"), order.index("stance_arm")) > order.index("trunk")
    assert list(drawn(h, BACK, pose=folded(h))).index("head") < list(drawn(h, BACK, pose=folded(h))).index("trunk")


@pytest.mark.parametrize(("view", "eyes"), [(SIDE, 1), (FRONT, 2), (THREE_QUARTER, 2), (BACK, 0)], ids=lambda v: getattr(v, "name", v))
def test_eyes_are_seen_from_their_own_side(view, eyes):
    assert fills(drawn(body(), view)["head"]).count(LIGHT.body["eye"]) == 2 * eyes  # an eye and its brow


def test_a_folded_trainee_shows_her_hair_from_the_front():
    """The hair over the skull is painted before the face of an upright trainee, and after that of one who looks down."""
    skull = {}
    for pose in (standing(body()), folded(body())):
        head = [s for s in drawn(body(), FRONT, pose=pose)["head"] if not s.name.endswith("outline")]
        size = {id(s): np.ptp(s.xy[:, 0]) * np.ptp(s.xy[:, 1]) for s in head}
        hair = max((s for s in head if s.fill == LIGHT.body["hair_female"]), key=lambda s: size[id(s)])
        skull[len(skull)] = [s.fill for s in head if size[id(s)] > 0.15 * size[id(hair)]].index(hair.fill, 1)
    assert skull[0] < skull[1]


def winding(polygon, point):
    turn = polygon - point
    angle = np.arctan2(turn[:, 1], turn[:, 0])
    step = (np.diff(np.append(angle, angle[0])) + np.pi) % (2 * np.pi) - np.pi
    return round(step.sum() / (2 * np.pi))


@pytest.mark.parametrize("seed", range(40))
def test_the_edge_of_a_chain_is_that_of_the_hulls_over_its_neighbours(seed):
    """Also where the chain doubles back on itself, and where balls lie inside their neighbours as in a limb seen end-on."""
    random = np.random.default_rng(seed)
    centre, radius = random.uniform(-0.5, 0.5, (6, 2)), random.uniform(0.05, 0.4, 6)
    corners, normals, count = Chains([range(6)]).edges(centre.T, radius)
    corner = corners.T
    assert count.tolist() == [len(corner)]
    assert np.linalg.norm(normals, axis=0) == pytest.approx(1)
    share = np.linspace(0, 1, 201)[:, None]
    for point in random.uniform(-1, 1, (120, 2)):
        # Depth of the point under the surface of the union of all balls between neighbours.
        middles, radii = ((share * at[1:, None] + (1 - share) * at[:-1, None]) for at in (centre, radius[:, None]))
        depth = (radii[..., 0] - np.linalg.norm(middles - point, axis=-1)).max()
        if abs(depth) > 0.01:
            assert (winding(corner, point) != 0) == (depth > 0)


@pytest.mark.parametrize("view", [SIDE, FRONT])
def test_of_two_men_of_one_height_the_heavier_is_drawn_broader(view):
    """On one scale, as the root of the mass: 110 kg is 16 % broader than 82 kg."""
    light, heavy = (waist_m(body("right", "male", mass_kg, 1.80), view) for mass_kg in (82, 110))
    assert 1.10 < heavy / light < 1.45
