"""KPIs from the daily roll-up: from which source, over how many posts, known to which day; sources are never mixed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from tweetplan.domain.goals import Goal, handle_key
from tweetplan.domain.kpis import Formula, Kpi, account_kpis, evaluate, total
from tweetplan.domain.measures import OVERVIEW, POSTS
from tweetplan.domain.periods import containing
from tweetplan.domain.spans import days_within, shifted
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import results_read as stored
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import missing
from tweetplan.workspace.results_facts import OF_X, Facts, facts, last_shown
from tweetplan.workspace.results_levels import level_at, level_known_to

Step = Literal["day", "week", "month"]
Sums = Mapping[tuple[str, str, str], float]
"""Source, campaign, measure → sum."""
_POSTS = "posts"
"""The measure that counts posts; it has the name of the source that it comes from."""


@frozen
class Figure:
    """A KPI over a span of days as it is known."""

    kpi: str
    """Its key."""
    account: str
    """The account's key."""
    first: date
    last: date
    value: float | None
    """0–1 for a ratio, seconds for a duration; None: no data."""
    numerator: float | None = None
    denominator: float | None = None
    posts: int | None = None
    """The posts of the span (own and replies); None where nothing tells."""
    source: str = ""
    """`overview`, `posts`, `typed` …; several joined by + where their figures add up."""
    complete_to: date | None = None
    """The last day for which every measure in it is known."""
    derived: bool = False
    """A level that was carried on from the last count by net follows."""

    def json(self) -> dict[str, Any]:
        """The figure as `kpi --json` prints it."""
        return {
            "kpi": self.kpi,
            "account": self.account,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "posts": self.posts,
            "source": self.source,
            "complete_to": self.complete_to.isoformat() if self.complete_to else None,
        }


def sums(
    ws: Workspace, account: str, measures: Iterable[str], first: date, last: date, source: str = "", campaign: str = ""
) -> dict[str, float]:
    """The sums of measures over days, each X measure from the one source that suits it; unknown ones are left out."""
    told = facts(ws, handle_key(account))
    found: dict[str, float] = {}
    for measure in measures:
        formula = total(measure)
        span = (first.isoformat(), min(last.isoformat(), last_shown(ws, told)))
        read = _read(ws, told, formula.measures, *span)
        taken = _taken(ws, told, formula, read, *span, source, campaign)
        found.update(_summed(read, taken))
    return found


def kpi_value(
    ws: Workspace, kpi: Kpi, account: str, first: date, last: date, source: str = "", campaign: str = ""
) -> Figure:
    """One KPI over a span; results after the moment asked about are not in it."""
    told = facts(ws, handle_key(account))
    until = min(last.isoformat(), last_shown(ws, told))
    read = _read(ws, told, (*kpi.formula.measures, _POSTS), first.isoformat(), until)
    return figure_of(ws, told, kpi, read, first, last, until, source, campaign)


def complete_to(ws: Workspace, kpi: Kpi | str, account: str, source: str = "", campaign: str = "") -> date | None:
    """The last day for which a KPI (or a measure) is known: the latest of its sources, of its measures the earliest.

    Never after the day of the moment asked about; None when nothing is known.
    """
    told = facts(ws, handle_key(account))
    formula = kpi.formula if isinstance(kpi, Kpi) else total(kpi)
    found = _complete_to(ws, told, formula, source, campaign)
    return date.fromisoformat(found) if found else None


def kpi_rows(
    ws: Workspace,
    account: str = "",
    goal: Goal | str = "",
    campaign: str = "",
    first: date | None = None,
    last: date | None = None,
    source: str = "",
    declared: Sequence[Kpi] = (),
) -> list[Figure]:
    """The KPIs with data: of one account or all, over a span or all that is stored; of a goal its own KPI alone.

    Each account has the KPIs that every account has, those of the stored goal types, and `declared`; a measure that
    nothing declares is a total. Raises `NotFound` for a goal that is not there, or whose KPI nothing declares.
    """
    if goal:
        goal = _goal(ws, goal) if isinstance(goal, str) else goal
        kpi = declarations.kpi(ws, goal)
        span = (first or goal.start, last or goal.end)
        return [kpi_value(ws, kpi, account or goal.account, *span, source, campaign or goal.campaign)]
    keys = [handle_key(account)] if account else [held.key for held in stored_accounts.every(ws.db)]
    found = []
    for key in keys:
        told = facts(ws, key)
        stored_span = told.span(source)
        if stored_span is None:
            continue
        start, end = first or date.fromisoformat(stored_span[0]), last or date.fromisoformat(stored_span[1])
        until = min(end.isoformat(), last_shown(ws, told))
        read = _read(ws, told, told.by_measure, start.isoformat(), until)
        for kpi in _kpis_of(ws, told, declared):
            if campaign and not any(key[1] == campaign and key[2] in kpi.formula.measures for key in told.spans):
                continue
            figure = figure_of(ws, told, kpi, read, start, end, until, source, campaign)
            if figure.value is not None or figure.numerator is not None:
                found.append(figure)
    return found


