"""The collaboration figures by quarter: from the log of operations, pulses, and what was avoided (T23)."""

from tweetplan.domain.collaboration import Figure, figures
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.values import frozen
from tweetplan.storage import duties, steps
from tweetplan.workspace import settings
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today


@frozen
class Quarter:
    """One quarter with its figures; those of the running one are of its days so far."""

    period: Period
    figures: tuple[Figure, ...]

    def of(self, key: str) -> Figure:
        """The figure of this key."""
        return next(figure for figure in self.figures if figure.key == key)


def quarters(ws: Workspace, count: int = 4) -> tuple[Quarter, ...]:
    """The last quarters of the team's year (UTC days), the running one last."""
    return ws.remember(("collaboration", count, ws.as_of), lambda: _quarters(ws, count))


def _quarters(ws: Workspace, count: int) -> tuple[Quarter, ...]:
    periods = [containing("quarter", today(ws), settings.read(ws).fiscal_start)]
    for _ in range(max(1, min(count, 40)) - 1):
        periods.append(periods[-1].previous())
    known = tuple(steps.steps(ws.db, instant_text(ws.now)))
    found = []
    for period in reversed(periods):
        first, end = period.instants("UTC")
        held = duties.pulses(ws.db, period.first.isoformat(), min(period.last, today(ws)).isoformat())
        found.append(Quarter(period, figures(known, [pulse.score for pulse in held], first, end)))
    return tuple(found)
