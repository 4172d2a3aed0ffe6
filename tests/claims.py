"""What the words in pictures claim, and the numbers that must bear it: worked out from the arrays alone, not by the rules under test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim import Recording
from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import LINK
from hingesim.body.support import midline_m
from hingesim.common.words import languages, words
from hingesim.motion.exercises import exercise_of
from hingesim.motion.schedule import PHASES
from hingesim.render import captions
from hingesim.render.pose import pose_at

STEP_S = 0.1
"""Captions are read this often."""
SLACK_N, TOUCH_N, LIFTED_DEG = 0.5, 5.0, 3.0
CLEAR_M = 0.03
"""The XcoM is clearly out this far from the base."""
NEAR_M = 0.0101
"""The pressure is over the mid-foot this close to where it started, and to either side of it beyond."""


@dataclass(frozen=True)
class Facts:
    """What was measured in a run."""

    r: Recording

    @cached_property
    def ahead_m(self) -> np.ndarray:
        """shape (T,): pressure ahead of the ankle, while the foot points straight ahead; of both feet where they stand side by side."""
        feet = 2 if exercise_of(self.r.scenario).footing.alike else 1
        normal = self.r.foot_force_world_n[:, :feet, 2].sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            place = -self.r.foot_moment_world_n_m[:, :feet, 1].sum(axis=1) / normal
        return np.where(normal > 1, place, np.nan) - self.r.root_position_world_m[:, 0]

    @cached_property
    def in_balance(self) -> np.ndarray:
        """shape (T,): before a loss or touch."""
        end_s = self.r.outcome.time_s
        return np.full(len(self.r.time_s), True) if end_s is None else self.r.time_s < end_s

    @cached_property
    def start_m(self) -> float:
        ready = (self.r.phase == PHASES.index("ready")) & self.in_balance
        if exercise_of(self.r.scenario).completed == "time":
            return 0.25 * self.r.humanoid.proportions.segments["foot"].length_m
        return float(np.nanmean(self.ahead_m[ready])) if ready.any() else float("nan")

    @cached_property
    def bottom_m(self) -> float:
        pause = self.r.phase == PHASES.index("pause")
        at = pause & self.in_balance if pause.any() else np.arange(len(pause)) == np.argmax(self.r.place)
        return float(np.nanmean(self.ahead_m[at])) if at.any() else float("nan")

    @cached_property
    def lifted(self) -> bool:
        down = -self.r.link_poses.rotation_world[self.in_balance, LINK["stance_foot"], 2, 0]
        return bool(np.degrees(np.arcsin(down.max())) >= LIFTED_DEG - 1e-9)

    @cached_property
    def foremost_m(self) -> float:
        return float(np.nanmax(self.ahead_m[self.in_balance]))

    @cached_property
    def lost(self) -> int:
        return int(np.searchsorted(self.r.time_s, self.r.outcome.time_s or 0.0))

    def touched(self, *parts: str) -> bool:
        """Whether parts carried something from the loss on."""
        return bool(any((self.r.ground_load_n[self.lost :, PARTS.index(part)] > TOUCH_N).any() for part in parts))

    @cached_property
    def ahead_share(self) -> float:
        """Where the XcoM was along the base at the loss: 0 at its back end, 1 at its front end."""
        m = self.r.metrics
        return float((m.xcom_m[self.lost, 0] - m.back_m) / (m.front_m - m.back_m))

    @cached_property
    def aside_m(self) -> float:
        """How far it was from the midline of the base, to the inner side, when it was clearly out: at its narrow ends the base is
        all midline."""
        m = self.r.metrics
        out = np.flatnonzero(m.xcom_margin_m[self.lost :] <= -CLEAR_M)
        x, y = m.xcom_m[self.lost + (out[0] if len(out) else int(np.argmin(m.xcom_margin_m[self.lost :])))]
        return float(y - self.r.humanoid.side * midline_m(self.r.humanoid, np.array([x]))[0])

    @cached_property
    def end_m(self) -> np.ndarray:
        """shape (2,): where the CoM ended from where the ankle was at the loss, ahead and to the inner side."""
        r = self.r
        axis = r.link_poses.rotation_world[self.lost, LINK["stance_foot"], :2, 0]
        axis = axis / np.linalg.norm(axis)
        away = r.com_world_m[-1, :2] - r.root_position_world_m[self.lost, :2]
        return np.array([away @ axis, r.humanoid.side * (axis[0] * away[1] - axis[1] * away[0])])


def went_back(f: Facts) -> bool:
    return f.bottom_m <= f.start_m - 0.0099


def went_to_toes(f: Facts) -> bool:
    return f.lifted or f.foremost_m > f.start_m + 0.0099


CLAIMS = (
    # Words of the four languages, and what must be so where one of them is said of the whole run.
    (r"toward the heel|weight went back|weight is back|posterior shift"
     r"|hacia el talón|peso fue atrás|peso fueron atrás|peso está atrás|peso hacia atrás"
     r"|Richtung Ferse|Gewicht ging nach hinten|Gewicht gingen zurück|Gewicht ist hinten|Gewicht nach hinten|auf der Ferse"
     r"|vers le talon|poids a reculé|poids en arrière|poids est en arrière|poids vers l’arrière|sur le talon", went_back),
    (r"mid-foot|mediopié|Fußmitte|milieu du pied", lambda f: abs(f.bottom_m - f.start_m) < NEAR_M),
    (r"to(ward)? the toes|on the toes|(hacia|sobre) los dedos|a los dedos"
     r"|zu den Zehen|auf (den|die) Zehen|(vers|sur) les orteils", went_to_toes),
    (r"heel lifted|talón se levantó|Ferse hob sich|talon a quitté", lambda f: f.lifted),
    (r"heel loaded throughout|talón siempre cargado|Ferse immer belastet|talon toujours chargé",
     lambda f: not f.lifted),
    (r"free foot|[Ff]oot down|[Pp]ie apoyado|Fuß unten|[Pp]ied posé|pie libre|freie Fuß|pied libre"
     r"|onto the other foot|sobre el otro pie|auf den anderen Fuß|sur l’autre pied", lambda f: f.touched("free_foot")),
    (r"caught by a step|Step holds|un paso|Paso salvador|durch Schritt|Schritt hält|d’un pas|Pas réussi", lambda f: f.r.ended == "caught"),
    (r"[Hh]ands down|onto the hands|[Mm]anos|Hände|[Mm]ains", lambda f: f.touched("hands")),
    (r"Body down|to the ground|Cuerpo caído|hasta el suelo|Körper unten|bis zum Boden|Corps tombé|jusqu’au sol",
     lambda f: f.r.ended == "down" or f.touched("elbows", "knees", "pelvis", "trunk", "head")),
    (r"toes cannot hold|passed the toes|dedos no aguantan|pasó los dedos|orteils cèdent|devant les orteils"
     r"|die Zehen halten|über die Zehen|forward fall|hacia delante|Sturz nach vorn|l’avant$",
     lambda f: f.ahead_share > 0.5),
    (r"heel cannot hold|passed the heel|talón no aguanta|pasó el talón|talon cède|derrière le talon"
     r"|die Ferse hält|über die Ferse|backward fall|Sturz nach hinten",
     lambda f: f.ahead_share < 0.5),
    (r"side of the foot|borde del pie|Fußrand|par le côté|sideways|de lado|sur le côté|lateral$|zur Seite",
     lambda f: abs(f.aside_m) > 0.003),
    (r"Then forward|Luego adelante|Dann vorwärts|Puis devant", lambda f: f.end_m[0] > 0.02),
    (r"Then backward|Luego atrás|Dann rückwärts|Puis derrière", lambda f: f.end_m[0] < -0.02),
    (r"inward|adentro|einwärts|dedans", lambda f: f.end_m[1] > 0.02),
    (r"outward|afuera|auswärts|dehors", lambda f: f.end_m[1] < -0.02),
)  # fmt: skip
NOW = (
    # What must be so at the instant where it is said.
    (r"[Bb]and stretched|Banda tensa|Band gespannt|Élastique tendu", lambda r, i: np.linalg.norm(r.band_force_world_n[i]) >= SLACK_N / 2),
    (r"is slack|went slack|está floja|se ha aflojado|hängt|détendu", lambda r, i: np.linalg.norm(r.band_force_world_n[i]) < 2 * SLACK_N),
)


def contradictions(r: Recording) -> tuple[int, list[str]]:
    """How many texts were read, over all languages, and those that the numbers contradict."""
    facts, read, wrong = Facts(r), 0, list(numbers(Facts(r)))
    times = np.append(np.arange(r.time_s[0], r.time_s[-1], STEP_S), r.time_s[-1] + 1)
    poses = [pose_at(r, float(t)) for t in times]
    samples = [min(round(t / np.median(np.diff(r.time_s))), len(r.time_s) - 1) for t in times]
    for language in languages():
        told = words(language)
        now = [(captions.cue(pose, told), i) for pose, i in zip(poses, samples, strict=True)]
        every = {told.verdict(r.outcome), told.told(r.outcome), *(text for text, _ in now)}
        read += len(every)
        for claim, holds in CLAIMS:
            wrong += [f"{language}: {text!r}; {told.reason(r.outcome)}" for text in every if re.search(claim, text) and not holds(facts)]
        for claim, holds in NOW:
            wrong += [f"{language} at {r.time_s[i]:.2f} s: {text!r}" for text, i in now if re.search(claim, text) and not holds(r, i)]
    return read, wrong


def numbers(f: Facts) -> Iterator[str]:
    """The figures of the evidence against figures of their own."""
    given = dict(f.r.outcome.values)
    keys = f.r.outcome.evidence
    if {"bottom_back", "bottom_ahead"} & set(keys):
        shift = 1000 * (f.start_m - f.bottom_m) * (1 if "bottom_back" in keys else -1)
        if abs(shift - float(given["millimetre"])) > 0.5:
            yield f"pressure moved {shift:.1f} mm, told {given['millimetre']:.1f}"
        if not 0 <= float(given["least"]) <= 100 or float(given["least"]) > float(given["percent"]) + 1:
            yield f"heel at least {given['least']:.0f} %, at the bottom {given['percent']:.0f} %"
    heel = f.r.metrics.heel_load
    flying = f.r.ground_load_n[:, PARTS.index("stance_foot")] <= 1
    if heel[flying].any() or f.r.metrics.toe_load[flying].any():
        yield "a foot in the air carries something"
    if heel.min() < 0 or heel.max() > 1:
        yield "a share outside 0 to 1"
