"""What worked: before and after a change or a campaign with a placebo check, and the best and the least posts."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tweetplan.domain.figures import percent_words
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.kpis import Kpi, account_kpis
from tweetplan.estimate.worked import LEARN_DAYS, LEAST_PLACEBOS, BeforeAfter, before_after
from tweetplan.storage import campaigns
from tweetplan.workspace import accounts, declarations, results_kpis
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import missing

MOST_PAST = timedelta(days=730)
LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 7, 28, 91
SURE = 0.05


@dataclass(frozen=True)
class Worked:
    """A change judged on one KPI of one account."""

    account: str
    kpi: str
    change: date
    last: date
    """The last day judged: never after the day to which the KPI is known."""
    found: BeforeAfter | None
    words: str


def campaign_days(ws: Workspace, campaign: str) -> tuple[str, date, date]:
    """The account of a campaign and its first and last day with results; raises `NotFound`."""
    known = campaigns.spans(ws.db)
    if campaign not in known:
        raise missing("campaign", campaign, known, "Results carry it in their column `campaign`.")
    account, first, last = known[campaign]
    return account, date.fromisoformat(first), date.fromisoformat(last)


def kpi_named(ws: Workspace, key: str) -> Kpi:
    """The KPI of this key that adds up by day; raises `UsageProblem` for another kind."""
    known = {kpi.key: kpi for kpi in account_kpis()}
    for declared in declarations.all(ws).values():
        known.update({kpi.key: kpi for kpi in declared.kpis})
    if key not in known:
        raise missing("KPI", key, known)
    if known[key].formula.kind not in ("total", "ratio"):
        raise UsageProblem(f"{key} is not a sum or a rate by day, so before and after cannot be compared.")
    return known[key]


def worked(ws: Workspace, account: str, kpi_key: str, change: date, until: date | None = None) -> Worked:
    """What a KPI did from `change` on against its own past: for 28 days, or to `until` (at most 91), as it is known."""
    held = accounts.chosen(ws, account)
    kpi = kpi_named(ws, kpi_key)
    known = results_kpis.complete_to(ws, kpi, held.key)
    if known is None:
        raise NotFound(f"{held.handle} has no {kpi.label}.", "Import results first.")
    last = min(known, until or change + timedelta(days=USUAL_DAYS - 1), change + timedelta(days=MOST_DAYS - 1))
    if (last - change).days + 1 < LEAST_DAYS:
        raise UsageProblem(f"Only {max((last - change).days + 1, 0)} days after {change} are known; seven are needed.")
    first = change - MOST_PAST
    told = results_kpis.series(ws, kpi, held.key, first, last)
    daily = np.array([np.nan if value is None else value for _, value in told])
    begin = next((at for at, value in enumerate(daily) if not np.isnan(value)), len(daily))
    found = before_after(daily[begin:], (change - first).days - begin, (last - change).days + 1)
    return Worked(held.key, kpi.key, change, last, found, _words(kpi, change, last, found))


def _words(kpi: Kpi, change: date, last: date, found: BeforeAfter | None) -> str:
    """The verdict; a difference that chance makes often is not called one."""
    name, span = kpi.label, f"from {change} to {last}"
    if found is None:
        days = LEARN_DAYS + LEAST_PLACEBOS
        return (
            f"Not enough history to judge {name} {span}: about {days} known days and as many as are judged go before."
        )
    lift = found.lift
    range_ = f"{percent_words(lift.low, signed=True)} to {percent_words(lift.high, signed=True)}"
    figures = f"{percent_words(lift.mean, signed=True)} ({range_}, n {lift.n} placebo dates)"
    if found.p_value <= SURE:
        moved = "above" if lift.mean > 0 else "below"
        chance = f"chance alone does as much in {percent_words(found.p_value)} of cases"
        return f"{name} was {moved} its own past {span}: {figures}; {chance}."
    often = f"chance alone moves it as much in {percent_words(found.p_value)} of cases"
    return f"{name} {span} is within its usual swing: {figures}; {often}."
