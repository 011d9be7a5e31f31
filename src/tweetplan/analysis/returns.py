"""ROI (G28): what a campaign's conversions cost and were worth; what nobody has priced is named, not invented.

A campaign's results are those that carry its name: imported with a column `campaign`, or typed with `--campaign`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.estimate.normal import Floats, seeded
from tweetplan.estimate.returns import LEAST_WEEKS, ratio_of_sums
from tweetplan.storage import campaigns as stored
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import missing

SPEND, REVENUE, CUSTOMERS, WORTH = "spend", "revenue", "customers", "customer_value"
CONVERSIONS = ("conversions", "leads", "sales", CUSTOMERS)
"""What may count as converted, the first that the campaign has."""
UNPRICED = ("impressions", "engagements", "new_follows", "mentions", "profile_visits")
"""What a campaign also brings and nobody has priced: named, never turned into money."""


@dataclass(frozen=True)
class Returns:
    """What a campaign cost and brought; an amount that was never recorded is None."""

    campaign: str
    first: date
    last: date
    spend: float | None
    converted: str
    """The measure that counts as converted; empty when the campaign has none."""
    conversions: float | None
    revenue: float | None
    cost: Estimate | None
    """Of one conversion."""
    return_: Estimate | None
    """Revenue ÷ spend; `p_positive` is the probability that it is above 1."""
    worth: Estimate | None
    """Lifetime value of a customer ÷ cost of winning one (CLV : CAC)."""
    worth_from: str
    """Whether the value of a customer was typed, or is only the revenue so far."""
    unpriced: Mapping[str, float]
    missing: tuple[str, ...]
    """What to record, and how, so that more can be said."""


def returns(ws: Workspace, campaign: str = "") -> tuple[Returns, ...]:
    """The returns of one campaign, or of all; raises `NotFound` for one without results."""
    known = stored.spans(ws.db)
    if campaign and campaign not in known:
        raise missing("campaign", campaign, known, "Results carry it in their column `campaign`.")
    chosen = [campaign] if campaign else sorted(known)
    if not chosen:
        return ()
    rows = stored.days(ws.db, chosen, today(ws).isoformat())
    return tuple(_returns(ws, name, [row for row in rows if row["campaign"] == name]) for name in chosen)


def _returns(ws: Workspace, campaign: str, rows: Sequence[Any]) -> Returns:
    if not rows:
        raise missing("campaign", campaign, ())
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["measure"]] = totals.get(row["measure"], 0.0) + row["value"]
    converted = next((measure for measure in CONVERSIONS if totals.get(measure)), "")
    weekly = _weekly(rows)
    rng = seeded("returns", campaign)
    spend, revenue = totals.get(SPEND), totals.get(REVENUE)
    cost = ratio_of_sums(weekly(SPEND), weekly(converted), rng) if spend and converted else None
    return_ = ratio_of_sums(weekly(REVENUE), weekly(SPEND), rng, than=1.0) if spend and revenue is not None else None
    worth, worth_from = _worth(totals, rows, weekly, rng)
    return Returns(
        campaign, date.fromisoformat(rows[0]["day"]), date.fromisoformat(rows[-1]["day"]), spend, converted,
        totals.get(converted) if converted else None, revenue, cost, return_, worth, worth_from,
        {measure: totals[measure] for measure in UNPRICED if totals.get(measure)},
        (*_missing(campaign, totals, converted), *_short(totals, converted, cost, return_)),
    )  # fmt: skip


def _weekly(rows: Sequence[Any]) -> Any:
    """A function that gives a measure's sums by ISO week, all of the same weeks."""
    weeks = sorted({date.fromisoformat(row["day"]).isocalendar()[:2] for row in rows})
    places = {week: place for place, week in enumerate(weeks)}

    def of(measure: str) -> Floats:
        sums = np.zeros(len(weeks))
        for row in rows:
            if row["measure"] == measure:
                sums[places[date.fromisoformat(row["day"]).isocalendar()[:2]]] += row["value"]
        return sums

    return of


def _worth(totals: Mapping[str, float], rows: Sequence[Any], weekly: Any, rng: Any) -> tuple[Estimate | None, str]:
    """CLV : CAC, where spend and customers are known: by the typed value of a customer, else by the revenue so far."""
    won = CUSTOMERS if totals.get(CUSTOMERS) else "sales" if totals.get("sales") else ""
    if not won or not totals.get(SPEND):
        return None, ""
    typed = [row["value"] for row in rows if row["measure"] == WORTH]
    if typed:
        return ratio_of_sums(weekly(won) * typed[-1], weekly(SPEND), rng, than=1.0), f"the typed {WORTH}"
    if totals.get(REVENUE):
        return ratio_of_sums(weekly(REVENUE), weekly(SPEND), rng, than=1.0), "the revenue so far: at least this much"
    return None, ""


def _short(totals: Mapping[str, float], converted: str, *ratios: Estimate | None) -> Iterator[str]:
    """Why figures for one are not told, though their parts are known."""
    if totals.get(SPEND) and (converted or totals.get(REVENUE)) and not any(ratios):
        yield f"more weeks: under {LEAST_WEEKS} with figures, a cost or a return for one has no interval"


def _missing(campaign: str, totals: Mapping[str, float], converted: str) -> list[str]:
    """What to record next, as the command that does it."""
    told = []
    if not totals.get(SPEND):
        told.append(f"what it cost: `tweetplan record spend AMOUNT --campaign {campaign}`")
    if not converted:
        told.append(f"what it brought: `tweetplan record conversions N --campaign {campaign}`")
    if REVENUE not in totals:
        told.append(f"what that was worth: `tweetplan record revenue AMOUNT --campaign {campaign}`")
    elif WORTH not in totals:
        told.append(f"what a customer is worth in all: `tweetplan record {WORTH} AMOUNT --campaign {campaign}`")
    return told
