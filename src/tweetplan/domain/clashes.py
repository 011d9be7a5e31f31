"""Naming a clash: which rules cannot hold together in a week, and the smallest change that would free them (T11, W04).

Each rule is tried without: those whose absence lets the others hold clash; then each is relaxed post by post.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tweetplan.domain.budgets import Budget
from tweetplan.domain.cells import HARD, Ledger, Week, Wish, best_counts
from tweetplan.domain.claims import PartRule, band_words
from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen

SPACING = "promos a day apart with another post between (W04)"


@frozen
class Change:
    """A rule that could be relaxed, and by how many posts it must be for all to hold."""

    ledger: Ledger | None
    """None: the spacing of promos."""
    posts: int


def ways_out(week: Week) -> tuple[Change, ...]:
    """The single changes that let every hard budget hold, the smallest first, spacing last; empty when none does."""
    found = []
    for index, one in enumerate(week.ledgers):
        if one.weight < HARD or _missed(_with(week, index, None)):
            continue
        posts = next((n for n in range(1, week.open + one.posts + 1) if not _missed(_with(week, index, n))), None)
        if posts is not None:
            found.append(Change(one, posts))
    if not _missed(replace(week, guards=(0,) * (week.open + 1))):
        found.append(Change(None, 1))
    return tuple(sorted(found, key=lambda change: (change.ledger is None, change.posts)))


def _with(week: Week, index: int, slack: int | None) -> Week:
    """The week with one rule relaxed by some posts, or (None) left out."""
    held = week.ledgers
    kept = () if slack is None else (replace(held[index], slack=slack),)
    return replace(week, ledgers=(*held[:index], *kept, *held[index + 1 :]))


def _missed(week: Week) -> int:
    found = best_counts(week, Wish())
    return found.missed if found is not None else week.open


def clash_findings(
    week: Week, budgets: Iterable[Budget], rules: Sequence[PartRule], said: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """A `mix.clash` for every hard budget that is off: what it clashes with, and the smallest change that frees all."""
    off = [budget for budget in budgets if not budget.soft and budget.verdict in ("above", "below")]
    if not off:
        return ()
    ways, whole = ways_out(week), _axes_that_free(week)
    return tuple(_clash(budget, ways, whole, rules, week) for budget in off)


def _axes_that_free(week: Week) -> tuple[str, ...]:
    """The axes without whose rules, all of them, the others hold."""
    axes = dict.fromkeys(one.axis for one in week.ledgers)
    return tuple(axis for axis in axes if not _missed(replace(week, ledgers=tuple(
        one for one in week.ledgers if one.axis != axis))))  # fmt: skip


def _clash(
    budget: Budget, ways: Sequence[Change], whole: Sequence[str], rules: Sequence[PartRule], week: Week
) -> Finding:
    counts = f"{budget.planned:g} of {budget.window:g} posts are {budget.part}"
    by = f" of {', '.join(dict.fromkeys(budget.by))}" if budget.by else ""
    allows = f"{budget.rule or 'the rule'}{by} allows {budget.low:g} to {budget.high:g}"
    others = [
        _named(way, rules) for way in ways
        if way.ledger is None or (way.ledger.axis, way.ledger.part) != (budget.axis, budget.part)
    ]  # fmt: skip
    if not others:
        axes = [axis for axis in whole if axis != budget.axis]
        others = [f"{_asked(rule)} ({rule.axis})" for rule in rules if rule.axis in axes and not rule.soft]
    if others:
        why = f"it clashes with {' and '.join(dict.fromkeys(others))}"
    elif budget.window > week.open:
        why = "what is locked, taken or past leaves no room"
    else:
        why = "several rules clash with it, and no change of one alone frees all"
    where = f"{budget.axis}.{budget.part}"
    return Finding("mix.clash", "warning", f"{budget.axis}: {counts}, {allows}; {why}.", where, _remedy(budget, ways))


def _named(way: Change, rules: Sequence[PartRule]) -> str:
    if way.ledger is None:
        return SPACING
    one = way.ledger
    rule = next((rule for rule in rules if (rule.axis, rule.part) == (one.axis, one.part)), None)
    return f"{_asked(rule) if rule else 'the rule'} ({one.part} {band_words(one.band)})"


def _asked(rule: PartRule) -> str:
    """A rule by its ids and by who asked for it."""
    by = f" of {', '.join(dict.fromkeys(rule.by))}" if rule.by else ""
    return f"{rule.rule or 'the rule'}{by}"


def _remedy(budget: Budget, ways: Sequence[Change]) -> str:
    if not ways:
        by = f", or the rule of {', '.join(dict.fromkeys(budget.by))}" if budget.by else ""
        return f"Change {abs(budget.deviation):g} of those posts{by}."
    way = ways[0]
    if way.ledger is None:
        return "To free all: add times to the account's pattern, so that more promos can lie a day apart."
    posts = "1 post" if way.posts == 1 else f"{way.posts} posts"
    return f"To free all: let {way.ledger.axis} differ by {posts} ({way.ledger.part}, {band_words(way.ledger.band)})."
