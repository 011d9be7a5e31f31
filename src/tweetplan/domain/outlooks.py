"""Stored estimates as screens read them: chances with their fan, best times, lifts of the mix, proposals.

They are computed in a child and kept as JSON; each says when it was made and whether the store has moved on since.
"""

from datetime import date
from typing import Literal

from tweetplan.domain.estimate import Chance, Estimate, TimingVerdict
from tweetplan.domain.values import frozen

Over = Literal["goal", "quarter"]
"""Whether a chance is for the whole goal or for its running quarter."""


@frozen
class Outlook:
    """How likely one goal is hit, and what is to be expected; `outcome` is None where there is too little history."""

    goal: str
    """The goal's name."""
    kpi: str
    status: Chance
    until: date
    """The last day of what the chance is for."""
    target: float
    complete_to: date | None = None
    """The last settled day that it was learnt from."""
    outcome: Estimate | None = None
    """The expected outcome; its `p_positive` is the chance."""
    over: Over = "goal"
    core: bool = False
    trouble: str = ""
    """Why the goal cannot be read, where it cannot."""
    made_at: str = ""
    """An instant in UTC."""
    stale: bool = False
    """Whether results, goals or the day changed since it was computed."""

    @property
    def p_hit(self) -> float | None:
        """The chance, 0 to 1; None where there is too little history."""
        return self.outcome.p_positive if self.outcome else None


@frozen
class FanPoint:
    """What stands at the end of a day to come: four times in five between low and high."""

    day: date
    low: float
    mid: float
    high: float


@frozen
class Fan:
    """The weeks to come of one goal, for its curve chart."""

    goal: str
    points: tuple[FanPoint, ...] = ()
    made_at: str = ""
    stale: bool = False


@frozen
class Joint:
    """The chance that all core goals are hit; None where one of them has too little history, or there is none."""

    p: float | None = None
    goals: tuple[str, ...] = ()
    made_at: str = ""
    stale: bool = False


@frozen
class Window:
    """A stretch of hours on some weekdays, with its lift over the account's average post."""

    weekdays: tuple[int, ...]
    """0 = Monday."""
    begin: int
    """Its first hour."""
    end: int
    """The hour at which it is over (24: midnight)."""
    lift: Estimate


@frozen
class Times:
    """When an account's posts do better, if the time matters at all (G18, C03)."""

    account: str
    zone: str
    """The readers' zone, whose hours these are."""
    verdict: TimingVerdict
    posts: int
    slots: tuple[Estimate, ...] = ()
    """The lift of each hour of the week: weekday × 24 + hour."""
    windows: tuple[Window, ...] = ()
    made_at: str = ""
    stale: bool = False


@frozen
class PartLift:
    """What one part of an axis (video, a topic, a call to action) does to a post's figures."""

    axis: str
    part: str
    lift: Estimate
    """Over the account's average post: 0.12 is +12 %."""
    share: float = 0.0
    """Its share of the recent posts, 0 to 1."""
    proposed: float = 0.0
    """The share proposed for the next fortnight; at most ten points away."""


@frozen
class Lifts:
    """The lifts of formats, topics, intents and calls to action on one figure of an account (G19, T14)."""

    account: str
    goal: str
    """The goal whose KPI is looked at; empty: what posts earn in general."""
    figure: str
    """What was compared, in words: `url_clicks of a post`."""
    rows: tuple[PartLift, ...] = ()
    window: str = ""
    made_at: str = ""
    stale: bool = False


@frozen
class Cycle:
    """One closed cycle of the adjust rule: what was asked and what came (G30)."""

    first: date
    last: date
    asked: float
    actual: float

    @property
    def ratio(self) -> float:
        """What came over what was asked."""
        return self.actual / self.asked


@frozen
class Step:
    """One step of a goal's funnel in the last cycle, beside the cycles before it."""

    name: str
    """Such as `impressions per post`."""
    now: float
    before: float
    """The mean of the cycles before."""
    worst: bool = False
    """Whether most was lost here."""


@frozen
class Adjustment:
    """What the adjust rule says of one goal, with its arithmetic; nothing changes until it is accepted (G29–G31)."""

    goal: str
    move: Literal["raise", "analyse", "usual", "steady", "none"]
    """`usual`: the bare rule would have fired, within the usual swing; `none`: no closed cycle yet."""
    cycles: tuple[Cycle, ...] = ()
    """The last closed ones, the oldest first."""
    fired: Literal["raise", "analyse", ""] = ""
    """What the rule says without its gate."""
    p: float = 0.0
    """The probability that the level itself has moved that far."""
    sure: float = 0.8
    """The probability that the gate asks for."""
    target: float = 0.0
    proposed: float | None = None
    """The target proposed, where one is."""
    steps: tuple[Step, ...] = ()
    """The funnel, walked down."""
    causes: tuple[str, ...] = ()
    """What was found, in words, with figures."""
    made_at: str = ""
    stale: bool = False


@frozen
class Kept:
    """One piece of advice that was accepted: what it said it would do to a measure, and what came."""

    rule: str
    title: str
    goal: str
    account: str
    accepted_on: date
    measure: str
    due: date
    """When it can be judged: four weeks after."""
    said: float | None = None
    """The predicted change over the four weeks before, as a share."""
    came: float | None = None
    """The change that came; None while the four weeks after are not known."""
    slope: float = 1.0
    """What came per unit of what was said, of all advice of its rule: its gains are multiplied with it."""


@frozen
class Promises:
    """The trust page: advice that was accepted with an effect, predicted against realised."""

    rows: tuple[Kept, ...] = ()
    made_at: str = ""
    stale: bool = False
