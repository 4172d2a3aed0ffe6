"""A recording keeps everything, in one file, or says that it does not."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from hingesim import InputError, Recording, load_scenario
from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.recording.meaning import refuse_misshapen
from hingesim.recording.recorded import Recorded


def test_save_and_load_lose_nothing(fallen: Recording, tmp_path) -> None:
    fallen.save(tmp_path / "rep.npz")
    again = Recording.load(tmp_path / "rep.npz")
    assert (again.scenario, again.engine, again.version, again.ended) == (fallen.scenario, fallen.engine, fallen.version, fallen.ended)
    for name, array in fallen.arrays().items():
        np.testing.assert_array_equal(array, again.arrays()[name], err_msg=name)
    assert again.outcome == fallen.outcome
    assert again.summary() == fallen.summary()


def test_equal_recordings_are_equal_bytes(fallen: Recording, tmp_path) -> None:
    fallen.save(tmp_path / "a.npz")
    Recording.load(tmp_path / "a.npz").save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_recording_is_refused(fallen: Recording, tmp_path, share: float) -> None:
    path = tmp_path / "rep.npz"
    fallen.save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(InputError, match="not a complete hingesim recording"):
        Recording.load(path)


def test_a_missing_file_and_a_wrong_name_are_named(fallen: Recording, tmp_path) -> None:
    with pytest.raises(InputError, match="no file"):
        Recording.load(tmp_path / "nothing.npz")
    with pytest.raises(InputError, match=r"\.npz"):
        fallen.save(tmp_path / "rep.gif")


def test_every_array_is_what_it_declares(banded: Recording) -> None:
    refuse_misshapen(banded.declared(), {name: (array.shape, array.dtype) for name, array in banded.arrays().items()})
    for name, array in banded.arrays().items():
        assert np.isfinite(array).all(), name
        assert array.dtype.kind == Recorded.declared()[name].kind, name


def test_every_declaration_says_unit_and_meaning() -> None:
    for name, array in Recorded.declared().items():
        unit = "_" + array.unit.lower().replace(" ", "_").replace("/", "_") if array.unit else ""
        assert name.endswith((unit, unit.replace("_m", "m")) if unit else ("phase", "place", "xyzw")), name
        assert array.about
        pairs = 3 * 2  # ankle, hip with trunk, arms: ahead and medial
        assert np.prod(array.shape) in {1, 3, 4, pairs, len(JOINT_NAMES), len(PARTS)}, name


def test_a_failed_run_can_be_run_again_from_its_dump(fallen: Recording, tmp_path) -> None:
    """Whatever its arrays hold."""
    dataclasses.replace(fallen, com_world_m=np.full_like(fallen.com_world_m, np.nan)).save(tmp_path / "blow-up.npz")
    assert load_scenario(tmp_path / "blow-up.npz") == fallen.scenario


def test_time_is_regular_and_starts_at_zero(banded: Recording) -> None:
    assert banded.time_s[0] == 0
    np.testing.assert_allclose(np.diff(banded.time_s), 0.01, atol=1e-12)


def test_derived_com_agrees_with_the_recorded_one(banded: Recording) -> None:
    np.testing.assert_allclose(banded.link_poses.com_world_m, banded.com_world_m, atol=1e-6)
    for arm_mean in [np.mean([banded.link_poses.hand_world_m(arm) for arm in ("stance", "free")], axis=0)]:
        np.testing.assert_allclose(arm_mean, banded.grip_world_m, atol=1e-6)


def test_a_recording_shows_itself(fallen: Recording) -> None:
    short = dataclasses.replace(fallen, **{name: array[:60] for name, array in fallen.arrays().items()})
    html = short._repr_html_()
    assert html.startswith("<img")
    assert "data:image/gif;base64," in html


def test_arrays_of_another_shape_are_refused(fallen: Recording, tmp_path) -> None:
    for name, array in {
        "time_s": fallen.time_s[:-1],
        "joint_rad": fallen.joint_rad[:, :3],
        "com_world_m": fallen.com_world_m[:, :2],
    }.items():
        dataclasses.replace(fallen, **{name: array}).save(tmp_path / "odd.npz")
        with pytest.raises(InputError, match="not a complete hingesim recording"):
            Recording.load(tmp_path / "odd.npz")
