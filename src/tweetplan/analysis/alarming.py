"""The hourly volume alarm: two hours in a row with far more unkind mentions than those hours usually have (W17)."""

from collections import Counter
from datetime import datetime, timedelta

from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import mention_alarms as stored
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.mention_alarms import UnusualHour, weeks_of
from tweetplan.workspace.rules import rules

HOUR = timedelta(hours=1)
MOST_WEEKS = 12
BACK = 48
"""Hours before the newest mention that are judged."""
FEWEST = 3
"""An hour with fewer unkind mentions is never unusual."""


def alarm_job(ws: Workspace) -> str:
    """What a tick does: judge the newest hours of every account, store unusual ones, tell of an alarm once."""
    if ws.as_of is not None:
        return ""
    told = []
    for account in stored_accounts.every(ws.db):
        found = judged(ws, account.key)
        known = {row["hour"] for row in stored.since(ws.db, "", "9999", account.key)}
        fresh = [one for one in found if one.hour not in known]
        if not fresh:
            continue
        with ws.operation("tick.alarm") as change:
            stored.put(ws.db, [(o.account, o.hour, o.mentions, o.usual, o.p, o.weeks) for o in found])
            change.always = True
            change.summary = words(found, account.handle)
            if datetime.fromisoformat(found[-1].hour) >= ws.now - timedelta(days=1):
                change.tell("mentions.alarm", change.summary, subject=account.key)
        told.append(change.summary)
    return "; ".join(told)


def judged(ws: Workspace, account: str) -> list[UnusualHour]:
    """The unusual hours, each beside another one, of the last two days of mentions; none without enough weeks."""
    weeks = min(weeks_of(ws, account), MOST_WEEKS + 1)
    if weeks < rules(ws).whole("audience.alarm_weeks"):
        return []
    _, last = stored.span(ws.db, account, instant_text(ws.now))
    end = datetime.fromisoformat(last).replace(minute=0, second=0, microsecond=0)
    start = end - timedelta(weeks=weeks)
    counts = Counter(
        datetime.fromisoformat(at).replace(minute=0, second=0, microsecond=0)
        for at in stored.unkind(ws.db, account, instant_text(start), last)
    )
    if not any(counts[end - HOUR * back] >= FEWEST for back in range(BACK)):
        return []
    return _unusual(account, counts, end, weeks, rules(ws).number("audience.alarm"))


def _unusual(account: str, counts: Counter[datetime], end: datetime, weeks: int, sure: float) -> list[UnusualHour]:
    import numpy as np

    from tweetplan.estimate.alarms import tail, usual

    judged_from = end - HOUR * (BACK - 1)
    whole = weeks - 1 if weeks > 1 else weeks
    first = judged_from - timedelta(weeks=whole)
    baseline = np.zeros((whole, 168))
    for at, n in counts.items():
        if first <= at < judged_from:
            gone = int((at - first) / HOUR)
            baseline[gone // 168, gone % 168] += n
    rates, spread = usual(baseline)
    found = {}
    for back in range(BACK):
        at = end - HOUR * back
        n, rate = counts[at], float(rates[int((at - first) / HOUR) % 168])
        p = tail(n, rate, spread)
        if n >= FEWEST and p < sure:
            found[at] = UnusualHour(account, instant_text(at), n, round(rate, 3), p, whole)
    return [one for at, one in sorted(found.items()) if at - HOUR in found or at + HOUR in found]


def words(found: list[UnusualHour], handle: str) -> str:
    """The alarm in a sentence, with its figures."""
    newest = found[-1]
    mentions, usual = sum(one.mentions for one in found), sum(one.usual for one in found)
    return (
        f"{handle}: {mentions} unkind mentions in {len(found)} hours up to {newest.hour[:13].replace('T', ' ')}:59 UTC,"
        f" where {usual:.1f} are usual (of {newest.weeks} weeks)"
    )
