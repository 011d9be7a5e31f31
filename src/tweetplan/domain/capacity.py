"""Capacity: how many posts a team's hours allow (G04), and how hours and money go to the goals (G24, G26)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Goal, Member
from tweetplan.domain.periods import parse
from tweetplan.domain.priority import core_goals, ranked
from tweetplan.domain.rules import Rules
from tweetplan.domain.values import frozen

DAYS_A_WEEK = 7
"""Content flows through the whole week (C03)."""


@frozen
class PostLimits:
    """The figures that capacity is judged by; `of` reads them from the rules."""

    minutes_each: float = 30
    """Working time of one quality post."""
    small_team_day: tuple[float, float] = (3, 5)
    """Quality posts a day that a small team keeps up (G04)."""
    unreal_day: float = 20
    """Quality posts a day that no small team keeps up (G04)."""
    small_team: int = 5
    reserve: float = 0.20
    """Share of the hours held back (G26)."""

    @classmethod
    def of(cls, rules: Rules) -> "PostLimits":
        """The figures as they stand in a workspace."""
        return cls(
            rules.number("posts.minutes_each"), rules.pair("posts.small_team_day"), rules.number("posts.unreal_day"),
            rules.whole("team.small"), rules.number("reserve.resources"),
        )  # fmt: skip


LIMITS = PostLimits()


@frozen
class Capacity:
    """What a team's stated hours allow in a week."""

    people: int
    stated: int
    """How many of them say their minutes a week; the others count for nothing."""
    minutes: int
    """Stated minutes a week, the reserve included."""
    posts_a_week: int
    """Quality posts that fit beside the reserve."""

    @property
    def posts_a_day(self) -> float:
        """Quality posts a day that fit, on all seven days."""
        return self.posts_a_week / DAYS_A_WEEK


def capacity(members: Iterable[Member], limits: PostLimits = LIMITS) -> Capacity:
    """How many quality posts these people's hours allow when they do nothing else."""
    people = tuple(members)
    minutes = sum(member.minutes_a_week for member in people)
    free = minutes * (1 - Fraction(str(limits.reserve)))
    stated = sum(1 for member in people if member.minutes_a_week > 0)
    return Capacity(len(people), stated, minutes, floor(free / Fraction(str(limits.minutes_each))))


def capacity_findings(
    posts_a_day: float, members: Iterable[Member], limits: PostLimits = LIMITS, where: str = ""
) -> tuple[Finding, ...]:
    """Whether so many quality posts a day are within these people's reach (G04): an error, a warning, or nothing.

    Refused are 20 a day by a small team, whatever its hours, and what does not fit its stated hours. What fits only
    by using up the reserve is warned about (G26), and so is more than 5 a day by a small team that states no hours.
    """
    has = capacity(members, limits)
    small = has.people <= limits.small_team
    who = {0: "a team that is not listed", 1: "one person"}.get(has.people, f"{has.people} people")
    low, high = limits.small_team_day
    realistic = f"{low:g}–{high:g} a day is realistic for a small team"
    needed = posts_a_day * DAYS_A_WEEK * limits.minutes_each
    fits = f"{has.posts_a_week} a week fit ({has.posts_a_day:.1f} a day)"
    if small and posts_a_day >= limits.unreal_day:
        said = f"{posts_a_day:g} quality posts a day by {who} are not realistic."
        remedy = f"Plan fewer: {realistic}" + (f"; by the hours stated {fits}." if has.minutes else ".")
        return (Finding("G04.capacity", "error", said, where, remedy),)
    if not has.minutes:
        if not small or posts_a_day <= high:
            return ()
        said = f"{posts_a_day:g} quality posts a day are many for {who}, and nobody states their hours."
        return (Finding("G04.capacity", "warning", said, where, f"State minutes a week in the team; {realistic}."),)
    hours = f"{needed / 60:.1f} hours a week, and {who} have {has.minutes / 60:.1f}"
    if needed > has.minutes:
        said = f"{posts_a_day:g} quality posts a day take {hours}."
        return (Finding("G04.capacity", "error", said, where, f"Plan fewer, or find more hours: {fits}."),)
    if needed > has.minutes * (1 - limits.reserve):
        said = f"{posts_a_day:g} quality posts a day take {hours}: the reserve of {limits.reserve:.0%} is used up."
        return (Finding("G26.reserve", "warning", said, where, f"Beside the reserve {fits}."),)
    return ()