def series(
    ws: Workspace, kpi: Kpi, account: str, first: date, last: date, step: Step = "day", source: str = ""
) -> list[tuple[date, float | None]]:
    """The KPI of each day, ISO week or month of a span, by its first day; all of one source, read at once."""
    told = facts(ws, handle_key(account))
    until = min(last.isoformat(), last_shown(ws, told))
    starts: dict[date, None] = {}
    day = first
    while day <= last:
        starts[max(containing(step, day).first, first)] = None
        day = containing(step, day).last + timedelta(days=1)
    if kpi.formula.kind in ("level", "growth"):
        return [
            (start, kpi_value(ws, kpi, account, start, min(containing(step, start).last, last), source).value)
            for start in starts
        ]
    sources = _sources(told, kpi.formula.measures)
    spent: dict[date, dict[tuple[str, str, str], float]] = {start: {} for start in starts}
    whole: dict[tuple[str, str, str], float] = {}
    for row in stored.days(ws.db, told.account.key, sources, kpi.formula.measures, first.isoformat(), until):
        key = (row["source"], row["campaign"], row["measure"])
        mine = spent[max(containing(step, date.fromisoformat(row["day"])).first, first)]
        mine[key] = mine.get(key, 0.0) + row["value"]
        whole[key] = whole.get(key, 0.0) + row["value"]
    found = []
    for start, mine in spent.items():
        end = min(containing(step, start).last, last).isoformat()
        taken = _taken(ws, told, kpi.formula, whole, first.isoformat(), until, source, "", (start.isoformat(), end))
        found.append((start, evaluate(kpi.formula, _summed(mine, taken)).value))
    return found


def _goal(ws: Workspace, name: str) -> Goal:
    found = stored_goals.named(ws.db, name)
    if found is None:
        raise missing("goal", name, stored_goals.names(ws.db))
    return found


def _kpis_of(ws: Workspace, told: Facts, declared: Sequence[Kpi]) -> list[Kpi]:
    found = {kpi.key: kpi for kpi in account_kpis()}
    for kpi in (*(kpi for each in declarations.all(ws).values() for kpi in each.kpis), *declared):
        found.setdefault(kpi.key, kpi)
    for measure in sorted(told.by_measure):
        if measure not in OF_X:
            found.setdefault(measure, Kpi(measure, total(measure)))
    return list(found.values())


def figure_of(
    ws: Workspace, told: Facts, kpi: Kpi, read: Sums, first: date, last: date, until: str, source: str, campaign: str
) -> Figure:
    """One KPI over a span from the sums that were read over it, up to the day `until`."""
    account, formula = told.account.key, kpi.formula
    known = _complete_to(ws, told, formula, source, campaign)
    complete = date.fromisoformat(known) if known else None
    posts = _posts(told, read, first.isoformat(), until, source)
    if formula.kind in ("level", "growth"):
        stands = level_at(ws, told, formula.plus[0], until, source)
        if stands is None or stands.day < first.isoformat():
            return Figure(kpi.key, account, first, last, None, posts=posts, complete_to=complete)
        eve = level_at(ws, told, formula.plus[0], shifted(first.isoformat(), -1), source)
        before = {formula.plus[0]: eve.value} if eve and formula.kind == "growth" else {}
        found = evaluate(formula, {formula.plus[0]: stands.value}, before)
        derived = stands.derived or bool(before and eve and eve.derived)
        return Figure(kpi.key, account, first, last, found.value, found.numerator, found.denominator, posts,
                      stands.source, complete, derived)  # fmt: skip
    taken = _taken(ws, told, formula, read, first.isoformat(), until, source, campaign)
    found = evaluate(formula, _summed(read, taken))
    return Figure(kpi.key, account, first, last, found.value, found.numerator, found.denominator, posts,
                  taken.label, complete)  # fmt: skip


def _read(ws: Workspace, told: Facts, measures: Iterable[str], first: str, until: str) -> Sums:
    wanted = list(dict.fromkeys(measures))
    rows = stored.sums(ws.db, told.account.key, _sources(told, wanted), wanted, first, until)
    return {(row["source"], row["campaign"], row["measure"]): row["value"] for row in rows}


