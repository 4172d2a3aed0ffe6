"""What is said under the picture can be read in the time it stands there."""

from __future__ import annotations

from itertools import groupby, product

import pytest

from hingesim.common.words import languages, words
from hingesim.recording.outcomes import is_loss
from hingesim.render import captions
from hingesim.render.drawing import Drawing
from hingesim.render.pose import pose_at
from hingesim.render.timeline import READ_S, timeline
from tests.golden import stored

MOST_WORDS = 9


def counted(text: str) -> int:
    """Words; a sign between blanks is none."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


@pytest.mark.parametrize("language", languages())
def test_a_cue_has_at_most_nine_words(language):
    texts = words(language).texts
    cues = [text for phase in texts["cue"].values() for text in phase.values()] + list(texts["lost"].values())
    said = {cue: counted(cue) for cue in cues}
    assert {cue: count for cue, count in said.items() if count > MOST_WORDS} == {}


@pytest.mark.parametrize("language", languages())
def test_a_verdict_has_at_most_nine_words_whatever_came_of_it(language):
    w = words(language)
    whole = [text for name, text in w["coach"].items() if not is_loss(name)] + list(w["rests"].values())
    losses = [text for name, text in w["coach"].items() if is_loss(name)]
    whole += [" ".join(parts) for parts in product(losses, w["then_coach"].values(), w["came_coach"].values())]
    assert {text for text in whole if counted(text) > MOST_WORDS} == set()


def test_every_caption_of_the_lesson_stays_long_enough_to_be_read():
    recordings, drawing = [stored("without"), stored("with_band")], Drawing()
    for recording in recordings:
        told = [captions.cue(pose_at(recording, i.time_s), words("en")) for i in timeline(recordings, drawing)]
        for cue, frames in groupby(told):
            assert sum(1 for _ in frames) / drawing.fps >= READ_S - 0.1, cue
