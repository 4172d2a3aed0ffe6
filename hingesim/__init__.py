"""hingesim: single-leg hip hinges in physics."""

__version__ = "0.1.0"
