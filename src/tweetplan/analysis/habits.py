"""What answers to advice taught: how often a rule was of use, how true its predictions were, what to keep quiet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tweetplan.analysis.scoring import Habits
from tweetplan.domain.recommendations import Effect
from tweetplan.domain.situation import WINDOW_DAYS
from tweetplan.domain.values import frozen
from tweetplan.estimate.ranking import trust_slope, usefulness
from tweetplan.storage import advice as stored
from tweetplan.storage.advice import Answered
from tweetplan.workspace import results
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today

QUIET_DAYS = {"accepted": 14, "wrong": 60, "no time": 1, "not now": 7}
OTHER_DAYS = 28
LONGER = 1.25
"""What every “no time” makes of the minutes that a rule's advice takes."""
LONGEST = 3.0


@frozen
class Outcome:
    """Advice that was accepted, with what it said and what came: the measure after, over what it was before."""

    title: str
    rule: str
    goal: str
    account: str
    accepted_on: date
    measure: str
    predicted: Effect
    before: float
    """The measure's sum over the four weeks before."""
    after: float | None
    """Over the four weeks after; None while these are not known."""
    due: date
    """When it can be judged."""

    @property
    def said(self) -> float | None:
        """The predicted change over what was before."""
        return self.predicted.mean / self.before if self.before > 0 else None

    @property
    def came(self) -> float | None:
        """The change that came over what was before; other things changed too, so it is no proof."""
        return (self.after - self.before) / self.before if self.after is not None and self.before > 0 else None


@dataclass(frozen=True)
class Trust:
    """One rule's record."""

    rule: str
    outcomes: tuple[Outcome, ...]
    slope: float
    """What came per unit of what was said, drawn towards 1; gains of this rule are multiplied with it."""


def habits_of(ws: Workspace) -> Habits:
    """What the answers of this workspace taught, as of its day."""
    answers, day = stored.answers(ws.db), today(ws)
    by_rule: dict[str, list[tuple[bool, float]]] = {}
    longer: dict[str, float] = {}
    heard: dict[str, int] = {}
    for told in answers:
        heard[told.rule] = heard.get(told.rule, 0) + 1
        useful = _useful(told)
        if useful is not None:
            by_rule.setdefault(told.rule, []).append((useful, float((day - _day(told.at)).days)))
        if told.reason == "no time":
            longer[told.rule] = min(longer.get(told.rule, 1.0) * LONGER, LONGEST)
    return Habits(
        {rule: usefulness(held) for rule, held in by_rule.items()},
        longer,
        {record.rule: record.slope for record in trust(ws)},
        heard,
        frozenset(_quiet(answers, day)),
        {one.id: one.rank for one, _, _ in stored.every(ws.db)},
    )


def trust(ws: Workspace) -> tuple[Trust, ...]:
    """Predicted against realised, by rule, of all advice that was accepted with an effect."""
    by_rule: dict[str, list[Outcome]] = {}
    for told in stored.answers(ws.db):
        if told.answer == "accepted" and told.predicted is not None and told.account:
            by_rule.setdefault(told.rule, []).append(_outcome(ws, told, told.predicted))
    return tuple(Trust(rule, tuple(held), _slope(held)) for rule, held in sorted(by_rule.items()))


def _slope(outcomes: Iterable[Outcome]) -> float:
    pairs = [(one.said, one.came) for one in outcomes]
    known = [(said, came) for said, came in pairs if said is not None and came is not None]
    return trust_slope([said for said, _ in known], [came for _, came in known])


def _outcome(ws: Workspace, told: Answered, effect: Effect) -> Outcome:
    day, length = _day(told.at), timedelta(days=WINDOW_DAYS)
    due = day + length
    sums = results.sums(ws, told.account, (effect.measure,), day - length, day - timedelta(days=1))
    known = results.complete_to(ws, effect.measure, told.account)
    after = None
    if known is not None and known >= due:
        found = results.sums(ws, told.account, (effect.measure,), day + timedelta(days=1), due)
        after = found.get(effect.measure, 0.0)
    return Outcome(
        told.title, told.rule, told.goal, told.account, day, effect.measure, effect,
        sums.get(effect.measure, 0.0), after, due,
    )  # fmt: skip


def _useful(told: Answered) -> bool | None:
    """Only what says something about the rule counts: being accepted, or being called wrong."""
    return True if told.answer == "accepted" else False if told.reason == "wrong" else None


def _quiet(answers: Iterable[Answered], day: date) -> Iterator[str]:
    """The ids that are not to be shown today."""
    for told in answers:
        if told.answer == "snoozed":
            until = date.fromisoformat(told.until) if told.until else _day(told.at)
            if day < until:
                yield told.advice
            continue
        kept = QUIET_DAYS.get(told.reason if told.answer == "dismissed" else "accepted", OTHER_DAYS)
        if (day - _day(told.at)).days < kept:
            yield told.advice


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(UTC).date()
