"""Typing one figure: leads, spend, a follower count. A batch like an import's, so that undo takes it back."""

import json
import re
from datetime import date

from tweetplan.domain.declaration_checks import nearest
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.measures import LARGEST_FIGURE, TYPED
from tweetplan.domain.spans import shifted
from tweetplan.domain.values import frozen
from tweetplan.storage import results as stored
from tweetplan.storage import results_rollup
from tweetplan.workspace import accounts, declarations
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


@frozen
class Recorded:
    """What was typed, as it is stored."""

    batch: str
    account: str
    measure: str
    value: float
    on: date
    campaign: str
    complete_to: date
    """The last day for which the measure now counts as known."""
    warnings: tuple[Finding, ...] = ()


def record(
    ws: Workspace,
    measure: str,
    value: float,
    on: date | None = None,
    account: str = "",
    campaign: str = "",
    complete_to: date | None = None,
    *,
    operation_id: str = "",
) -> Recorded:
    """Store one figure of one day (default: today); the latest for a day counts.

    `complete_to` says how far the measure is known by now; without it, to that day less the days that the measure is
    late. Raises `UsageProblem` for a name, a value or a day that cannot be.
    """
    held = accounts.chosen(ws, account)
    now = today(ws, held)
    day = on or now
    declared = declarations.measures(ws)
    _checked(measure, value, day, now, declared[measure].level if measure in declared else False)
    campaign = one_line(campaign, "campaign", 100, may_be_empty=True)
    lag = declared[measure].complete_after_days if measure in declared else 0
    covered_to = shifted(complete_to.isoformat(), lag) if complete_to else day.isoformat()
    first, last = min(day.isoformat(), covered_to), covered_to
    key = (held.key, TYPED, campaign, measure)
    warnings: tuple[Finding, ...] = ()
    if measure not in declared:
        told = f"nothing declares the measure {measure!r}; it was taken as it is"
        warnings = (Finding("results.measure", "warning", told, measure, nearest(measure, sorted(declared))),)
    with ws.operation("record", operation_id=operation_id) as change:
        batch = ws.new_id()
        before = stored.day_versions(ws.db, *key, day.isoformat(), day.isoformat())
        counts = {"read": 1, "new": int(not before), "updated": int(bool(before)), "known": 0, "rejected": 0}
        stored.add_batch(ws.db, batch, change.seq, TYPED, held.key, "[]", instant_text(ws.clock()), json.dumps(counts))
        stored.displace_days(ws.db, ((*key, row["day"], row["batch"], row["part"]) for row in before if row["live"]))
        stored.append(ws.db, "day_results", stored.DAY_COLUMNS, [
            (held.key, TYPED, campaign, day.isoformat(), measure, batch, 0, 1, "", float(value))
        ])  # fmt: skip
        stored.append(ws.db, "coverage", stored.COVERAGE_COLUMNS, [(batch, *key, first, last)])
        results_rollup.roll_up_days(ws.db, [(*key, day.isoformat())])
        change.batch = batch
        change.summary = f"recorded {value:g} {measure} on {day} for {held.handle}" + (
            f", campaign {campaign}" if campaign else ""
        )
    known = date.fromisoformat(shifted(covered_to, -lag))
    return Recorded(batch, held.handle, measure, float(value), day, campaign, known, warnings)


def _checked(measure: str, value: float, day: date, now: date, level: bool) -> None:
    if not NAME.fullmatch(measure):
        raise UsageProblem(f"{measure!r} is no name of a measure.", "Write lower_snake words, such as url_clicks.")
    if not abs(value) < LARGEST_FIGURE:
        raise UsageProblem(f"{value} is no figure.", "Give a number below 10^15.")
    if level and value < 0:
        raise UsageProblem(f"There cannot be {value:g} {measure}.", "A level is never negative.")
    if day > now:
        raise UsageProblem(f"{day} is still to come.", "Record a figure when its day has come.")
    if day.year < 2006:
        raise UsageProblem(f"{day} is out of range.", "X began in 2006.")
