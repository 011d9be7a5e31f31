"""The situation: the read-only snapshot that plugins advise on; docs/situation.md lists every field.

It holds plain values and no way to the store, the network or the clock; the core fills it once for all plugins.
"""

from datetime import date, datetime

from tweetplan.domain.estimate import Chance, Estimate, TimingVerdict
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.outlooks import Adjustment, PartLift, Window
from tweetplan.domain.posts import Slot, Task
from tweetplan.domain.recommendations import Fact
from tweetplan.domain.values import frozen

WINDOW_DAYS = 28
"""Over how many days effects are counted, and recent figures are summed."""


@frozen
class MeasureView:
    """One measure of an account over the last weeks that are complete, in whole weeks."""

    measure: str
    weeks: tuple[float, ...]
    """The sums of its last eight complete weeks, the oldest first; fewer where less is known."""
    first: date
    last: date
    source: str = ""
    """`overview`, `posts`, `typed` …"""

    @property
    def recent(self) -> float:
        """The sum of the last four weeks."""
        return sum(self.weeks[-4:])

    @property
    def before(self) -> float:
        """The sum of the four weeks before those."""
        return sum(self.weeks[:-4][-4:])


@frozen
class SlotView:
    """One slot of the next 14 days with the post that took it."""

    slot: Slot
    free: bool = False
    """Elastic, and taken by nobody."""
    state: str = ""
    """The state of its post; empty: there is none."""
    post: str = ""
    """The id of its post."""
    lift: Estimate | None = None
    """What the hour is expected to do to a post, over the average one; None where time does not matter."""


@frozen
class PeopleView:
    """What imports and the team know of the audience, as counts."""

    known: int = 0
    silent: int = 0
    """Without an interaction for over a month."""
    mentions: int = 0
    """Of the last four weeks."""
    unanswered: int = 0
    """Of these, neither answered nor resolved."""
    oldest: str = ""
    """When the oldest of these was written, as an instant in UTC."""
    invited: int = 0
    """Invitations of the last four weeks."""


@frozen
class BudgetView:
    """One part of one axis of the mix in the running week, in posts (of the reserve in hours or money)."""

    axis: str
    part: str
    planned: float
    window: float
    """How much there is in all."""
    low: float
    """The least that the rules allow."""
    high: float
    verdict: str
    """`ok`, `below`, `above` or `too few to judge`."""
    rule: str = ""
    soft: bool = False


@frozen
class AccountView:
    """One account as it stands."""

    account: Account
    complete_to: date | None = None
    """The last day that X's own exports cover."""
    followers_to: date | None = None
    """The last day with a count of followers."""
    posts_a_week: float | None = None
    """Own posts in each of the last four complete weeks, on average."""
    posts_a_week_before: float | None = None
    """The same for the eight weeks before those."""
    days_silent: int | None = None
    """Days from the last own post to the last known day."""
    measures: tuple[MeasureView, ...] = ()
    timing: TimingVerdict = "none"
    windows: tuple[Window, ...] = ()
    """When posts do better; empty while nothing shows that time matters."""
    lifts: tuple[PartLift, ...] = ()
    """What formats, topics, intents and calls to action do to what posts earn."""
    budgets: tuple[BudgetView, ...] = ()
    """The mix budgets of the running week."""
    people: PeopleView = PeopleView()
    frozen: bool = False
    """Whether a freeze stops all publishing on it: nothing that makes or moves a post is then shown."""

    def measure(self, key: str) -> MeasureView | None:
        """The measure of that key; None while nothing is known of it."""
        return next((held for held in self.measures if held.measure == key), None)

    def rate(self, numerator: str, denominator: str) -> Estimate | None:
        """One measure per unit of another over the weeks that both are known for; None under three such weeks."""
        tops, unders = self.measure(numerator), self.measure(denominator)
        if tops is None or unders is None:
            return None
        later = (tops.last - unders.last).days // 7
        above, below = tops.weeks[: len(tops.weeks) - max(later, 0)], unders.weeks[: len(unders.weeks) + min(later, 0)]
        count = min(len(above), len(below))
        pairs = tuple(zip(above[-count:], below[-count:], strict=True)) if count >= 3 else ()
        if not pairs or sum(under for _, under in pairs) <= 0:
            return None
        whole = _ratio(pairs)
        left_out = [_ratio(pairs[:at] + pairs[at + 1 :]) for at in range(count)]
        deviation = ((count - 1) / count * sum((one - whole) ** 2 for one in left_out)) ** 0.5
        low, high = max(whole - 1.28155 * deviation, 0.0), whole + 1.28155 * deviation
        return Estimate(whole, low, high, count, 1.0 if whole > 0 else 0.5, "own weeks", f"{count} weeks")


