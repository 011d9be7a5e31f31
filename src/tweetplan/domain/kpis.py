"""KPIs: declared numbers over measures. From the kind follow aggregation, splitting, formatting and simulation.

A zero denominator or a missing measure is no data (`None`), never 0 and never an error.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from tweetplan.domain.measures import X_MEASURES
from tweetplan.domain.values import frozen

Better = Literal["higher", "lower"]
Kind = Literal["total", "ratio", "level", "growth", "duration"]


@frozen
class Formula:
    """How a KPI is made from measures; made by `total`, `ratio`, `level`, `growth` and `duration`."""

    kind: Kind
    plus: tuple[str, ...]
    """The measures that are summed: the total, the numerator, the level, or the seconds waited."""
    minus: tuple[str, ...] = ()
    """The measures taken away from a total (net follows = new follows − unfollows)."""
    over: tuple[str, ...] = ()
    """The measures of the denominator (a ratio), or of the count (a duration)."""

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that the formula reads, each once, in order."""
        return tuple(dict.fromkeys((*self.plus, *self.minus, *self.over)))

    @property
    def adds_up(self) -> bool:
        """Whether the values of consecutive periods add up to the value of the whole."""
        return self.kind == "total"


def _names(measures: str | Iterable[str]) -> tuple[str, ...]:
    return (measures,) if isinstance(measures, str) else tuple(measures)


def total(*measures: str, minus: str | Iterable[str] = ()) -> Formula:
    """A sum over days of one or more measures, less those in `minus`."""
    return Formula("total", measures, minus=_names(minus))


def ratio(numerator: str | Iterable[str], denominator: str | Iterable[str]) -> Formula:
    """Sum over days ÷ sum over days: never a mean of daily ratios. 0–1 where it is a share."""
    return Formula("ratio", _names(numerator), over=_names(denominator))


def level(measure: str) -> Formula:
    """The last known value of a stock (followers)."""
    return Formula("level", (measure,))


def growth(measure: str) -> Formula:
    """The relative change of a level since the eve of the span: 0.25 is +25 %."""
    return Formula("growth", (measure,))


def duration(seconds: str, count: str) -> Formula:
    """Sum of seconds ÷ number of cases: a mean duration, in seconds."""
    return Formula("duration", _names(seconds), over=_names(count))


@frozen
class Kpi:
    """A declared number that a goal can be about."""

    key: str
    formula: Formula
    title: str = ""
    unit: str = ""
    better: Better = "higher"
    currency: str | None = None
    lag_days: int = 0
    """Days after the end of a span before its value is settled (a lead that converts a week later)."""
    at_end_only: bool = False
    """Judged only when the goal ends (a survey): no pace before."""

    @property
    def label(self) -> str:
        """The title, or the key in words."""
        return self.title or self.key.replace("_", " ")


@frozen
class KpiValue:
    """A KPI over a span: the value (0–1 for a ratio, seconds for a duration) and what it was made of."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


NO_DATA = KpiValue(None)


def evaluate(formula: Formula, sums: Mapping[str, float], before: Mapping[str, float] | None = None) -> KpiValue:
    """The KPI's value from the measures' sums over a span (a level's last value in it).

    `before` holds the levels at the eve of the span, which only growth needs. A measure that is absent from `sums` is
    unknown: the value is then no data, except that a sum of several measures needs only one of them to be known.
    """
    added = _sum(formula.plus, sums)
    if added is None:
        return NO_DATA
    if formula.kind == "total":
        taken = _sum(formula.minus, sums) or 0.0
        return KpiValue(added - taken, added - taken)
    if formula.kind == "level":
        return KpiValue(added, added)
    base = _sum(formula.plus, before or {}) if formula.kind == "growth" else _sum(formula.over, sums)
    if not base:
        return KpiValue(None, added, base)
    if formula.kind == "growth":
        return KpiValue(added / base - 1.0, added - base, base)
    return KpiValue(added / base, added, base)


def _sum(measures: Iterable[str], sums: Mapping[str, float]) -> float | None:
    known = [sums[measure] for measure in measures if measure in sums]
    return sum(known) if known else None


def account_kpis() -> tuple[Kpi, ...]:
    """The KPIs that every account has, whatever its goals: totals, levels, net follows and the three rates."""
    each = tuple(Kpi(m.key, level(m.key) if m.level else total(m.key), title=m.title, unit=m.unit) for m in X_MEASURES)
    return (
        *each,
        Kpi("net_follows", total("new_follows", minus="unfollows"), title="Net follows"),
        Kpi("engagement_rate", ratio("engagements", "impressions"), title="Engagement rate (as X prints it)", unit="%"),
        Kpi(
            "interaction_rate",
            ratio(("likes", "replies", "reposts"), "impressions"),
            title="Interaction rate (likes + replies + reposts, G11)",
            unit="%",
        ),
        Kpi("link_ctr", ratio("url_clicks", "impressions"), title="Link click-through rate", unit="%"),
    )
