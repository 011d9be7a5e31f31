"""Turns a business goal for an X account into today's work, and results into the next decision."""

__version__ = "0.1.0"
