"""The sample's plan and its typed figures: goals of all seven types around today, and the daily numbers behind them.

Of the goals one is on pace, one behind, one unproven, and one beaten in two cycles running.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tweetplan.analysis.sample import DAYS, HELP, HELP_ZONE, MAIN, MAIN_ZONE, ONE_DAY, SampleAccount, poisson
from tweetplan.domain.curve import Anchor
from tweetplan.domain.goals import Account, Goal, Member, PeriodNote, handle_key
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.periods import containing
from tweetplan.domain.plan import MixOverride, Plan
from tweetplan.domain.posts import Pattern, Theme

LEADS_BY_QUARTER = (200, 250, 300, 250)
"""The source's own ladder: 1000 qualified leads (G07)."""
FOCUS = (
    "audience persona, profile, exposure",
    "content types, conversion path",
    "influence, partners",
    "conversion flow, lead quality",
)
"""What the source gives each quarter to do (G07)."""
Figure = tuple[date, str, str, float, str, str]
"""Day, account, measure, value, campaign, source: a row of the generic CSV."""


@dataclass(frozen=True, slots=True)
class SampleYear:
    """The four quarters that the sample's year goal runs over.

    They are the calendar year's from April on; before that today lies in the third of them, to have a past to show.
    """

    today: date

    @property
    def current(self) -> int:
        """Which of the four quarters, from 0, holds today."""
        return (self.today.month - 1) // 3 or 2

    @property
    def quarters(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each quarter, in order."""
        into = (self.today.month - 1) % 3
        starts = [_months(self.today, 3 * (at - self.current) - into) for at in range(4)]
        return tuple((start, _months(start, 3) - ONE_DAY) for start in starts)

    @property
    def first(self) -> date:
        """The first day of the year goal."""
        return self.quarters[0][0]

    @property
    def last(self) -> date:
        """The last day of the year goal."""
        return self.quarters[-1][1]

    @property
    def now(self) -> tuple[date, date]:
        """The quarter of today."""
        return self.quarters[self.current]

    @property
    def half(self) -> tuple[date, date]:
        """The quarter before this one and this one."""
        return self.quarters[self.current - 1][0], self.now[1]


def _months(day: date, shift: int) -> date:
    """The first of the month `shift` months from the month of `day`."""
    at = day.year * 12 + day.month - 1 + shift
    return date(at // 12, at % 12 + 1, 1)


def figures(main: SampleAccount, aid: SampleAccount, today: date, seed: int = 7) -> Iterator[Figure]:
    """Every typed figure of the fourteen months: leads by source, spend, sales, answers, mentions, followers."""
    rng = Random(f"figures {seed}")
    year = SampleYear(today)
    for at in range(DAYS):
        day = today - (DAYS - at) * ONE_DAY
        asked = 1.6
        for (first, last), leads in zip(year.quarters, LEADS_BY_QUARTER, strict=True):
            if first <= day <= last:
                asked = leads / ((last - first).days + 1)
        for source, part in (("x-post", 0.7), ("x-profile", 0.2), ("event", 0.1)):
            if leads_made := poisson(rng, asked * part * 1.01):
                yield (day, MAIN, "leads", leads_made, "", source)
        yield from _sales(rng, day)
        yield from _answers(rng, day)
        yield (day, MAIN, "mentions", poisson(rng, 3.1), "", "")
        yield (day, MAIN, "mentions_untagged", poisson(rng, 1.2), "", "")
    for account in (main, aid):
        yield from _followers(account, today)


def _sales(rng: Random, day: date) -> Iterator[Figure]:
    orders = poisson(rng, 1.4 if day.weekday() < 5 else 0.6)
    if orders:
        yield (day, MAIN, "orders", orders, "", "")
        yield (day, MAIN, "revenue", round(sum(rng.uniform(18, 160) for _ in range(orders)), 2), "", "")
    if day.weekday() == 0:
        yield (day, MAIN, "spend", round(rng.uniform(60, 140), 2), "", "")


def _answers(rng: Random, day: date) -> Iterator[Figure]:
    answers = poisson(rng, 6 if day.weekday() < 5 else 2.5)
    if answers:
        yield (day, HELP, "responses", answers, "", "")
        yield (day, HELP, "response_seconds", sum(round(rng.lognormvariate(8.6, 0.7)) for _ in range(answers)), "", "")
        yield (day, HELP, "resolved", sum(rng.random() < 0.82 for _ in range(answers)), "", "")


def _followers(account: SampleAccount, today: date) -> Iterator[Figure]:
    """A count on the first of each month, as a person would type it, and none for the last 40 days: one is due."""
    level = account.followers_before
    for held in account.days:
        level += held.new_follows - held.unfollows
        if held.day.day == 1 and held.day < today - timedelta(days=40):
            yield (held.day, account.handle, "followers", level, "", "")


def plan(main: SampleAccount, today: date, owner: str = "ana") -> Plan:
    """The sample's plan, with `owner` as its strategist."""
    year = SampleYear(today)
    return Plan(
        revision=0,
        name="Tern Coffee",
        fiscal_year_starts=year.first.month,
        accounts=(
            Account(MAIN, "main", MAIN_ZONE, "America/New_York"),
            Account(HELP, "support", HELP_ZONE),
        ),
        team=_team(owner),
        goals=tuple(_goals(main, year, owner)),
        themes=tuple(_themes(today)),
        patterns=(
            Pattern(handle_key(MAIN), (0, 1, 2, 3, 4), ("09:00", "13:00", "15:00"), "audience"),
            Pattern(handle_key(MAIN), (5, 6), ("11:00",), "audience"),
        ),
        mix=(MixOverride(handle_key(MAIN), MixRule("intent", (("promo", Band(0.0, 0.2)),))),),
        reserve={"hours": 0.2, "money": 0.2},
        rules={"winback.silent_days": 30},
    )


def _team(owner: str) -> tuple[Member, ...]:
    return (
        Member(owner, ("strategist", "crisis_manager"), MAIN_ZONE, {"mon-fri": "08:00-17:00"}, 600),
        Member("ben", ("creator",), MAIN_ZONE, {"mon-fri": "09:00-17:30"}, 1200),
        Member("dewi", ("community_manager",), "Asia/Kuala_Lumpur", {"mon-fri": "09:00-18:00"}, 900),
        Member(
            "farid", ("community_manager", "creator"), HELP_ZONE, {"mon-fri": "09:00-18:00", "sat": "10:00-14:00"}, 900
        ),
        Member("li", ("analyst",), "Asia/Shanghai", {"mon-fri": "09:00-18:00"}, 480),
    )


def _goals(main: SampleAccount, year: SampleYear, owner: str) -> Iterator[Goal]:
    """The seven goals, one of each type."""
    yield _leads(year, owner)
    yield _awareness(main, year)
    yield _support(year)
    yield _thought_leadership(main, year)
    yield from _smaller(year, owner)


def _leads(year: SampleYear, owner: str) -> Goal:
    """On pace: the source's 1000 leads by quarter, with what each quarter is for (G07, G08)."""
    ends = [last for _, last in year.quarters]
    running = [sum(LEADS_BY_QUARTER[: n + 1]) for n in range(3)]
    labels = [containing("quarter", first, year.first.month).label for first, _ in year.quarters]
    fair = containing("month", year.now[0]).label
    return Goal(
        "leads-year",
        "leads",
        handle_key(MAIN),
        "leads",
        1000.0,
        year.first,
        year.last,
        reason="Sell 40 office machines by the end of the year",
        statement=f"1000 qualified leads from X by {year.last}",
        baseline=640.0,
        importance=5,
        urgency=4,
        owner=owner,
        anchors=tuple(Anchor(day, value) for day, value in zip(ends[:3], running, strict=True)),
        periods=(
            *(PeriodNote(label, focus) for label, focus in zip(labels, FOCUS, strict=True)),
            PeriodNote(fair, "industry fair", 800.0, {"posts": 15, "chats": 2}),
        ),
    )


def _awareness(main: SampleAccount, year: SampleYear) -> Goal:
    """Behind: it asks 35 % more than the account's own pace."""
    seen = _rate(main, year.half[0], "impressions") * _days(year.half)
    return Goal(
        "awareness-half",
        "awareness",
        handle_key(MAIN),
        "impressions",
        float(round(seen * 1.35, -3)),
        *year.half,
        reason="Be known to office managers before the autumn fairs",
        statement="35 % more impressions in these six months than the pace before",
        baseline=float(round(seen)),
        importance=4,
        urgency=4,
        owner="ben",
    )


def _support(year: SampleYear) -> Goal:
    """A duration on the support account."""
    return Goal(
        "answers-in-time",
        "support",
        handle_key(HELP),
        "response_time",
        7200.0,
        *year.half,
        reason="Keep the customers we have: a slow answer is the first reason they name for leaving",
        statement="First answers within two hours on average, every month of these two quarters",
        baseline=9000.0,
        importance=5,
        urgency=5,
        owner="dewi",
    )


def _thought_leadership(main: SampleAccount, year: SampleYear) -> Goal:
    """Beaten in every cycle: it asks 28 % less than what comes."""
    kept = _rate(main, year.half[0], "bookmarks") * _days(year.half)
    return Goal(
        "saved-posts",
        "thought_leadership",
        handle_key(MAIN),
        "bookmarks",
        float(max(1, round(kept * 0.72))),
        *year.half,
        reason="Roasters ask us first",
        statement="Posts worth keeping: 10 % more bookmarks each month of these two quarters",
        baseline=50.0,
        urgency=2,
        tier="secondary",
        supports="awareness-half",
        owner="li",
    )


def _smaller(year: SampleYear, owner: str) -> Iterator[Goal]:
    """Secondary goals of this quarter: a ratio, an unproven one (no baseline, D04), and money."""
    at, quarter = handle_key(MAIN), year.now
    yield Goal(
        "talk-with-us",
        "community",
        at,
        "interaction_rate",
        0.0205,
        *quarter,
        reason="Regulars answer newcomers' questions",
        baseline=0.0195,
        tier="secondary",
        supports="answers-in-time",
        owner="dewi",
    )
    yield Goal(
        "keep-followers",
        "retention",
        at,
        "net_follows",
        700.0,
        quarter[0],
        _months(quarter[0], 6) - ONE_DAY,
        reason="The subscribers who leave were followers first",
        tier="secondary",
        supports="leads-year",
        owner="farid",
    )
    yield Goal(
        "machine-sales",
        "sales",
        at,
        "revenue",
        9300.0,
        *quarter,
        reason="Sell 40 office machines by the end of the year",
        baseline=8600.0,
        importance=4,
        tier="secondary",
        supports="leads-year",
        owner=owner,
    )


def _days(span: tuple[date, date]) -> int:
    return (span[1] - span[0]).days + 1


def _rate(account: SampleAccount, since: date, measure: str) -> float:
    """What a day since then brought on average (all days, when none is since then)."""
    held = [getattr(d, measure) for d in account.days if d.day >= since] or [getattr(d, measure) for d in account.days]
    return float(sum(held)) / len(held)


def _themes(today: date) -> Iterator[Theme]:
    at = handle_key(MAIN)
    yield Theme(at, containing("month", today).label, "the craft")
    week = today
    for words in ("water", "the grinder", "origins"):
        yield Theme(at, containing("week", week).label, words)
        week += timedelta(days=7)
