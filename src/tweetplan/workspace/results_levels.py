"""Levels: a stock on a day. Followers are the last count, carried on by the net follows that the overview tells."""

from collections.abc import Mapping

from tweetplan.domain.measures import OVERVIEW
from tweetplan.domain.spans import Span, covers, joined, shifted
from tweetplan.domain.values import frozen
from tweetplan.storage import results_read as stored
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results_facts import Facts

FLOWS: Mapping[str, tuple[str, str]] = {"followers": ("new_follows", "unfollows")}
"""For a level, what comes and what goes."""


@frozen
class Level:
    """A level as it is known."""

    value: float
    day: str
    """The day it is known for, ISO; not later than the one asked about."""
    source: str
    """Where the count came from."""
    derived: bool = False
    """Whether net follows were added to (or taken from) the count."""


def level_at(ws: Workspace, told: Facts, measure: str, day: str, asked: str = "") -> Level | None:
    """The level at the end of a day: the last count, and the flows since as far as they are known without a gap.

    Without an earlier count the next one is taken, less the flows in between, if they are known for every day.
    """
    sources = _sources(told, measure, asked)
    account = told.account.key
    row = stored.last_level(ws.db, account, sources, measure, until=day)
    flows = _flow_days(told, measure)
    if row is not None:
        until = min(day, _carried_to(flows, row["day"]))
        if until <= row["day"]:
            return Level(row["value"], row["day"], row["source"])
        return Level(row["value"] + _net(ws, told, measure, row["day"], until), until, row["source"], True)
    later = stored.last_level(ws.db, account, sources, measure, after=day)
    if later is None or not covers(flows, shifted(day, 1), later["day"]):
        return None
    return Level(later["value"] - _net(ws, told, measure, day, later["day"]), day, later["source"], True)


def level_known_to(ws: Workspace, told: Facts, measure: str, until: str) -> str:
    """The last day a level is known for, not after `until`; empty when it is not known at all."""
    row = stored.last_level(ws.db, told.account.key, _sources(told, measure, ""), measure, until=until)
    return max(row["day"], _carried_to(_flow_days(told, measure), row["day"])) if row is not None else ""


def _sources(told: Facts, measure: str, asked: str) -> list[str]:
    """Every source that counted it; asking for posts or overview does not hide a typed count."""
    known = sorted(told.sources(measure))
    return [asked] if asked in known else known


def _flow_days(told: Facts, measure: str) -> tuple[Span, ...]:
    """The days whose flows are all known."""
    if measure not in FLOWS:
        return ()
    comes, goes = (told.sources(flow).get(OVERVIEW, ()) for flow in FLOWS[measure])
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a in comes for b in goes]
    return joined(span for span in shared if span[0] <= span[1])


def _carried_to(flows: tuple[Span, ...], day: str) -> str:
    """The last day to which a count of this day can be carried on; empty when the next day's flows are not known."""
    after = shifted(day, 1)
    return next((last for first, last in flows if first <= after <= last), "")


def _net(ws: Workspace, told: Facts, measure: str, after: str, until: str) -> float:
    """What came less what went on the days after one and up to another."""
    comes, goes = FLOWS[measure]
    rows = stored.sums(ws.db, told.account.key, [OVERVIEW], [comes, goes], shifted(after, 1), until)
    return sum((row["value"] if row["measure"] == comes else -row["value"] for row in rows), 0.0)
