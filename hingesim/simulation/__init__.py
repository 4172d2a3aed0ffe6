"""From a scenario to a recording."""
