"""The rules of balance, one by one: what is asked of whom, when, which way and how much; no engine runs here."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hingesim import Scenario
from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.body.kinematics import forward
from hingesim.body.support import functional_base, margin_m
from hingesim.body.whole import body_of
from hingesim.motion.ankle import ANKLE, AnkleCommand
from hingesim.motion.balance import BalanceFeedback, implicit_damping, joint_gains, sway
from hingesim.motion.strategies import DAMPING_LET_GO, Strategies

TICK_S, WEIGHT_N, N = 0.01, 600.0, len(JOINT_NAMES)
PITCH, ROLL = range(N)[ANKLE]
STILL, QUIET = (0.0, 0.0), (0.0, 0.0)
HALF_BASE_M = (0.08, 0.02)
NO_LIMIT = np.full(N, 1e6)


def feedback(**changes) -> BalanceFeedback:
    settings = {"intrinsic": 0.3, "stiffness": 1.0, "damping_s": 0.45, "delay_s": 0.12, "arms": ("stance", "free")}
    return BalanceFeedback(WEIGHT_N, tick_s=TICK_S, **(settings | changes))


def over_time(balance: BalanceFeedback, ticks: int, deviation=STILL, velocity=STILL, noise=QUIET, wander=STILL, taut=False) -> np.ndarray:
    """shape (ticks, n): torques while one deviation is held."""
    return np.array([balance.update(deviation, velocity, noise, wander, taut) for _ in range(ticks)])


def test_intrinsic_stiffness_acts_at_once_and_feedback_after_its_delay_and_rise() -> None:
    """Held 1 cm forward: 0.3 m g at once; the rest from 0.12 s on, 63 % of it 0.05 s later, all of it at last. Toes go down."""
    torque = over_time(feedback(), 100, deviation=(0.01, 0.0))[:, PITCH]
    np.testing.assert_allclose(torque[:12], -0.3 * WEIGHT_N * 0.01)
    part = (torque / (-WEIGHT_N * 0.01) - 0.3) / 1.0
    assert part[12] == pytest.approx(1 - math.exp(-1 / 5))
    assert part[16] == pytest.approx(1 - math.exp(-1), rel=1e-6)
    assert part[-1] == pytest.approx(1.0, abs=1e-6)


def test_feedback_has_the_sign_that_brings_the_body_back() -> None:
    """Medial deviation: roll the shank outward. Velocity and felt error count alike, by damping and stiffness."""
    assert over_time(feedback(), 200, deviation=(0.0, 0.01))[-1, ROLL] == pytest.approx(1.3 * WEIGHT_N * 0.01)
    assert over_time(feedback(), 200, velocity=(0.1, 0.0))[-1, PITCH] == pytest.approx(-0.45 * WEIGHT_N * 0.1)
    assert over_time(feedback(), 200, noise=(0.01, 0.0))[-1, PITCH] == pytest.approx(-1.0 * WEIGHT_N * 0.01)


def test_hands_answer_later_and_only_on_a_taut_band() -> None:
    """A tenth of what the ankle is asked for, shared by the arms, 0.25 s late: falling forward they give way."""
    slack, taut = (over_time(feedback(), 60, deviation=(0.01, 0.0), taut=taut) for taut in (False, True))
    shoulders = [JOINT[f"{arm}_shoulder_flexion"] for arm in ("stance", "free")]
    assert not slack[:, shoulders].any()
    assert not taut[:25, shoulders].any()
    np.testing.assert_allclose(taut[25:, shoulders], 0.1 / 2 * 1.0 * WEIGHT_N * 0.01)


def test_hands_pull_in_when_she_falls_back_and_never_before_the_ankle() -> None:
    """One hand gives the whole tenth. With nerves slower than 0.25 s the hands are as slow as the ankle; negative flexes backward."""
    balance = feedback(arms=("free",), delay_s=0.4)
    torque = over_time(balance, 60, deviation=(-0.01, 0.02), velocity=(-0.1, 0.3), taut=True)
    free, stance = JOINT["free_shoulder_flexion"], JOINT["stance_shoulder_flexion"]
    assert not torque[:40, free].any()
    np.testing.assert_allclose(torque[40:, free], -0.1 * WEIGHT_N * (0.01 + 0.45 * 0.1))
    assert not torque[:, stance].any()
    np.testing.assert_allclose(torque[:40, PITCH], 0.3 * WEIGHT_N * 0.01)
    assert torque[40, PITCH] > 1.5 * torque[39, PITCH]


def test_a_torque_follows_the_deviation_of_its_delay_ago() -> None:
    """A felt push of one tick comes back 0.12 s later, and dies away with 0.05 s, both ways at once."""
    balance = feedback(intrinsic=0.0)
    first = balance.update((0.01, -0.02), STILL, QUIET, STILL, False)
    later = over_time(balance, 40)
    assert first[PITCH] == first[ROLL] == 0
    assert np.flatnonzero(later[:, PITCH]).min() == np.flatnonzero(later[:, ROLL]).min() == 11
    fade = math.exp(-TICK_S / 0.05)
    np.testing.assert_allclose(later[11:, PITCH], -WEIGHT_N * 0.01 * (1 - fade) * fade ** np.arange(29))
    np.testing.assert_allclose(later[11:, ROLL], WEIGHT_N * -0.02 * (1 - fade) * fade ** np.arange(29))


def test_damping_held_for_a_step_brings_to_rest_and_never_turns_round() -> None:
    """Of inertia I: d / (1 + d dt / I); light links are stopped in the step, heavy ones are damped as asked."""
    damping, inertia = np.array([4.0, 4.0, 0.5]), np.array([1e-6, 1.0, 1e3])
    acting = implicit_damping(damping, np.diag(1 / inertia), 0.01)
    np.testing.assert_allclose(np.diag(acting), damping / (1 + damping * 0.01 / inertia))
    assert (np.diag(acting) * 0.01 / inertia <= 1).all()
    np.testing.assert_allclose(acting - np.diag(np.diag(acting)), 0, atol=1e-12)


def test_joints_hold_a_posture_at_one_and_a_half_hertz_and_the_ankle_has_no_spring_of_its_own() -> None:
    stiffness, damping = joint_gains(np.full(N, 2.0))
    others = np.delete(np.arange(N), ANKLE)
    np.testing.assert_allclose(np.sqrt(stiffness[others] / 2.0) / (2 * np.pi), 1.5)
    np.testing.assert_allclose(damping[others] / (2 * np.sqrt(stiffness[others] * 2.0)), 0.8)
    np.testing.assert_allclose(stiffness[ANKLE], 0)
    np.testing.assert_allclose(damping[ANKLE], 4.0)


def test_sway_is_the_size_of_the_noise_and_the_seed_its_course() -> None:
    swayed = sway(1, 1.0, 300, TICK_S, HALF_BASE_M)
    noise, wander = np.array(swayed.noise_m), np.array(swayed.wander_m)
    assert not noise[0].any()
    assert not wander[0].any()
    calm = sway(1, 0.0, 100, TICK_S, HALF_BASE_M)
    assert not np.array([calm.noise_m, calm.wander_m]).any()
    twice, other = sway(1, 2.0, 100, TICK_S, HALF_BASE_M), sway(2, 1.0, 100, TICK_S, HALF_BASE_M)
    np.testing.assert_allclose(twice.noise_m, 2 * noise[:100])
    assert other.noise_m != swayed.noise_m[:100]
    assert other.wander_m != swayed.wander_m[:100]
    assert np.abs(noise[1:, 0] - noise[1:, 1]).min() > 0, "two directions, two courses"


def test_the_point_she_sways_about_stays_well_within_the_base() -> None:
    """However much she sways: within a quarter of the way from the middle of the base to its edge, and out there now and then."""
    wander = np.abs(sway(1, 5.0, 200_000, TICK_S, HALF_BASE_M).wander_m)
    assert (wander.max(axis=0) <= 0.25 * np.array(HALF_BASE_M)).all()
    assert (wander.max(axis=0) > 0.2 * np.array(HALF_BASE_M)).all()


def test_she_rests_where_her_wandering_point_is() -> None:
    """A centimetre from the plan with the point there: the ankle is asked for what holds her, her weight at a centimetre, no more."""
    torque = over_time(feedback(), 200, deviation=(0.01, -0.005), wander=(0.01, -0.005))[-1]
    assert torque[PITCH] == pytest.approx(-WEIGHT_N * 0.01)
    assert torque[ROLL] == pytest.approx(-WEIGHT_N * 0.005)


@pytest.mark.parametrize("stance", ["left", "right"])
def test_the_ankle_is_commanded_within_the_functional_base(stance: str) -> None:
    humanoid = body_of(Scenario().replace(hinge={"stance": stance}))
    ankle = AnkleCommand(humanoid, WEIGHT_N, TICK_S)
    base = functional_base(humanoid) * [1, humanoid.side]
    base = base if humanoid.side > 0 else base[::-1]
    for ahead, medial in np.random.default_rng(3).uniform(-0.2, 0.25, (200, 2)):
        given = np.array(ankle.nearest(ahead, medial))
        inside = margin_m(np.array([[ahead, medial]]), base)[0] >= 0
        assert margin_m(given[None], base)[0] > -1e-9
        assert (given == [ahead, medial]).all() == inside


def test_the_pressure_keeps_to_the_side_that_is_needed_where_the_base_is_pointed() -> None:
    """Asked 5 cm behind the ankle and 1 cm to the outside: most of the centimetre is given, where the nearest point gives a quarter."""
    ahead, medial = AnkleCommand(body_of(Scenario()), WEIGHT_N, TICK_S).nearest(-0.05, -0.01)
    assert medial < -0.006
    assert -0.03 < ahead < -0.01


@pytest.mark.parametrize("share", [1.0, 1.6])
def test_no_point_of_the_base_gives_up_less_than_the_one_that_is_given(share: float) -> None:
    """Way given up along and across, each against the size of the base that way; tried on a thousand points around its edge."""
    humanoid = body_of(Scenario())
    ankle, base = AnkleCommand(humanoid, WEIGHT_N, TICK_S), share * functional_base(humanoid)
    part = np.linspace(0, 1, 126)[:, None, None]
    around = (base * (1 - part) + np.roll(base, -1, axis=0) * part).reshape(-1, 2)
    size = np.ptp(base, axis=0)
    outside = [at for at in np.random.default_rng(4).uniform(-0.3, 0.4, (60, 2)) if margin_m(at[None], base)[0] < 0]
    assert len(outside) > 30
    for at in outside:
        given = np.array(ankle.nearest(*at, share))
        least = (np.abs(around - at) / size).sum(axis=1).min()
        assert least - 0.005 < (np.abs(given - at) / size).sum() < least + 1e-9
        assert abs(margin_m(given[None], base)[0]) < 1e-9


def test_what_the_ankle_gives_and_what_is_left_over_are_what_was_asked() -> None:
    ankle, asked = AnkleCommand(body_of(Scenario()), WEIGHT_N, TICK_S), np.zeros(N)
    asked[PITCH], asked[ROLL] = -0.25 * WEIGHT_N, 0.01 * WEIGHT_N
    torque, given, rest = ankle.within(asked, np.zeros(N), NO_LIMIT, NO_LIMIT)
    np.testing.assert_allclose(np.add(given, rest), [0.25, 0.01])
    np.testing.assert_allclose(torque, [-given[0] * WEIGHT_N, given[1] * WEIGHT_N])
    assert 0.12 < given[0] < 0.15
    weak = ankle.within(asked, np.zeros(N), NO_LIMIT, np.full(N, 30.0))
    assert weak[0][0] == pytest.approx(-30.0)
    assert weak[2][0] == pytest.approx(0.25 - 30.0 / WEIGHT_N)
    helped = ankle.within(asked, np.full(N, -6.0), NO_LIMIT, np.full(N, 30.0))
    assert helped[0][0] == pytest.approx(-36.0), "passive tissue comes on top of strength"


def test_a_foot_that_carries_nothing_has_nothing_to_balance() -> None:
    """Half a body weight off the foot is felt with a time constant of 0.05 s; at no load there is neither torque nor a remainder."""
    ankle, asked = AnkleCommand(body_of(Scenario()), WEIGHT_N, TICK_S), np.full(N, -60.0)
    felt = [ankle.bears(WEIGHT_N / 2) for _ in range(5)]
    assert felt[-1] == pytest.approx(0.5 + 0.5 * math.exp(-1))
    for _ in range(200):
        ankle.bears(0.0)
    torque, _, rest = ankle.within(asked, np.zeros(N), NO_LIMIT, NO_LIMIT)
    np.testing.assert_allclose(torque, 0, atol=1e-9)
    np.testing.assert_allclose(rest, 0, atol=1e-9)
    for _ in range(200):
        landed = ankle.bears(9 * WEIGHT_N)
    assert landed == 1.0
    torque, given, rest = ankle.within(10 * asked, np.zeros(N), NO_LIMIT, NO_LIMIT)
    np.testing.assert_allclose(np.add(given, rest), [1.0, -1.0], err_msg="a foot that bears twice the weight is not asked twice")
    assert ankle.nearest(0.5, 0.0, 2.0)[0] == pytest.approx(2 * ankle.nearest(0.25, 0.0)[0])
    assert ankle.within(10 * asked, np.zeros(N), NO_LIMIT, NO_LIMIT)[1][0] == pytest.approx(2 * ankle.nearest(0.5, -0.5)[0], abs=1e-3)


@pytest.fixture(scope="module")
def body_along_the_path():
    """A left-footed body in three postures; any inertia will do that is symmetric and positive."""
    q = np.random.default_rng(5).uniform(-0.4, 0.4, (3, N))
    root = np.random.default_rng(6).standard_normal((3, N, N))
    return body_of(Scenario().replace(hinge={"stance": "left"})), q, root @ root.transpose(0, 2, 1) + 0.5 * N * np.eye(N)


def strategies(body, free=("stance", "free"), band=("stance", "free")) -> Strategies:
    humanoid, q, mass = body
    return Strategies(forward(humanoid, q), mass, np.linspace(50, 150, N), free, band, TICK_S)


@pytest.mark.parametrize("knot", [0, 1, 2])
@pytest.mark.parametrize("axis", [0, 1])
def test_hip_trunk_and_arms_give_the_acceleration_that_is_missing(body_along_the_path, knot: int, axis: int) -> None:
    """e beyond the base: three times -g e / h, with the chain of that plane free and all other joints held; they are left alone."""
    humanoid, q, mass = body_along_the_path
    rest = (0.02, 0.0) if axis == 0 else (0.0, 0.02)
    torque, left, arms = strategies(body_along_the_path).share(knot, rest, 0.9, taut=False)
    names = [
        ("ankle_dorsiflexion", "hip_flexion", "lumbar_flexion", "stance_shoulder_flexion", "free_shoulder_flexion"),
        ("ankle_inversion", "hip_abduction", "lumbar_bend", "stance_shoulder_abduction", "free_shoulder_abduction"),
    ][axis]
    chain = [JOINT[name] for name in names]
    rates = np.linalg.solve(mass[knot][np.ix_(chain, chain)], torque[chain])
    row = forward(humanoid, q[knot]).com_jacobian()[0, axis, chain] * (humanoid.side if axis else 1)
    assert row @ rates == pytest.approx(-3 * 9.81 * 0.02 / 0.9)
    assert not np.delete(torque, chain).any()
    assert torque[chain[0]] == 0, "the ankle gives no more"
    np.testing.assert_allclose(left[chain[1:]], 0.25)
    np.testing.assert_allclose(np.delete(left, chain[1:]), 1)
    # By effect and the square of strength.
    effect = np.linalg.solve(mass[knot][np.ix_(chain, chain)], row)[1:]
    strong = np.linspace(50, 150, N)[chain[1:]]
    assert 3 * arms[axis] == pytest.approx(-(effect[2:] @ torque[chain[3:]]) * 0.9 / 9.81), "what the arms give of it"
    assert arms[1 - axis] == 0
    np.testing.assert_allclose(torque[chain[1:]] / (effect * strong**2), (torque[chain[1:]] / (effect * strong**2))[0])


def test_arms_that_hold_a_weight_or_a_taut_band_are_not_free(body_along_the_path) -> None:
    shoulders = [j for name, j in JOINT.items() if "shoulder" in name]
    for kept, taut in ((strategies(body_along_the_path, free=()), False), (strategies(body_along_the_path), True)):
        torque, left, arms = kept.share(0, (0.02, 0.02), 0.9, taut=taut)
        assert not torque[shoulders].any()
        np.testing.assert_allclose(left[shoulders], 1)
        assert arms == (0, 0)
    one = strategies(body_along_the_path, band=("free",)).share(0, (0.02, 0.0), 0.9, taut=True)[0]
    assert one[JOINT["stance_shoulder_flexion"]] != 0
    assert one[JOINT["free_shoulder_flexion"]] == 0


def test_springs_let_go_by_the_remainder_and_come_back_in_their_time(body_along_the_path) -> None:
    """Down to a quarter, half the way at 2.5 mm and all of it at 5 mm and more; back with a time constant of 1.5 s."""
    kept, hip = strategies(body_along_the_path), JOINT["hip_flexion"]
    np.testing.assert_array_equal(kept.share(0, (0.0, 0.0), 0.9, taut=False)[0], 0)
    assert kept.share(0, (0.0025, 0.0), 0.9, taut=False)[1][hip] == pytest.approx(0.625)
    assert kept.share(0, (-0.05, 0.0), 0.9, taut=False)[1][hip] == 0.25
    for _ in range(150):
        torque, left, _ = kept.share(0, (0.0, 0.0), 0.9, taut=False)
    assert left[hip] == pytest.approx(1 - 0.75 * math.exp(-1))
    assert left[JOINT["hip_abduction"]] == 1
    assert not torque.any()
    assert DAMPING_LET_GO == 0.5


@pytest.mark.parametrize(("part", "spread_m", "time_s"), [("noise_m", (0.0022, 0.0022), 0.1), ("wander_m", (0.0073, 0.25 * 0.0073), 10.0)])
def test_noise_trembles_both_ways_and_she_wanders_mostly_fore_aft(part: str, spread_m: tuple[float, float], time_s: float) -> None:
    """First-order noises; on a base without end, so that nothing bounds the slow one."""
    course = np.array(getattr(sway(1, 1.0, 200_000, time_s / 2, (1e3, 1e3)), part)) / spread_m
    for lag in (0, 1, 2, 4):
        covariance = (course[: len(course) - lag] * course[lag:]).mean(axis=0)
        np.testing.assert_allclose(covariance, math.exp(-lag / 2), atol=0.015)
