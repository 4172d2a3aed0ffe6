"""Three-dimensional files: valid glTF whose skeleton, replayed from the file alone, moves as the recording does."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.body.humanoid import LINK, LINK_NAMES, STRUCTURE
from hingesim.body.kinematics import quaternion_rotations
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.words import words
from hingesim.motion.hands import band_arms
from hingesim.recording.metrics import SLACK_N
from hingesim.render import animate
from hingesim.render.gltf import mesh
from hingesim.render.gltf.scene import linear
from hingesim.render.gltf.turns import quaternions
from hingesim.render.overlays.grf import BODY_WEIGHT_M
from hingesim.render.pose import pose_at
from hingesim.render.solids import solids_of

VALIDATOR = "gltf-validator@2.0.0-dev.3.10"
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ENOTCACHED")
ASK = """
const fs = require("fs"), validator = require("gltf-validator")
Promise.all(process.argv.slice(1).map((name) => validator.validateBytes(new Uint8Array(fs.readFileSync(name)))))
  .then((reports) => console.log(JSON.stringify(reports.map((report) => report.issues))))
"""
Z_UP = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])
"""From the scene (y up) back to the world (z up)."""


class File:
    """A `.glb` read back with nothing of the writer."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        magic, version, total, length = struct.unpack_from("<4sIII", data)
        assert (magic, version, total) == (b"glTF", 2, len(data))
        self.tree = json.loads(data[20 : 20 + length])
        self.block = data[28 + length :]
        self.size = total
        self.parent = {child: i for i, node in enumerate(self.tree["nodes"]) for child in node.get("children", ())}
        self.animation = self.tree["animations"][0]
        self.tracks = {
            (channel["target"]["node"], channel["target"]["path"]): self.animation["samplers"][channel["sampler"]]
            for channel in self.animation["channels"]
        }

    def numbers(self, index: int) -> np.ndarray:
        accessor = self.tree["accessors"][index]
        wide = {"SCALAR": 1, "VEC3": 3, "VEC4": 4, "MAT4": 16}[accessor["type"]]
        kind = {5126: "<f4", 5125: "<u4", 5123: "<u2", 5121: "u1"}[accessor["componentType"]]
        start = self.tree["bufferViews"][accessor["bufferView"]]["byteOffset"]
        flat = np.frombuffer(self.block, kind, accessor["count"] * wide, start)
        return flat if wide == 1 else flat.reshape(-1, wide)

    def below(self, recording: int) -> dict[str, int]:
        """Nodes of a recording by their names."""
        top = self.tree["nodes"][self.tree["scenes"][0]["nodes"][0]]["children"][recording]

        def inside(node: int) -> bool:
            return node == top or (node in self.parent and inside(self.parent[node]))

        return {node["name"]: i for i, node in enumerate(self.tree["nodes"]) if inside(i)} | {"": top}

    def frame(self, node: int, time_s: float) -> np.ndarray:
        """shape (4, 4): from a node to the scene at a time."""
        still = self.tree["nodes"][node]
        given = {"translation": [0.0, 0, 0], "rotation": [0.0, 0, 0, 1], "scale": [1.0, 1, 1]}
        for path, default in given.items():
            given[path] = np.array(still.get(path, default))
            if (node, path) in self.tracks:
                sampler = self.tracks[node, path]
                values = self.numbers(sampler["output"])
                given[path] = np.array([np.interp(time_s, self.numbers(sampler["input"]), column) for column in values.T])
        frame = np.eye(4)
        frame[:3, :3] = quaternion_rotations(given["rotation"] / np.linalg.norm(given["rotation"])) * given["scale"]
        frame[:3, 3] = given["translation"]
        return self.frame(self.parent[node], time_s) @ frame if node in self.parent else frame

    def world_m(self, recording: int, name: str, time_s: float, local_m: tuple[float, ...] = (0, 0, 0)) -> np.ndarray:
        """shape (3,): a point of a node, in the world of the recording."""
        nodes = self.below(recording)
        offset = self.frame(nodes[""], 0.0)[:3, 3]
        return Z_UP @ ((self.frame(nodes[name], time_s) @ [*local_m, 1])[:3] - offset)

    def skinned_m(self, recording: int, time_s: float, materials: set[str]) -> np.ndarray:
        """shape (V, 3): the vertices of the figure in these materials, moved by its skin, in the world of the recording."""
        node = [n for n in self.tree["nodes"] if "skin" in n][recording]
        skin = self.tree["skins"][node["skin"]]
        fitted = self.numbers(skin["inverseBindMatrices"]).reshape(-1, 4, 4).swapaxes(1, 2)
        moved = np.array([self.frame(joint, time_s) for joint in skin["joints"]]) @ fitted
        out = []
        for part in self.tree["meshes"][node["mesh"]]["primitives"]:
            if self.tree["materials"][part["material"]]["name"] in materials:
                point = self.numbers(part["attributes"]["POSITION"])
                joints, weights = (self.numbers(part["attributes"][key]) for key in ("JOINTS_0", "WEIGHTS_0"))
                assert (weights == [255, 0, 0, 0]).all()
                out.append(np.einsum("vij,vj->vi", moved[joints[:, 0]], np.column_stack([point, np.ones(len(point))]))[:, :3])
        return (np.concatenate(out) - self.frame(self.below(recording)[""], 0.0)[:3, 3]) @ Z_UP.T


