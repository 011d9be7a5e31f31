"""A country's public holidays from the `holidays` library, taken in as days to respect (G21, T13).

Headless alone: no session loads the library. The same country and year twice add nothing.
"""

from collections.abc import Sequence
from typing import Any

from tweetplan.domain.findings import Problem, UsageProblem
from tweetplan.exchange.ics_read import DatesRead, Occurrence
from tweetplan.workspace import dates
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.dates import DatesTakenIn
from tweetplan.workspace.moment import today


def take_in(
    ws: Workspace, country: str, subdivision: str, years: Sequence[int], account: str = "", *, dry_run: bool = False
) -> DatesTakenIn:
    """Store the holidays of a country (an ISO code) and these years; raises `UsageProblem` for an unknown code."""
    wanted = tuple(years) or (today(ws).year, today(ws).year + 1)
    code, part = country.upper(), subdivision.upper()
    found = tuple(
        Occurrence(f"{code}/{part}/{day}/{name}", name[:200], day, day, True, ("holiday",))
        for day, name in sorted(_library(code, part, wanted).items())
    )
    source = f"holidays {code}{f'-{part}' if part else ''}"
    return dates.take_in(ws, DatesRead(source, found, 0, ()), source, kind="holiday", account=account, dry_run=dry_run)


def _library(code: str, part: str, years: Sequence[int]) -> Any:
    try:
        import holidays
    except ImportError:
        raise Problem(
            "The library of holidays is not installed.",
            "Install tweetplan[holidays], or `tweetplan calendar dates import` a calendar file.",
        ) from None
    try:
        return holidays.country_holidays(code, subdiv=part or None, years=years)
    except (NotImplementedError, ValueError) as error:
        raise UsageProblem(f"No holidays are known of {code} {part}".strip() + f": {error}.") from error
