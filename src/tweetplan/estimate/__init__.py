"""Estimates: arithmetic over arrays that gives numbers with their doubt.

Plugins may import it; it knows the domain alone. Every function that draws is handed its generator (`seeded`), so that
the same inputs give the same advice.
"""

from tweetplan.estimate.attainment import Course, Outlook, joint_chance, outlook
from tweetplan.estimate.normal import seeded

__all__ = ["Course", "Outlook", "joint_chance", "outlook", "seeded"]
