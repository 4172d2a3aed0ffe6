"""List the variations of the hinge by name, in the order in which they are learned."""

from __future__ import annotations

import dataclasses
import json

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of
from hingesim.coaching.changes import option_of
from hingesim.coaching.variations import Variation
from hingesim.common.terminal import terminal
from hingesim.common.words import Words

EXAMPLE = "hingesim variations --lang de"


def options(command: Parser) -> None:
    """Declare the options."""
    shared.language(command)
    shared.json(command, "list")


def run(arguments: Namespace) -> int:
    """Print them with what they set, what to master before, and when to go on."""
    said, every = terminal(language_of(arguments)), hingesim.coaching.variations().values()
    if arguments.json:
        print(json.dumps([_row(each, said.language) for each in every], indent=2, allow_nan=False, ensure_ascii=False))
        return 0
    for each in every:
        after = f"  {said.text('coaching', 'after', names=', '.join(each.after))}\n" if each.after else ""
        print(f"{each.step}. {each.name}: {each.what[said.language]}\n  {_told(each, said)}\n{after}  {_on(each, said)}")
    print(f"\n{said['coaching']['variation']}")
    return 0


def _told(each: Variation, said: Words) -> str:
    """What it sets, as options."""
    fixed = [f"{option_of(field)} {value}" for field, value in each.to.items()]
    shares = [
        said.text("coaching", "share", option=option_of(field), percent=100 * share.share, of=option_of(share.of))
        for field, share in each.shares.items()
    ]
    return ", ".join([*fixed, *shares])


def _on(each: Variation, said: Words) -> str:
    return said.text("coaching", "move_on", criterion=each.move_on[said.language])


def _row(each: Variation, lang: str) -> dict[str, object]:
    """One variation as JSON, its texts in one language."""
    return {
        **dataclasses.asdict(each),
        "title": each.title[lang],
        "what": each.what[lang],
        "move_on": each.move_on[lang],
        "judgement": True,
    }
