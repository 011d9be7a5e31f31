"""What plugin authors import: the words for goal types, results, drafts, publishing and events, and the mark for hooks.

What is in `__all__` stays as it is while the first number of `API_VERSION` does; the second rises when words are added.
"""

import pluggy

from tweetplan.domain.cadence import (
    Cadence,
    TaskTemplate,
    after,
    before,
    daily,
    fortnightly,
    monthly,
    quarterly,
    weekly,
    when,
)
from tweetplan.domain.draft import Draft, Entities, Entity, Part, Picture, Poll, Risk, TrendScore
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.events import Event
from tweetplan.domain.findings import Finding, Problem
from tweetplan.domain.goal_type import Benchmark, GoalType, Phase, Shape, early, even, first, last, late
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Formula, Kpi, duration, growth, level, ratio, total
from tweetplan.domain.measures import OVERVIEW, POST_MEASURES, POSTS, TYPED, X_MEASURES, Measure, PostFilter, where
from tweetplan.domain.mix import Band, MixRule, about, at_least, at_most, between, share
from tweetplan.domain.outlooks import PartLift, Window
from tweetplan.domain.publishing import Outgoing, Published, Refused, TryLater, Unknown
from tweetplan.domain.recommendations import Because, Effect, Fact, Recommendation
from tweetplan.domain.results import DayRow, Line, MentionRow, PersonRow, PostRow, Rejected, Results, Source
from tweetplan.domain.situation import (
    AccountView,
    BudgetView,
    GoalView,
    MeasureView,
    PeopleView,
    Situation,
    SlotView,
    product,
    scaled,
)
from tweetplan.domain.timing import Timing, cover, peaks, spread, within

API_VERSION = (0, 3)
"""Of this page and the hooks: (changes that break, additions)."""

hookimpl = pluggy.HookimplMarker("tweetplan")
"""The mark of a function that implements a hook of `tweetplan.hookspecs`."""

__all__ = [
    "API_VERSION",
    "OVERVIEW",
    "POSTS",
    "POST_MEASURES",
    "TYPED",
    "X_MEASURES",
    "Account",
    "AccountView",
    "Band",
    "Because",
    "Benchmark",
    "BudgetView",
    "Cadence",
    "DayRow",
    "Draft",
    "Effect",
    "Entities",
    "Entity",
    "Estimate",
    "Event",
    "Fact",
    "Finding",
    "Formula",
    "Goal",
    "GoalType",
    "GoalView",
    "Kpi",
    "Line",
    "Measure",
    "MeasureView",
    "MentionRow",
    "MixRule",
    "Outgoing",
    "Part",
    "PartLift",
    "PeopleView",
    "PersonRow",
    "Phase",
    "Picture",
    "Poll",
    "PostFilter",
    "PostRow",
    "Problem",
    "Published",
    "Recommendation",
    "Refused",
    "Rejected",
    "Results",
    "Risk",
    "Shape",
    "Situation",
    "SlotView",
    "Source",
    "TaskTemplate",
    "Timing",
    "TrendScore",
    "TryLater",
    "Unknown",
    "Window",
    "about",
    "after",
    "at_least",
    "at_most",
    "before",
    "between",
    "cover",
    "daily",
    "duration",
    "early",
    "even",
    "first",
    "fortnightly",
    "growth",
    "hookimpl",
    "last",
    "late",
    "level",
    "monthly",
    "peaks",
    "product",
    "quarterly",
    "ratio",
    "scaled",
    "share",
    "spread",
    "total",
    "weekly",
    "when",
    "where",
    "within",
]
