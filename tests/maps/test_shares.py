"""The bars of a sweep over one field say what its table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from hingesim import InputError, Scenario, SweepTable
from hingesim.cli.main import main
from hingesim.common.words import languages
from hingesim.maps import share_chart
from hingesim.maps.looks import LOOKS
from hingesim.maps.shares import shares_of
from tests.maps.conftest import made

AXIS = {"hip-shift": "0,0.3,0.5,1"}


def learnt(scenario: Scenario) -> str | None:
    """Of four seeds one more succeeds with every step of skill; at the end of the axis no posture is found."""
    skill, seed = scenario.hinge.hip_shift, scenario.world.seed
    if skill == 1:
        return None
    return "mid_foot" if seed < {0: 1, 0.3: 2, 0.5: 3}[skill] else "forward_fall"


@pytest.fixture(scope="module")
def table() -> SweepTable:
    return made(AXIS, learnt, replicates=4)


def test_shares_are_those_of_the_table(table: SweepTable) -> None:
    shares = shares_of(table, "hinge.hip_shift")
    assert shares.x.tolist() == [0, 0.3, 0.5, 1]
    found = {name: row.tolist() for name, row in zip(shares.outcomes, shares.share, strict=True)}
    assert found == {"mid_foot": [0.25, 0.5, 0.75, 0], "forward_fall": [0.75, 0.5, 0.25, 0], "not_possible": [0, 0, 0, 1]}
    assert shares.runs.tolist() == [4, 4, 4, 4]


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("width", [400, 1600])
def test_bars_are_as_high_as_their_shares_and_stand_at_their_values(table: SweepTable, lang: str, width: int) -> None:
    figure = share_chart([table, table], lang=lang, width=width)
    assert [ax.get_label() for ax in figure.axes] == ["panel 0", "panel 1"]
    for ax in figure.axes:
        drawn = {name: [bar for bar in ax.patches if bar.get_gid() == name] for name in LOOKS}
        assert [bar.get_height() for bar in drawn["mid_foot"]] == [25, 50, 75, 0]
        for x, bar in zip((0, 0.3, 0.5, 1), drawn["mid_foot"], strict=True):
            assert bar.get_x() < x < bar.get_x() + bar.get_width()
        tops = [max(bar.get_y() + bar.get_height() for bar in column) for column in zip(*filter(None, drawn.values()), strict=True)]
        assert tops == pytest.approx([100] * 4)
    room = figure.bbox
    figure.draw_without_rendering()
    for text in [*figure.texts, *figure.legends[0].get_texts(), *(ax.title for ax in figure.axes)]:
        box = text.get_window_extent()
        assert room.x0 <= box.x0
        assert box.x1 <= room.x1
        assert room.y0 <= box.y0


def test_a_sweep_that_is_not_finished_says_so(table: SweepTable) -> None:
    part = SweepTable(table.rows.slice(0, 6), table.declared, "grid")
    assert any("Unfinished: 1 of 2" in text.get_text() for text in share_chart([part]).texts)
    assert not any("Unfinished" in text.get_text() for text in share_chart([table]).texts)


def test_other_sweeps_are_refused(table: SweepTable, three_regions: SweepTable) -> None:
    with pytest.raises(InputError, match="over one axis of numbers; this sweep has --knee-bend, --band-distance"):
        share_chart([three_regions])
    with pytest.raises(InputError, match="needs a grid"):
        share_chart([SweepTable(table.rows, table.declared, "scattered")])
    with pytest.raises(InputError, match="x: got 'knee-bend'"):
        share_chart([table], x="knee-bend")
    with pytest.raises(InputError, match="the axis of every sweep; this sweep has --knee-bend"):
        share_chart([table, made({"knee-bend": "5,10"}, learnt_knee)])
    with pytest.raises(InputError, match="titles: got 1"):
        share_chart([table, table], titles=["one"])
    with pytest.raises(InputError, match="sweeps: got 5"):
        share_chart([table] * 5)


def learnt_knee(scenario: Scenario) -> str:
    return "mid_foot"


def test_the_command_refuses_what_belongs_to_another_picture(capsys, tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "a.png")]
    table = str(tmp_path / "none.parquet")
    for words, said in (
        (["--shares", "--cells"], "--cells: cannot be combined with --shares"),
        (["--cells", "--metric", ""], "--cells: cannot be combined with --metric"),
        (["--shares", "--y", "knee-bend"], "--shares: cannot be combined with --y"),
        ([table], "several sweeps only with --shares"),
    ):
        assert main(["map", table, *words, *out]) == 2
        assert said in capsys.readouterr().err
