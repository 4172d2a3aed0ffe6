"""How a run ends that nobody waits for any more."""


class Stale(Exception):
    """Whoever asked has asked for something else, or is gone."""
