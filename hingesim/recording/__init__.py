"""The waist: what a run was, what was measured in it, and what came of it."""
