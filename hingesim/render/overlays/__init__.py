"""The overlays: one file each, named as the overlay is; it holds `OVERLAY`, a value of a class of `render.overlay`.

To add one, see docs/extending.md. Nothing is imported here: names are read from the folder.
"""