@pytest.fixture(scope="module")
def written(pair, tmp_path_factory) -> tuple[tuple[Recording, Recording], File, Path]:
    path = tmp_path_factory.mktemp("gltf") / "pair.glb"
    animate(pair, path, show="grf")
    return pair, File(path), path


@pytest.fixture(scope="module")
def swung() -> Recording:
    """A left-stance man with a kettlebell in one hand."""
    return simulate(
        Scenario().replace(
            athlete={"sex": "male"}, hinge={"stance": "left", "lower_s": 0.8, "raise_s": 0.5}, load={"mass_kg": 12, "hand": "same"}
        )
    )


def key_times(recording: Recording, count: int = 5) -> np.ndarray:
    """Times of some keyframes, the end among them."""
    keys = np.append(np.arange(0, recording.time_s[-1], 0.04), recording.time_s[-1])
    return keys[np.linspace(0, len(keys) - 1, count).astype(int)]


def test_khronos_validator_finds_nothing(written, slack, swung, tmp_path, request):
    if not (node := shutil.which("node")) or not (npm := shutil.which("npm")):
        pytest.skip("node and npm are not installed")
    folder = request.config.cache.mkdir("gltf-validator")
    if not (folder / "node_modules" / "gltf-validator").is_dir():
        install = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", VALIDATOR]
        done = subprocess.run(install, capture_output=True, text=True, timeout=120)
        if any(code in done.stderr for code in UNREACHABLE):
            pytest.skip("the npm registry cannot be reached")
        assert done.returncode == 0, done.stderr
    paths = [written[2], tmp_path / "slack.glb", tmp_path / "four.glb"]
    animate([slack], paths[1])
    animate([swung, *written[0], slack], paths[2], fps=10, speed=2.0)
    told = subprocess.run([node, "-e", ASK, *map(str, paths)], cwd=folder, capture_output=True, text=True, check=True, timeout=120).stdout
    for issues in json.loads(told):
        assert issues["messages"] == []
        assert [issues[f"num{kind}"] for kind in ("Errors", "Warnings", "Infos", "Hints")] == [0, 0, 0, 0]


def test_every_link_is_a_node_in_the_tree_of_the_joints(written):
    recordings, file, _ = written
    for i in range(len(recordings)):
        nodes = file.below(i)
        assert set(LINK_NAMES) <= set(nodes)
        for _, parent, child, _ in STRUCTURE:
            assert file.parent[nodes[child]] == nodes[parent]
            assert (nodes[child], "rotation") in file.tracks


def test_recordings_play_in_step_to_their_own_ends(written):
    recordings, file, _ = written
    ends = [file.numbers(file.tracks[file.below(i)["stance_foot"], "rotation"]["input"])[-1] for i in range(2)]
    assert ends == pytest.approx([r.time_s[-1] for r in recordings], abs=1e-6)
    assert file.animation["name"] == "hinge"
    longest = max(file.numbers(sampler["input"])[-1] for sampler in file.animation["samplers"])
    assert longest == pytest.approx(max(r.time_s[-1] for r in recordings), abs=1e-6)


def test_speed_stretches_the_animation(fallen, tmp_path):
    animate([fallen], tmp_path / "slow.glb", speed=0.5)
    file = File(tmp_path / "slow.glb")
    times = file.numbers(file.animation["samplers"][0]["input"])
    assert times[-1] == pytest.approx(2 * fallen.time_s[-1], abs=1e-6)
    assert np.diff(times)[:-1] == pytest.approx(0.04, abs=1e-5)


def test_replayed_skeleton_stands_where_the_recording_says(written):
    recordings, file, _ = written
    for i, recording in enumerate(recordings):
        nodes = file.below(i)
        for time in key_times(recording):
            poses = recording.link_poses
            sample = int(np.argmin(np.abs(recording.time_s - time)))
            assert recording.time_s[sample] == pytest.approx(time, abs=1e-9)
            for name in LINK_NAMES:
                assert file.world_m(i, name, time) == pytest.approx(poses.position_world_m[sample, LINK[name]], abs=1e-3)
                turned = Z_UP @ file.frame(nodes[name], time)[:3, :3]
                assert turned == pytest.approx(poses.rotation_world[sample, LINK[name]], abs=1e-3)