def _sources(told: Facts, measures: Iterable[str]) -> list[str]:
    return sorted({source for measure in measures for source in told.sources(measure)})


@frozen
class _Taken:
    """What a figure is taken from: one source for all its X measures, every one for the others."""

    of_x: str
    others: tuple[str, ...]
    campaign: str
    tagged: bool
    """Whether X's own measures are by campaign too."""
    zeros: Mapping[str, float]
    """The measures that are known on some day of the span, each as 0: so many without a row."""
    measures: tuple[str, ...]

    @property
    def label(self) -> str:
        return "+".join(dict.fromkeys(source for source in (self.of_x, *self.others) if source))

    def counts(self, source: str, campaign: str, measure: str) -> bool:
        """Whether a row is part of the figure."""
        if measure not in self.measures:
            return False
        if measure in OF_X:
            return source == self.of_x and (campaign == self.campaign or not self.tagged)
        return source in self.others and self.campaign in ("", campaign)


def _taken(
    ws: Workspace, told: Facts, formula: Formula, read: Sums, first: str, until: str, asked: str, campaign: str,
    known_in: tuple[str, str] | None = None,
) -> _Taken:  # fmt: skip
    """What a figure over a span is taken from; `known_in` is a part of the span whose zeros are wanted instead."""
    of_x = [measure for measure in formula.measures if measure in OF_X]
    chosen = told.source_of(of_x, first, until, asked, campaign) if of_x else ""
    rest = asked if asked not in (OVERVIEW, POSTS) else ""
    others = {
        source
        for source, held, measure in read
        if measure in formula.measures and measure not in OF_X and rest in ("", source) and campaign in ("", held)
    }
    tagged, shown = told.tagged(of_x, campaign), last_shown(ws, told)
    start, end = known_in or (first, until)
    zeros = {}
    for measure in formula.measures:
        by_campaign = campaign if measure not in OF_X or tagged else ""
        mine = [chosen] if measure in OF_X else [held for held in told.sources(measure) if rest in ("", held)]
        if _tells(ws, told, measure) and days_within(
            told.known(measure, mine, by_campaign, shown), start, min(end, shown)
        ):
            zeros[measure] = 0.0
            others.update(() if measure in OF_X or others else mine)
    return _Taken(chosen, tuple(sorted(others)), campaign, tagged, zeros, formula.measures)


def _tells(ws: Workspace, told: Facts, measure: str) -> bool:
    """Whether a missing row says anything: of posts of one format only where some export tells posts' formats."""
    declared = told.measures.get(measure)
    return not (declared and declared.of) or stored.last_level(ws.db, told.account.key, [POSTS], measure) is not None


def _summed(read: Sums, taken: _Taken) -> dict[str, float]:
    """The sums of the sources taken; of a campaign where the figures are by campaign, which X's own seldom are."""
    found = dict(taken.zeros)
    for (source, held, measure), value in read.items():
        if taken.counts(source, held, measure):
            found[measure] = found.get(measure, 0.0) + value
    return found


def _posts(told: Facts, read: Sums, first: str, until: str, asked: str) -> int | None:
    """How many posts the span has: as the posts tell, else the overview."""
    known = told.sources(_POSTS)
    for source in (POSTS, OVERVIEW) if asked not in (POSTS, OVERVIEW) else (asked,):
        if source in known and told.source_of([_POSTS], first, until, source):
            return int(sum(value for key, value in read.items() if key[0] == source and key[2] == _POSTS))
    return None


def _complete_to(ws: Workspace, told: Facts, formula: Formula, source: str, campaign: str) -> str:
    """The last known day as text; empty when nothing is known."""
    shown = last_shown(ws, told)
    if formula.kind in ("level", "growth"):
        return min(level_known_to(ws, told, formula.plus[0], shown), shown)
    ends = []
    of_x = [measure for measure in formula.measures if measure in OF_X]
    tagged = told.tagged(of_x, campaign)
    for measure in formula.measures:
        rest = source if measure in OF_X or source not in (OVERVIEW, POSTS) else ""
        spans = {
            held: span
            for held, span in told.sources(measure).items()
            if rest in ("", held) and (measure not in OF_X or all(held in told.sources(each) for each in of_x))
        }
        if campaign and (measure not in OF_X or tagged):
            spans = {key[0]: span for key, span in told.spans.items() if key[1:] == (campaign, measure)}
        begun = [last for several in spans.values() for first, last in several if first <= shown]
        if not begun:
            return ""
        ends.append(shifted(max(begun), -told.lag(measure)))
    return min(*ends, shown) if ends else ""
