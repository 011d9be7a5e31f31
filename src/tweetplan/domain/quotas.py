"""Which of the posts that goals ask for a week bears, and what fills the places left over (T11, W04, T21, G25).

Wants are taken in the order of their goals' priority, each one only if all budgets can still hold with it: what is left
out is left out because of a rule, and a finding names it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tweetplan.domain.cells import TOPICS, Counts, Kind, Ledger, Week, Wish, best_counts, holds
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen


@frozen
class Want:
    """A post that a goal asks for in the week: from a task that makes a post."""

    title: str
    goal: str
    due: date
    intent: str = "value"
    topic: str = "evergreen"
    format: str = ""
    priority: int = 0
    """Importance × urgency of the goal (G25)."""
    peaks: str = ""
    """The measure at whose peaks it should go out (G22); empty: evenly spread."""

    @property
    def kind(self) -> Kind:
        """Its intent and topic."""
        return self.intent, self.topic


@frozen
class Quotas:
    """What is to be laid out: the wants that the budgets bear, and the counts of the whole week."""

    served: tuple[Want, ...]
    counts: Counts

    @property
    def fillers(self) -> tuple[int, tuple[int, ...]]:
        """Promos, and posts of each topic, that fill the planned places beside the wants."""
        topics = tuple(
            count - sum(want.topic == topic for want in self.served)
            for topic, count in zip(TOPICS, self.counts.topics, strict=True)
        )
        return self.counts.promos - sum(want.intent == "promo" for want in self.served), topics


def quotas_for(
    week: Week, wants: Sequence[Want], asked: bool, rules: Sequence[PartRule]
) -> tuple[Quotas, tuple[Finding, ...]]:
    """The quotas of a week, and findings about the wants that were left out.

    `asked`: whether any goal asks for a post in the week at all; where none does, promos fill what they may.
    """
    nothing = best_counts(week, Wish(most_promos=not asked))
    assert nothing is not None  # nothing wished always fits
    served, left_out = _served(week, wants, nothing.missed)
    counts = best_counts(week, Wish(kinds(served), most_promos=not asked))
    assert counts is not None
    findings = [_left_out(where, held, rules) for where, held in left_out.items()]
    return Quotas(served, counts), tuple(findings)


def kinds(wants: Iterable[Want]) -> tuple[tuple[Kind, int], ...]:
    """How many posts of each intent and topic these are."""
    return tuple(sorted(Counter(want.kind for want in wants).items()))


def by_priority(wants: Iterable[Want]) -> list[Want]:
    """Every goal gets its first post before any gets its second, the higher priority first (G25)."""
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int, date, str, int, Want]] = []
    for want in sorted(wants, key=lambda want: (want.due, want.title, want.intent, want.topic)):
        ranked.append((turns[want.goal], -want.priority, want.due, want.goal, len(ranked), want))
        turns[want.goal] += 1
    return [want for *_, want in sorted(ranked, key=lambda rank: rank[:-1])]


def _served(week: Week, wants: Sequence[Want], missed: int) -> tuple[tuple[Want, ...], dict[str, list[Want]]]:
    """The wants with which all budgets can still hold; the others by what leaves them out (such as `intent.promo`)."""
    served: list[Want] = []
    refused: list[Want] = []
    full: set[Kind] = set()
    for want in by_priority(wants):
        if want.kind not in full and holds(week, Wish(kinds([*served, want])), missed):
            served.append(want)
        else:
            full.add(want.kind)
            refused.append(want)
    left_out: dict[str, list[Want]] = {}
    reasons = {kind: _reason(week, served, kind, missed) for kind in dict.fromkeys(want.kind for want in refused)}
    for want in refused:
        left_out.setdefault(reasons[want.kind], []).append(want)
    return tuple(served), left_out


def _reason(week: Week, served: Sequence[Want], kind: Kind, missed: int) -> str:
    """What would have to give way for one more post of this kind: an axis with its part, spacing, or a place."""
    more = Wish(tuple(sorted((Counter(want.kind for want in served) + Counter([kind])).items())))
    if more.posts > week.open:
        return "place"
    for axis, part in (("intent", kind[0]), ("topic", kind[1])):
        if _frees(week, more, missed, [one for one in week.ledgers if one.axis == axis]):
            return f"{axis}.{part}"
    if holds(replace(week, guards=(0,) * (week.open + 1)), more, missed):
        return "spacing"
    if _frees(week, more, missed, [one for one in week.ledgers if one.axis == "plan"]):
        return "place"
    return f"topic.{kind[1]}"


def _frees(week: Week, wish: Wish, missed: int, dropped: Sequence[Ledger]) -> bool:
    return holds(replace(week, ledgers=tuple(one for one in week.ledgers if one not in dropped)), wish, missed)


def _left_out(where: str, wants: Sequence[Want], rules: Sequence[PartRule]) -> Finding:
    """What was left out of the week, and the smallest change that lets it in."""
    titles = ", ".join(dict.fromkeys(want.title for want in wants))
    goals = ", ".join(dict.fromkeys(want.goal for want in wants))
    posts = "1 post" if len(wants) == 1 else f"{len(wants)} posts"
    if where == "place":
        return Finding(
            "slots.short", "warning", f"{posts} that goals ask for found no place: {titles}.",
            remedy="Add a time to the account's pattern, or ask for fewer posts.",
        )  # fmt: skip
    if where == "spacing":
        return Finding(
            "slots.short", "warning",
            f"{posts} that {goals} asked for found no place: promos lie a day apart, with another post between (W04): "
            f"{titles}.",
            remedy=f"Ask for {len(wants)} promos fewer, or add times to the account's pattern on other days.",
        )  # fmt: skip
    axis, part = where.split(".")
    asked = next((rule for rule in rules if (rule.axis, rule.part) == (axis, part)), None)
    asked = asked or next((rule for rule in rules if rule.axis == axis), None)
    named = f"{asked.rule or 'the rule'} of {', '.join(dict.fromkeys(asked.by))}" if asked else "the rule"
    said = f"{axis}: {named} leaves no room for {posts} ({part}) that {goals} asked for: {titles}."
    return Finding(
        "mix.clash", "warning", said, where, f"To free both: let {len(wants)} more be {part}, or ask for fewer."
    )