def test_marks_stand_where_the_recording_says(written):
    recordings, file, _ = written
    for i, recording in enumerate(recordings):
        weight_n = recording.humanoid.mass_kg.sum() * GRAVITY_M_S2
        for time in key_times(recording)[:4]:
            sample = int(np.argmin(np.abs(recording.time_s - time)))
            com, cop = recording.com_world_m[sample], recording.cop_world_m[sample]
            assert file.world_m(i, "centre_of_mass", time) == pytest.approx(com, abs=1e-3)
            assert file.world_m(i, "plumb_line", time, (0, 0, -1)) == pytest.approx([*com[:2], 0], abs=1e-3)
            if not np.isfinite(cop).all():
                continue  # in the air
            assert file.world_m(i, "centre_of_pressure", time) == pytest.approx([*cop, 0], abs=1e-3)
            tip = [*cop, 0] + BODY_WEIGHT_M * recording.grf_world_n[sample] / weight_n
            assert file.world_m(i, "ground_force_head", time, (0, 0, 0.075)) == pytest.approx(tip, abs=1e-3)


def test_band_runs_from_the_hands_to_the_anchor_and_shows_one_strand(written, slack, tmp_path):
    (_, held), file, _ = written
    animate([slack], tmp_path / "slack.glb")
    for recording, i, told in ((held, 1, file), (slack, 0, File(tmp_path / "slack.glb"))):
        band = recording.scenario.band
        arms = {name.removeprefix("band_slack_") for name in told.below(i) if name.startswith("band_slack_")}
        assert arms == set(band_arms(recording.scenario))
        for time in key_times(recording):
            sample = int(np.argmin(np.abs(recording.time_s - time)))
            taut = recording.band_tension_n[sample] >= SLACK_N
            for arm in arms:
                strands = [
                    name for name in told.below(i) if name.startswith("band_") and name.endswith(f"_{arm}") and name != f"band_{arm}"
                ]
                reach = {name: told.world_m(i, name, time, (0, 0, 1)) for name in strands}
                hand = recording.link_poses.hand_world_m(arm)[sample]
                shown = [name for name, end in reach.items() if np.linalg.norm(end - hand) > 0.01]
                assert len(shown) == 1
                assert shown[0].startswith("band_taut" if taut else "band_slack")
                assert reach[shown[0]] == pytest.approx([band.distance_m, 0, band.anchor_height_m], abs=1e-3)
                assert told.world_m(i, shown[0], time) == pytest.approx(hand, abs=1e-3)


def test_skinned_figure_reaches_as_far_as_the_balls_it_is_drawn_over(written):
    recordings, file, _ = written
    for i, recording in enumerate(recordings):
        solids = solids_of(recording.humanoid)
        link, radius = np.array(solids.link), np.array(solids.radius_m)
        body = {m["name"] for m in file.tree["materials"]} & {hull.colour for hull in solids.hulls}
        for time in key_times(recording, 3):
            points = file.skinned_m(i, time, body)
            pose = pose_at(recording, time)
            balls = pose.position_world_m[link] + np.einsum("bij,bj->bi", pose.rotation_world[link], solids.local_m)
            assert points.min(axis=0) == pytest.approx((balls - radius[:, None]).min(axis=0), abs=5e-3)
            assert points.max(axis=0) == pytest.approx((balls + radius[:, None]).max(axis=0), abs=5e-3)


def test_kettlebell_hangs_under_the_hand_and_never_sinks_into_the_floor(swung, tmp_path):
    animate([swung], tmp_path / "swung.glb")
    file = File(tmp_path / "swung.glb")
    assert [name for name in file.below(0) if name.startswith("kettlebell")] == ["kettlebell_stance"]
    for time in key_times(swung):
        sample = int(np.argmin(np.abs(swung.time_s - time)))
        at, hand = file.world_m(0, "kettlebell_stance", time), swung.link_poses.hand_world_m("stance")[sample]
        assert at[:2] == pytest.approx(hand[:2], abs=1e-3)
        assert file.skinned_m(0, time, {"weight"})[:, 2].min() > -1e-3


