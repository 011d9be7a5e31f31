"""KPIs over any span from what came back: which source, how far it is complete, and n; sources are never mixed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tweetplan.domain.kpis import Formula, Kpi, account_kpis, evaluate
from tweetplan.domain.measures import OVERVIEW, POSTS
from tweetplan.domain.spans import shifted
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import figures
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.history_of_days import X_SOURCES, DayHistory
from tweetplan.workspace.moment import today

FOLLOWERS = "followers"
GAINED, LOST = "new_follows", "unfollows"


@dataclass(frozen=True, slots=True)
class Figure:
    """A KPI of one account over a span, with where it came from."""

    kpi: str
    account: str
    first: date
    last: date
    value: float | None
    """0–1 for a ratio, seconds for a duration; None when nothing is known or the denominator is 0."""
    numerator: float | None = None
    denominator: float | None = None
    posts: int | None = None
    """How many own posts and replies of the span have results."""
    source: str = ""
    """`overview`, `posts`, or the sources that were added up, joined by +."""
    complete_to: date | None = None
    derived: bool = False
    """A follower level made from the last count and net follows."""


def history(ws: Workspace, account: str, formulas: Iterable[Formula]) -> DayHistory:
    """The days behind some formulas, as known at the moment asked about; remembered until somebody commits."""
    measures: list[str] = ["posts"]
    for formula in formulas:
        measures += formula.measures
        if FOLLOWERS in formula.measures:
            measures += (GAINED, LOST)
    wanted = tuple(sorted(set(measures)))
    until = _until(ws, account)
    return ws.remember((account, wanted, until), lambda: DayHistory.read(ws.db, account, wanted, until))


def _until(ws: Workspace, account: str) -> date:
    """The account's day at the moment asked about."""
    held = ws.remember(("account", account), lambda: stored_accounts.one(ws.db, account))
    return today(ws, held)


def kpi_value(
    ws: Workspace, kpi: Kpi, account: str, first: date, last: date, source: str = "", campaign: str = ""
) -> Figure:
    """A KPI over the days from `first` to `last`, both inclusive.

    X's own measures come from the overview where it covers the whole span as far as anything is known, else from the
    posts, unless `source` names one; others are the sum of their traffic sources. A level is its last value.
    """
    days = history(ws, account, (kpi.formula,))
    return _figure(ws, days, kpi, account, first, last, source, campaign)


def complete_to(ws: Workspace, kpi: Kpi, account: str, source: str = "", campaign: str = "") -> date | None:
    """The last day for which every measure of the KPI is known and settled; None when one has no results at all."""
    key = ("complete to", account, kpi.formula, source, campaign, _until(ws, account))
    return ws.remember(key, lambda: _complete_to(ws, kpi.formula, account, source, campaign))


def _complete_to(ws: Workspace, formula: Formula, account: str, source: str, campaign: str) -> date | None:
    days = history(ws, account, (formula,))
    lags = {measure.key: measure.complete_after_days for measure in declarations.measures(ws).values()}
    from_x = _x_measures(days, formula)
    ends = []
    for measure in formula.measures:
        if days.sources(measure):
            sources = _candidates(days, formula, source) if measure in from_x else ()
            ends.append(_end(days, measure, sources or days.sources(measure), campaign, lags))
    if formula.plus == (FOLLOWERS,) and ends:
        ends = [max(*ends, _end(days, GAINED, (OVERVIEW,), "", lags))]
    return date.fromisoformat(min(ends)) if ends and all(ends) else None


def _end(days: DayHistory, measure: str, sources: Iterable[str], campaign: str, lags: Mapping[str, int]) -> str:
    """The last settled day of a measure over its sources; '' when there is none."""
    end = max((days.known_to(measure, source, campaign) for source in sources), default="")
    return shifted(end, -lags.get(measure, 0)) if end else end


def _x_measures(days: DayHistory, formula: Formula) -> list[str]:
    """Those that X itself reports for this account."""
    return [m for m in formula.measures if any(source in X_SOURCES for source in days.sources(m))]


def _candidates(days: DayHistory, formula: Formula, wish: str = "") -> tuple[str, ...]:
    """X's sources that hold all of the formula's measures which X reports, the overview first."""
    if wish:
        return (wish,)
    wanted = _x_measures(days, formula)
    return tuple(source for source in X_SOURCES if wanted and all(source in days.sources(m) for m in wanted))


def _chosen(days: DayHistory, formula: Formula, first: str, last: str, wish: str) -> str:
    """The one X source of a span: the overview where it covers all that is known, else the posts, else what there is."""
    candidates = _candidates(days, formula, wish)
    if len(candidates) < 2:
        return candidates[0] if candidates else ""
    measures = _x_measures(days, formula)
    reach = min(last, max(days.known_to(m, source) for m in measures for source in candidates))
    if all(days.covers(m, OVERVIEW, first, reach) for m in measures):
        return OVERVIEW
    return POSTS if any(days.touches(m, POSTS, "", first, last) for m in measures) else OVERVIEW


