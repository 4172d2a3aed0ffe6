"""A stick figure by matplotlib's animation, written by its own writer of GIFs."""

import sys

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation, PillowWriter

motion = np.load(sys.argv[1])
segment, band, com = motion["segment_m"], motion["band_m"], motion["com_m"]
figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.6), dpi=100, sharey=True)
lines, ropes, dots = [], [], []
for ax, title in zip(axes, ("without band", "with band"), strict=True):
    ax.set(xlim=(-1.1, 2.2), ylim=(-0.1, 1.9), aspect="equal", title=title, xlabel="m")
    ax.axhline(0, color="0.6")
    lines.append([ax.plot([], [], lw=250 * radius, color="#4080b3", solid_capstyle="round")[0] for radius in motion["radius_m"]])
    ropes.append(ax.plot([], [], color="#c06030")[0])
    dots.append(ax.plot([], [], "o", color="#e01a4d")[0])


def draw(k: int) -> list:
    for half in range(2):
        for line, ends in zip(lines[half], segment[half, k], strict=True):
            line.set_data(ends[:, 0], ends[:, 2])
        ropes[half].set_data(band[half, k, :, 0], band[half, k, :, 2])
        dots[half].set_data(com[half, k, :1], com[half, k, 2:])
    return [*lines[0], *lines[1], *ropes, *dots]


FuncAnimation(figure, draw, segment.shape[1], blit=True).save(sys.argv[2], PillowWriter(fps=float(np.round(motion["fps"]))))
