"""Estimates: arithmetic over arrays that gives numbers with their doubt.

Plugins may import it; it knows the domain alone. Every function that draws is handed its generator (`seeded`), so that
the same inputs give the same advice.
"""

from tweetplan.estimate.attainment import Course, Outlook, joint_chance, outlook
from tweetplan.estimate.experiments import log_rates, peek, sample_size, welch
from tweetplan.estimate.lift import Lifts, lifts
from tweetplan.estimate.normal import seeded
from tweetplan.estimate.timing import Timing, timing

__all__ = [
    "Course",
    "Lifts",
    "Outlook",
    "Timing",
    "joint_chance",
    "lifts",
    "log_rates",
    "outlook",
    "peek",
    "sample_size",
    "seeded",
    "timing",
    "welch",
]
