"""What both indexes say about an entry beside its own texts."""

from __future__ import annotations

from hingesim.common.words import ENGLISH
from hingesim.gallery.entry import CLIP, Entry, Run
from hingesim.render.manifest import manifest_path


def outcome(run: Run) -> str:
    """`Mid-foot or posterior shift, in 20 of 20 runs with mujoco, 8 of 8 with bullet`."""
    shares = [f"{share.count} of {share.seeds}{' runs' if i == 0 else ''} with {share.engine}" for i, share in enumerate(run.shares)]
    names = " or ".join(ENGLISH.title(name) for name in (run.outcome, *run.also))
    return f"{names.capitalize()}, in {', '.join(shares)}"


def meaning(run: Run) -> str:
    """The outcome in a coach's words."""
    return ENGLISH.coach(run.outcome)


def command(entry: Entry) -> str:
    """The command that makes the clip again."""
    return f"hingesim render --from {manifest_path(CLIP).name} --out {CLIP}"


def storyboard_alt(alt: str) -> str:
    """Alternative text of the storyboard."""
    return f"Key moments as still pictures. {alt}"
