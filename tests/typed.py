"""Command lines as tests type them."""

from __future__ import annotations

import os

from hingesim.cli.main import main

SMALL = ["--depth", "10", "--lower", "0.3", "--pause", "0", "--raise", "0.3"]
"""The quickest hinge there is."""


def refused(words: list[str], capsys) -> str:
    """What a command says that refuses: one line on stderr, nothing on stdout, status 2, and no file more or less in this folder."""
    before = sorted(os.listdir())
    try:
        status = main(words)
    except SystemExit as stop:
        status = stop.code
    told = capsys.readouterr()
    assert status == 2
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert told.err.startswith("hingesim: ")
    assert sorted(os.listdir()) == before
    return told.err
