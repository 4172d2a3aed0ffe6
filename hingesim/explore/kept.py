"""Where the packages of the page in one file are kept; apart from what fetches them, so that the command's help need not wait for it."""

CACHE = "~/.cache/hingesim/explorer"
"""Folder, if nothing else is said."""
