"""What the results of an account cover, kept while the store stays the same, and the source a figure is taken from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tweetplan.domain.goals import Account
from tweetplan.domain.measures import MENTIONS, OVERVIEW, POSTS, X_MEASURES, Measure
from tweetplan.domain.periods import local_day
from tweetplan.domain.spans import Span, days_within, joined
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import results_read as stored
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Workspace

OF_X = frozenset(measure.key for measure in X_MEASURES)
"""Measures whose sources are different quantities, so that one is chosen; other measures add up over their sources."""
Key = tuple[str, str, str]
"""Source, campaign, measure."""


@dataclass(frozen=True)
class Facts:
    """What is covered of one account, and the measures that are declared."""

    account: Account
    spans: Mapping[Key, tuple[Span, ...]]
    """Joined spans of covered days."""
    measures: Mapping[str, Measure]

    @cached_property
    def by_measure(self) -> Mapping[str, Mapping[str, tuple[Span, ...]]]:
        """Measure → source → the days it covers in any campaign; a derived measure is covered like the one it sums."""
        found: dict[str, dict[str, list[Span]]] = {}
        for (source, _, measure), spans in self.spans.items():
            found.setdefault(measure, {}).setdefault(source, []).extend(spans)
        told = {m: {source: joined(spans) for source, spans in each.items()} for m, each in found.items()}
        for declared in self.measures.values():
            if declared.of and POSTS in told.get(declared.of, {}):
                told.setdefault(declared.key, {}).setdefault(POSTS, told[declared.of][POSTS])
        return told

    def sources(self, measure: str) -> Mapping[str, tuple[Span, ...]]:
        """The sources of a measure with the days that each covers."""
        return self.by_measure.get(measure, {})

    def lag(self, measure: str) -> int:
        """How many days late a day's figure is complete."""
        declared = self.measures.get(measure)
        return declared.complete_after_days if declared else 0

    def tagged(self, measures: Iterable[str], campaign: str) -> bool:
        """Whether X's own measures are told by campaign for this one: then the whole account's are not its figures."""
        return bool(campaign) and any(key[1] == campaign and key[2] in measures for key in self.spans)

    def known(self, measure: str, sources: Iterable[str], campaign: str, until: str) -> tuple[Span, ...]:
        """The days on which no row means 0, as was known on the day `until`: those that the sources cover.

        Figures that somebody typed (or that a file gives day by day) are told when there are any: all days between the
        first and the last of them are known, none before.
        """
        if campaign:
            told = {key[0]: spans for key, spans in self.spans.items() if key[1:] == (campaign, measure)}
        else:
            told = dict(self.sources(measure))
        begun = {source: [(first, min(last, until)) for first, last in told.get(source, ()) if first <= until]
                 for source in sources}  # fmt: skip
        sparse = [
            span for source, spans in begun.items() if measure not in OF_X and source != MENTIONS for span in spans
        ]
        if sparse:
            begun["typed"] = [(min(first for first, _ in sparse), max(last for _, last in sparse))]
        return joined(span for spans in begun.values() for span in spans)

    def span(self, source: str = "") -> Span | None:
        """The first and last day that anything is stored of (or of this source); None when nothing is."""
        spans = [span for (told, _, _), several in self.spans.items() for span in several if source in ("", told)]
        return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None

    def source_of(self, measures: Iterable[str], first: str, last: str, asked: str = "", campaign: str = "") -> str:
        """The one source of X's measures for a span: the overview where it covers the whole of it, else the posts.

        A span that is not over, or older than all that is known, is covered whole by nobody: the overview is then taken
        unless the posts cover more of its days. A source must have all the measures. Empty: there is none.
        """
        wanted = list(measures)
        tagged = self.tagged(wanted, campaign)
        days: dict[str, int] = {}
        for source in {key[0] for key in self.spans}:
            if tagged:
                spans = [self.spans.get((source, campaign, measure), ()) for measure in wanted]
            else:
                spans = [self.sources(measure).get(source, ()) for measure in wanted]
            covered = min((days_within(each, first, last) for each in spans), default=0)
            if covered and asked in ("", source):
                days[source] = covered
        if OVERVIEW in days and days[OVERVIEW] >= days.get(POSTS, 0):
            return OVERVIEW
        return POSTS if POSTS in days else max(sorted(days), key=lambda source: days[source], default="")


def facts(ws: Workspace, account: str) -> Facts:
    """The facts of an account by its key; read again when anything was stored since."""
    return ws.remember(("facts", account), lambda: _read(ws, account))


def _read(ws: Workspace, account: str) -> Facts:
    spans: dict[Key, list[Span]] = {}
    for row in stored.coverage(ws.db, account):
        key = (row["source"], row["campaign"], row["measure"])
        spans.setdefault(key, []).append((row["first_day"], row["last_day"]))
    measures = ws.remember("declared measures", lambda: declarations.measures(ws))
    known = stored_accounts.one(ws.db, account) or Account(account)
    return Facts(known, {key: joined(several) for key, several in spans.items()}, measures)


def last_shown(ws: Workspace, told: Facts) -> str:
    """The last day whose results are shown: the local day of the moment asked about; without one, all are."""
    return local_day(ws.as_of, told.account.zone).isoformat() if ws.as_of else date.max.isoformat()