def test_a_bar_runs_from_its_pivot_to_the_hand_and_a_wall_stands_where_the_sole_is(tmp_path):
    bar, wall = (
        simulate(Scenario().replace(exercise=name, hinge={"hip_shift": 0.6, "depth_deg": 60}, load=load))
        for name, load in (("landmine", {"mass_kg": 12, "hand": "opposite"}), ("foot-on-wall", {}))
    )
    animate([bar, wall], tmp_path / "aids.glb")
    file = File(tmp_path / "aids.glb")
    assert not [name for name in file.below(0) if name.startswith("kettlebell")]
    for time in key_times(bar)[::20]:
        sample = int(np.argmin(np.abs(bar.time_s - time)))
        rod, hand = file.skinned_m(0, time, {"weight"}), bar.link_poses.hand_world_m("free")[sample]
        pivot, end = rod[np.argmax(rod[:, 0])], rod[np.argmin(rod[:, 0])]
        assert pivot == pytest.approx(bar.aid.fixed_m, abs=0.03)
        assert end == pytest.approx(hand, abs=0.08)
    start = file.world_m(1, "wall", 0.0) - file.world_m(1, "stance_foot", 0.0)
    face = file.skinned_m(1, 0.0, {"post"})[:, 0].max() - wall.aid.fixed_m[0]
    assert abs(start[2]) < 1.0
    assert face == pytest.approx(0, abs=1e-3)


def test_a_box_is_closed_and_its_faces_look_outward():
    made = mesh.box(np.array([-1.0, 0.0, 2.0]), np.array([1.0, 3.0, 2.5]))
    a, b, c = (made.point_m[made.triangle[:, i]] for i in range(3))
    assert np.einsum("fi,fi->", a, np.cross(b, c)) / 6 == pytest.approx(2 * 3 * 0.5)
    assert (np.einsum("fi,fi->f", np.cross(b - a, c - a), made.normal[made.triangle[:, 0]]) > 0).all()


def test_rotations_never_jump_to_the_other_sign(written):
    file = written[1]
    turns = [file.numbers(sampler["output"]) for (_, path), sampler in file.tracks.items() if path == "rotation"]
    for quat in turns:
        assert np.linalg.norm(quat, axis=1) == pytest.approx(1, abs=1e-6)
        assert ((quat[1:] * quat[:-1]).sum(axis=1) > 0).all()


def test_file_says_in_words_what_it_shows_and_starts_with_a_view(written):
    (fallen, held), file, _ = written
    assert file.tree["asset"]["generator"].startswith("hingesim ")
    alt = file.tree["scenes"][0]["extras"]["alt"]
    assert fallen.outcome.coach in alt
    assert held.outcome.coach in alt
    told = [file.tree["nodes"][file.below(i)[""]]["extras"]["outcome"] for i in range(2)]
    assert told == [fallen.outcome.name, held.outcome.name]
    assert [camera["name"] for camera in file.tree["cameras"]] == ["side", "three-quarter", "front"]


def test_overlays_that_are_hidden_are_left_out_and_texts_follow_the_language(fallen, tmp_path):
    animate([fallen], tmp_path / "bare.glb", hide="com,grf", lang="de")
    file = File(tmp_path / "bare.glb")
    assert not {"centre_of_mass", "plumb_line", "ground_force"} & set(file.below(0))
    assert {"centre_of_pressure", "base_of_support"} <= set(file.below(0))
    assert words("de").coach(fallen.outcome.name) in file.tree["scenes"][0]["extras"]["alt"]


def test_pair_is_small_enough_for_a_slide(written):
    assert written[1].size < 1_200_000


def test_hull_of_two_balls_has_the_volume_of_a_tapered_capsule():
    # Two caps and the frustum between the circles in which the cone touches the balls; 1 m apart, radii 0.3 and 0.2 m.
    big, small, apart = 0.3, 0.2, 1.0
    sine = (big - small) / apart
    cosine = np.sqrt(1 - sine**2)

    def cap(radius: float, height: float) -> float:
        return np.pi * height**2 * (3 * radius - height) / 3

    frustum = np.pi / 3 * (apart - (big - small) * sine) * cosine**2 * (big**2 + big * small + small**2)
    exact = cap(big, big * (1 + sine)) + cap(small, small * (1 - sine)) + frustum
    shape = mesh.hull(np.array([[0, 0, 0], [0, 0.6, 0.8]]), np.array([big, small]), np.array([0, 1]), 8)
    a, b, c = (shape.point_m[shape.triangle[:, i]] for i in range(3))
    assert (a * np.cross(b, c)).sum() / 6 == pytest.approx(exact, rel=0.015)
    outward = (np.cross(b - a, c - a) * shape.normal[shape.triangle[:, 0]]).sum(axis=1)
    assert (outward > -1e-9).all()


def test_quaternions_turn_back_into_their_rotations():
    quat = np.random.default_rng(1).normal(size=(50, 4))
    rotation = quaternion_rotations(quat / np.linalg.norm(quat, axis=1, keepdims=True))
    assert quaternion_rotations(quaternions(rotation)) == pytest.approx(rotation, abs=1e-12)


def test_colours_are_given_in_light():
    # Middle grey #bcbcbc reflects half the light.
    assert linear("#bcbcbc") == pytest.approx([0.503, 0.503, 0.503, 1], abs=1e-3)
    assert linear("#ff0000") == [1, 0, 0, 1]