@frozen
class GoalView:
    """One goal as it stands."""

    goal: Goal
    kpi: Kpi
    actual: float | None = None
    """What came so far, up to `complete_to`."""
    asked: float | None = None
    """What the plan asks up to then."""
    pace: float | None = None
    """What came over what was asked, turned round where less is better."""
    complete_to: date | None = None
    days_left: int = 0
    chance: Chance = "no_history"
    p_hit: float | None = None
    expected: Estimate | None = None
    core: bool = False
    cadence: int = 0
    """Posts that its goal type asks for in a week."""
    planned: int = 0
    """Slots and posts of the next 14 days that serve it."""
    measure: str = ""
    """The measure that a post moves and the goal counts (leads: `leads`); empty where posts move none of it."""
    post: Estimate | None = None
    """What one more typical own post adds to `measure`, by the account's own figures; None while unknown."""
    basis: tuple[Fact, ...] = ()
    """The figures that `post` is made of: facts to give as its reason."""
    lifts: tuple[PartLift, ...] = ()
    """What formats, topics, intents and calls to action do to this goal's figure."""
    adjustment: Adjustment | None = None

    @property
    def behind(self) -> bool:
        """Whether the chance (without one, the pace) says that more is needed."""
        if self.p_hit is not None:
            return self.chance in ("at_risk", "behind")
        return self.pace is not None and self.pace < 0.9

    def lift(self, axis: str, part: str) -> PartLift | None:
        """The lift of one part of an axis."""
        return next((held for held in self.lifts if (held.axis, held.part) == (axis, part)), None)


@frozen
class Situation:
    """All that advice may rest on, as it stands at one moment."""

    now: datetime
    """Aware UTC."""
    day: date
    """The day that it is for the first main account."""
    accounts: tuple[AccountView, ...] = ()
    goals: tuple[GoalView, ...] = ()
    """Those that run and are no drafts, by priority."""
    slots: tuple[SlotView, ...] = ()
    """Of the next 14 days, in order of time."""
    tasks: tuple[Task, ...] = ()
    """Open ones, due until two weeks from now."""
    approvals: tuple[tuple[str, str, str], ...] = ()
    """Posts that wait for an approval: id, title, since when (an instant in UTC)."""
    experiments: tuple[tuple[str, str, str, str], ...] = ()
    """Experiments that have not been decided: name, account, state, and the instant of their last slot (or empty)."""
    capacity: int = 60
    """Minutes that the asker's team has for advice today."""

    def account(self, key: str) -> AccountView | None:
        """The account of this key."""
        return next((held for held in self.accounts if held.account.key == key), None)

    def goals_of(self, goal_type: str) -> tuple[GoalView, ...]:
        """The goals of one goal type."""
        return tuple(held for held in self.goals if held.goal.type == goal_type)

    def view(self, goal: Goal) -> GoalView | None:
        """The goal as it stands."""
        return next((held for held in self.goals if held.goal.name == goal.name), None)

    def free_slots(self, account: str) -> tuple[SlotView, ...]:
        """The elastic slots of an account that nobody has taken, in order of time."""
        return tuple(held for held in self.slots if held.free and held.slot.account == account)


def scaled(estimate: Estimate, by: float) -> Estimate:
    """So many times the estimate: two posts, half a month."""
    low, high = sorted((estimate.low * by, estimate.high * by))
    return Estimate(estimate.mean * by, low, high, estimate.n, estimate.p_positive, estimate.method, estimate.window)


def product(one: Estimate, other: Estimate) -> Estimate:
    """Two independent estimates multiplied, such as clicks of a post by leads of a click; n is the smaller one."""
    mean = one.mean * other.mean
    spread = (
        (one.mean * (other.high - other.low)) ** 2 + (other.mean * (one.high - one.low)) ** 2
    ) ** 0.5 / 2  # half the width of the interval
    least = one if one.n <= other.n else other
    return Estimate(
        mean, mean - spread, mean + spread, least.n, min(one.p_positive, other.p_positive),
        f"{one.method}; {other.method}", least.window,
    )  # fmt: skip


def _ratio(pairs: tuple[tuple[float, float], ...]) -> float:
    under = sum(below for _, below in pairs)
    return sum(above for above, _ in pairs) / under if under > 0 else 0.0
