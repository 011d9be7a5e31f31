"""How support does (G13): first-response times with open items censored, resolution, satisfaction from tone (W17)."""

from collections.abc import Iterable, Sequence
from statistics import fmean, median
from typing import NamedTuple

from tweetplan.domain.support_hours import BusinessHours
from tweetplan.domain.values import frozen


class Thread(NamedTuple):
    """One conversation that a customer opened; instants are seconds since 1970 UTC."""

    id: str
    account: str
    """Who answered it, else who was addressed; empty when nothing tells."""
    opened: float
    answered: float | None = None
    resolved: float | None = None


@frozen
class Times:
    """Seconds to the first response of `n` answered threads."""

    n: int
    mean_s: float | None
    median_s: float | None


@frozen
class Censored:
    """First response with the threads still open counted as waiting up to the last instant of the file.

    The quantiles are Kaplan and Meier's: None where fewer than that share are known to be answered.
    """

    n: int
    open: int
    median_s: float | None
    p90_s: float | None


@frozen
class Share:
    """`share` of `n` things, 0 to 1; `of` is how many there were before those that say nothing were left out."""

    share: float
    n: int
    of: int


@frozen
class BusinessTimes:
    """First response by the business-hours clock."""

    mean_s: float | None
    median_s: float | None
    censored: Censored


@frozen
class SupportFigures:
    """What a file of conversations tells; times are over answered threads unless they say censored."""

    threads: int
    unanswered: int
    mean_first_response_s: float | None
    median_first_response_s: float | None
    by_account: dict[str, Times]
    censored: Censored
    business_hours: BusinessTimes | None
    resolution: Share | None
    """Threads resolved; None where the file has no such column."""
    satisfaction: Share | None
    """Kind ones among the replies after an answer that have a tone; None where there is none."""


def figures(
    threads: Sequence[Thread],
    end: float,
    *,
    hours: BusinessHours | None = None,
    resolution: bool = False,
    satisfaction: Share | None = None,
) -> SupportFigures:
    """The figures of threads seen until `end`; seconds are rounded to tenths, accounts sorted by answered threads."""
    by_account: dict[str, list[float]] = {}
    for thread in threads:
        if thread.answered is not None:
            by_account.setdefault(thread.account, []).append(thread.answered - thread.opened)
    ordered = sorted(by_account.items(), key=lambda held: (-len(held[1]), held[0]))
    whole = times(seconds for _, held in ordered for seconds in held)
    resolved = sum(thread.resolved is not None for thread in threads)
    return SupportFigures(
        threads=len(threads),
        unanswered=len(threads) - whole.n,
        mean_first_response_s=whole.mean_s,
        median_first_response_s=whole.median_s,
        by_account={name: times(held) for name, held in ordered},
        censored=censored([(_waited(thread, end), thread.answered is not None) for thread in threads]),
        business_hours=_business(threads, end, hours) if hours else None,
        resolution=Share(resolved / len(threads), len(threads), len(threads)) if resolution and threads else None,
        satisfaction=satisfaction,
    )


def times(seconds: Iterable[float]) -> Times:
    """Mean and median of seconds, to tenths; None of nothing."""
    held = list(seconds)
    return Times(len(held), round(fmean(held), 1), round(median(held), 1)) if held else Times(0, None, None)


def censored(waits: Sequence[tuple[float, bool]]) -> Censored:
    """Kaplan–Meier quantiles of waits in seconds, each with whether it ended in an answer (else it was cut off)."""
    answered = sum(ended for _, ended in waits)
    left, surviving = len(waits), 1.0
    found: dict[float, float] = {}
    ordered = sorted(waits, key=lambda wait: (wait[0], not wait[1]))
    for seconds, ended in ordered:
        if ended:
            surviving *= 1 - 1 / left
            for share in (0.5, 0.1):
                if surviving <= share + 1e-9:
                    found.setdefault(share, seconds)
        left -= 1
    at = {share: round(seconds, 1) for share, seconds in found.items()}
    return Censored(len(waits), len(waits) - answered, at.get(0.5), at.get(0.1))


def _waited(thread: Thread, end: float) -> float:
    """How long a thread waited for its answer, or has waited when the file ends."""
    return max(0.0, (end if thread.answered is None else thread.answered) - thread.opened)


def _business(threads: Sequence[Thread], end: float, hours: BusinessHours) -> BusinessTimes:
    waits = [
        (hours.between(thread.opened, end if thread.answered is None else thread.answered), thread.answered is not None)
        for thread in threads
    ]
    answered = times(seconds for seconds, ended in waits if ended)
    return BusinessTimes(answered.mean_s, answered.median_s, censored(waits))