def _figure(
    ws: Workspace, days: DayHistory, kpi: Kpi, account: str, first: date, last: date, wish: str, campaign: str
) -> Figure:
    begin, end = first.isoformat(), last.isoformat()
    formula = kpi.formula
    if formula.kind in ("level", "growth"):
        sums, source, derived = _level(days, formula.plus[0], end, campaign)
        before = _level(days, formula.plus[0], shifted(begin, -1), campaign)[0] if formula.kind == "growth" else {}
    else:
        sums, source = _sums(days, formula, begin, end, wish, campaign)
        before, derived = {}, False
    made = evaluate(formula, sums, before)
    posts = days.over("posts", POSTS, "", begin, end)
    return Figure(
        kpi.key, account, first, last, made.value, made.numerator, made.denominator,
        None if posts is None else round(posts), source, complete_to(ws, kpi, account, wish, campaign), derived,
    )  # fmt: skip


def _sums(
    days: DayHistory, formula: Formula, first: str, last: str, wish: str, campaign: str
) -> tuple[dict[str, float], str]:
    """Each measure's sum over the span and the sources used."""
    chosen = _chosen(days, formula, first, last, wish)
    from_x = _x_measures(days, formula)
    sums: dict[str, float] = {}
    used: set[str] = set()
    for measure in formula.measures:
        if measure in from_x:
            sources: tuple[str, ...] = (chosen,) if chosen else ()
        else:
            sources = days.sources(measure) if wish in ("", *X_SOURCES) else (wish,)
        for source in sources:
            part = days.over(measure, source, campaign if source not in X_SOURCES else "", first, last)
            if part is not None:
                sums[measure] = sums.get(measure, 0.0) + part
                used.add(source)
    return sums, "+".join(sorted(used)) if len(used) <= 3 else f"{len(used)} sources"


def _level(days: DayHistory, measure: str, day: str, campaign: str) -> tuple[dict[str, float], str, bool]:
    """The level at the end of a day: the last count, and for followers the net follows since (or back from the next)."""
    counts = [held for (name, _, camp), held in days.held.items() if name == measure and campaign in ("", camp)]
    past = max((found for held in counts if (found := held.last_until(day))), default=None)
    if past is not None:
        net = _net(days, shifted(past[0], 1), day) if measure == FOLLOWERS else None
        return {measure: past[1] + (net or 0.0)}, "typed+overview" if net is not None else "typed", net is not None
    coming = min((found for held in counts if (found := held.first_after(day))), default=None)
    if coming is None or measure != FOLLOWERS or not days.covers(GAINED, OVERVIEW, shifted(day, 1), coming[0]):
        return {}, "", False
    return {measure: coming[1] - (_net(days, shifted(day, 1), coming[0]) or 0.0)}, "typed+overview", True


def _net(days: DayHistory, first: str, last: str) -> float | None:
    """Net follows over a span by the overview; None when it knows nothing of it."""
    if first > last:
        return None
    gained, lost = (days.over(measure, OVERVIEW, "", first, last) for measure in (GAINED, LOST))
    return None if gained is None and lost is None else (gained or 0.0) - (lost or 0.0)


def series(ws: Workspace, kpi: Kpi, account: str, first: date, last: date, step: int = 7) -> tuple[Figure, ...]:
    """The KPI of consecutive stretches of `step` days, the first beginning on `first`; the last may be shorter."""
    days = history(ws, account, (kpi.formula,))
    found = []
    while first <= last:
        until = min(first + timedelta(days=step - 1), last)
        found.append(_figure(ws, days, kpi, account, first, until, "", ""))
        first = until + timedelta(days=1)
    return tuple(found)


def kpi_rows(
    ws: Workspace,
    account: str = "",
    goal: str = "",
    campaign: str = "",
    first: date | None = None,
    last: date | None = None,
    source: str = "",
) -> tuple[Figure, ...]:
    """Every KPI that has data, by account: those of every account and those that its goals' types declare.

    With a goal: its KPI over its dates. Without days: all that is stored of the source.
    """
    if goal:
        from tweetplan.workspace import goals

        held = goals.get(ws, goal)
        kpi = declarations.kpi(ws, held)
        span = (first or held.start, last or held.end)
        return (kpi_value(ws, kpi, held.account, *span, source, campaign or held.campaign),)
    found = []
    for held_account in stored_accounts.every(ws.db):
        if account not in ("", held_account.key):
            continue
        kpis = _kpis_of(ws, held_account.key)
        days = history(ws, held_account.key, [kpi.formula for kpi in kpis])
        for kpi in kpis:
            span_held = _stored_span(days, kpi.formula, source)
            if span_held is None:
                continue
            begin, end = first or span_held[0], last or span_held[1]
            figure = _figure(ws, days, kpi, held_account.key, begin, end, source, campaign)
            if figure.numerator is not None:
                found.append(figure)
    return tuple(found)


def _kpis_of(ws: Workspace, account: str) -> tuple[Kpi, ...]:
    """The KPIs worth a row for an account: everybody's, and those of which it has a measure that is not X's."""
    held = set(figures.measures(ws.db, account))
    kpis = {kpi.key: kpi for kpi in account_kpis()}
    for declared in declarations.all(ws).values():
        for kpi in declared.kpis:
            if kpi.key not in kpis and set(kpi.formula.measures) & held:
                kpis[kpi.key] = kpi
    return tuple(kpis.values())


def _stored_span(days: DayHistory, formula: Formula, source: str) -> tuple[date, date] | None:
    """The first and the last day of which anything is stored for a formula."""
    bounds = [
        found for measure in formula.measures for of in days.sources(measure)
        if (source in ("", of) or of not in X_SOURCES) and (found := days.bounds(measure, of))
    ]  # fmt: skip
    if not bounds:
        return None
    return date.fromisoformat(min(b[0] for b in bounds)), date.fromisoformat(max(b[1] for b in bounds))
