"""The days of some measures of one account, read once and summed by look-up: any span costs two searches."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from tweetplan.domain.measures import OVERVIEW, POSTS
from tweetplan.domain.spans import Span, covers, joined
from tweetplan.storage import figures, results
from tweetplan.storage.database import Database

X_SOURCES = (OVERVIEW, POSTS)


@dataclass(frozen=True)
class Days:
    """The figures of one measure, source and campaign by day."""

    days: tuple[str, ...]
    values: tuple[float, ...]
    running: tuple[float, ...] = field(repr=False)
    """`running[n]` is the sum of the first n values."""

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, float]]) -> "Days":
        """From pairs in order of day."""
        values = tuple(value for _, value in pairs)
        return cls(tuple(day for day, _ in pairs), values, tuple(accumulate(values, initial=0.0)))

    def over(self, first: str, last: str) -> float | None:
        """The sum over a span; None when no day of it has a figure."""
        start, end = bisect_left(self.days, first), bisect_right(self.days, last)
        return self.running[end] - self.running[start] if end > start else None

    def last_until(self, day: str) -> tuple[str, float] | None:
        """The last figure on or before a day."""
        at = bisect_right(self.days, day)
        return (self.days[at - 1], self.values[at - 1]) if at else None

    def first_after(self, day: str) -> tuple[str, float] | None:
        """The first figure after a day."""
        at = bisect_right(self.days, day)
        return (self.days[at], self.values[at]) if at < len(self.days) else None


@dataclass(frozen=True)
class DayHistory:
    """All days of some measures of an account up to a day, with what the imports say they cover."""

    held: Mapping[tuple[str, str, str], Days]
    """By measure, source, campaign."""
    covered: Mapping[tuple[str, str, str], tuple[Span, ...]]

    @classmethod
    def read(cls, db: Database, account: str, measures: Iterable[str], until: date) -> "DayHistory":
        """Read it with two queries."""
        wanted = tuple(dict.fromkeys(measures))
        pairs: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
        for row in figures.days(db, account, wanted, until.isoformat()):
            pairs.setdefault((row["measure"], row["source"], row["campaign"]), []).append((row["day"], row["value"]))
        spans: dict[tuple[str, str, str], list[Span]] = {}
        last = until.isoformat()
        for row in results.coverage(db, account):
            if row["first_day"] <= last and row["measure"] in wanted:
                key = (row["measure"], row["source"], row["campaign"])
                spans.setdefault(key, []).append((row["first_day"], min(row["last_day"], last)))
        return cls(
            {key: Days.of(held) for key, held in pairs.items()}, {key: joined(held) for key, held in spans.items()}
        )

    def sources(self, measure: str) -> tuple[str, ...]:
        """Every source that this measure has figures or cover from."""
        found = (source for name, source, _ in (*self.held, *self.covered) if name == measure)
        return tuple(sorted(set(found)))

    def over(self, measure: str, source: str, campaign: str, first: str, last: str) -> float | None:
        """The sum over a span of one source, over all campaigns unless one is named.

        0 on days that the source covers without a figure; None when it knows nothing of the span.
        """
        parts = [held.over(first, last) for (name, of, camp), held in self.held.items()
                 if (name, of) == (measure, source) and campaign in ("", camp)]  # fmt: skip
        known = [part for part in parts if part is not None]
        if known:
            return sum(known)
        return 0.0 if self.touches(measure, source, campaign, first, last) else None

    def spans(self, measure: str, source: str, campaign: str = "") -> tuple[Span, ...]:
        """What the imports of one source cover of a measure, as the fewest spans."""
        return joined(
            span for (name, of, camp), held in self.covered.items()
            if (name, of) == (measure, source) and campaign in ("", camp) for span in held
        )  # fmt: skip

    def touches(self, measure: str, source: str, campaign: str, first: str, last: str) -> bool:
        """Whether the source covers any day of the span."""
        return any(start <= last and first <= end for start, end in self.spans(measure, source, campaign))

    def covers(self, measure: str, source: str, first: str, last: str) -> bool:
        """Whether the source covers every day of the span."""
        return covers(self.spans(measure, source), first, last)

    def known_to(self, measure: str, source: str, campaign: str = "") -> str:
        """The last day that a source covers of a measure; '' when it has none."""
        return max((end for _, end in self.spans(measure, source, campaign)), default="")

    def bounds(self, measure: str, source: str) -> tuple[str, str] | None:
        """The first and the last day a source covers of a measure."""
        spans = self.spans(measure, source)
        return (spans[0][0], spans[-1][1]) if spans else None
