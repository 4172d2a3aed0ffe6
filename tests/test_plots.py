"""The traces show the recorded signals against the base of support."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import InputError
from hingesim.metrics import Metrics
from hingesim.plots import trace


def lines(ax):
    return {line.get_label(): line for line in ax.lines}


def test_position_panel_shows_the_signals_and_the_base(fallen):
    figure = trace([fallen])
    ax, m = figure.axes[0], Metrics(fallen)
    com = lines(ax)["centre of mass"]
    count = len(com.get_xdata())
    assert np.allclose(com.get_ydata(), 100 * m.com_m[:count, 0])
    assert np.allclose(com.get_xdata(), fallen.time_s[:count])
    assert com.get_xdata()[-1] >= min(fallen.outcome.time_s, fallen.time_s[-1])
    low, high = ax.get_ylim()
    assert low < 100 * m.back_m < 100 * m.front_m < high
    assert lines(ax)["balance lost"].get_xdata()[0] == pytest.approx(fallen.outcome.time_s)


def test_band_panel_only_with_a_band(fallen, banded):
    assert len(trace([fallen]).axes) == 2
    figure = trace([fallen, banded])
    assert len(figure.axes) == 4
    assert np.nanmax(figure.axes[-1].lines[0].get_ydata()) == pytest.approx(banded.band_tension_n.max())


def test_two_recordings_differ_in_colour_and_line_style(fallen, banded):
    angles = trace([fallen, banded]).axes[2]
    one, two = (lines(angles)[f"trunk inclination, {name}"] for name in ("without band", "with band"))
    assert one.get_color() != two.get_color()
    assert one.get_linestyle() != two.get_linestyle()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_saved_files_are_equal_for_equal_recordings(banded, tmp_path, kind):
    for name in ("a", "b"):
        trace([banded], tmp_path / f"{name}.{kind}")
    a, b = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("a", "b"))
    assert a == b
    assert len(a) > 5000


def test_refused_arguments_are_named(fallen, tmp_path):
    with pytest.raises(InputError, match=r"output: got 't\.jpg', allowed is a name that ends in \.png, \.svg or \.pdf"):
        trace([fallen], "t.jpg")
    with pytest.raises(InputError, match="titles: got 2"):
        trace([fallen], titles=["a", "b"])


def test_nothing_global_is_changed(fallen):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    trace([fallen])
    assert dict(mpl.rcParams) == before