def posts_a_day_asked(goal: Goal, fiscal_start: int = 1) -> float | None:
    """The most posts a day that notes on the goal's periods ask for (`counts = { posts = 15 }`); None where none does.

    A note whose label names no period counts for nothing: `note_findings` names it.
    """
    most: float | None = None
    for note in goal.periods:
        try:
            days = parse(note.period, fiscal_start).days
        except UsageProblem:
            continue
        if "posts" in note.counts:
            most = max(most or 0.0, note.counts["posts"] / days)
    return most


@frozen
class Share:
    """What one goal is given, in whole units (minutes, or cents)."""

    goal: str
    amount: int
    needed: int | None
    """What its work takes; None where nobody said."""
    core: bool

    @property
    def short(self) -> int:
        """How much it lacks."""
        return max(0, (self.needed or 0) - self.amount)


@frozen
class Allocation:
    """How a whole is given to goals: `reserve` + every share + `free` is the whole, to the last unit."""

    shares: tuple[Share, ...]
    reserve: int
    """Held back for what nobody planned (G26)."""
    free: int
    """Neither held back nor needed."""


def allocate(
    goals: Iterable[Goal],
    whole: int,
    needs: Mapping[str, int] | None = None,
    *,
    core: Collection[str] | None = None,
    reserve: float = LIMITS.reserve,
) -> Allocation:
    """Give `whole` units (minutes, or cents) to goals by importance, key goals first, beside the reserve (G24, G26).

    `needs` says by goal name what the work takes: no goal is given more, and core goals (by default the first primary
    ones) are funded before the others get anything. Without needs, everything is shared out by importance.
    """
    ordered = [goal for goal in ranked(goals) if not goal.draft]
    held = floor(whole * Fraction(str(reserve)) + Fraction(1, 2))
    key = {goal.name for goal in core_goals(ordered, least=1)} if core is None else set(core)
    given: dict[str, int] = {}
    left = whole - held
    groups = [[g for g in ordered if (g.name in key) == first] for first in (True, False)] if needs else [ordered]
    for group in groups:
        most = [needs.get(goal.name, 0) for goal in group] if needs else None
        amounts = shared_out(left, [goal.importance for goal in group], most)
        given |= {goal.name: amount for goal, amount in zip(group, amounts, strict=True)}
        left -= sum(amounts)
    shares = (Share(g.name, given[g.name], needs.get(g.name, 0) if needs else None, g.name in key) for g in ordered)
    return Allocation(tuple(shares), held, left)


def allocation_findings(allocation: Allocation, what: str = "minutes") -> tuple[Finding, ...]:
    """Key goals must be funded (G24): an error where a core goal gets nothing, a warning where one gets too little."""
    return tuple(
        Finding(
            "G24.funding", "error" if share.core and not share.amount else "warning",
            f"{share.goal} needs {share.needed} {what} and gets {share.amount}.", share.goal,
            f"Find {share.short} {what} more, or ask less of it.",
        )
        for share in allocation.shares
        if share.short
    )  # fmt: skip


def shared_out(whole: int, weights: Sequence[int], most: Sequence[int] | None = None) -> list[int]:
    """`whole` units in proportion to the weights, none above its `most`: sums exactly, unless every one is full.

    What is left after rounding down goes to the largest remainders, earlier places first; all weights 0 count alike.
    """
    amounts = [0] * len(weights)
    open_places = [place for place in range(len(weights)) if most is None or most[place] > 0]
    while open_places:
        pull = {place: weights[place] for place in open_places}
        if not sum(pull.values()):
            pull = dict.fromkeys(open_places, 1)
        parts = {place: Fraction(whole * pull[place], sum(pull.values())) for place in open_places}
        full = [place for place in open_places if most is not None and parts[place] >= most[place]]
        if not full:
            for place in open_places:
                amounts[place] = floor(parts[place])
            rest = whole - sum(amounts[place] for place in open_places)
            for place in sorted(open_places, key=lambda n: (amounts[n] - parts[n], n))[:rest]:
                amounts[place] += 1
            break
        for place in full:
            assert most is not None
            amounts[place] = most[place]
            whole -= most[place]
            open_places.remove(place)
    return amounts
