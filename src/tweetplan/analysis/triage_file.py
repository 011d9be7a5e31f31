"""Triage of a file of mentions: every row with its label, the words that decided, and its priority (C04, C05)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tweetplan.analysis.sources import FileSource
from tweetplan.analysis.support_file_table import Table, clean_id, no_table, open_table
from tweetplan.domain.mentions import LABELS, VALUED, VALUED_REACH, Label, Priority, priority
from tweetplan.domain.results import Rejected
from tweetplan.domain.text import storable
from tweetplan.domain.triage import Verdict, triage

MENTION_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("tweet_id", "post_id", "mention_id"),
    "author": ("author_id", "username", "screen_name", "user", "handle"),
    "created_at": ("created", "date", "time", "posted_at"),
    "text": ("full_text", "tweet_text", "message", "content"),
    "in_reply_to": ("in_response_to_tweet_id", "in_reply_to_status_id", "in_reply_to_id"),
    "answered_at": (),
    "resolved_at": (),
    "followers": ("author_followers", "followers_count"),
    "segment": (),
    "account": ("mentioned_account",),
}
"""The columns of a file of mentions, and other names that they go by."""
MOST_COUNTED = 160
"""Characters by which two mentions are the same."""


@dataclass(frozen=True, slots=True)
class TriagedMention:
    """One mention, what it is and how soon it is to be answered."""

    id: str
    author: str
    text: str
    verdict: Verdict
    priority: Priority


@dataclass(frozen=True, slots=True)
class TriageReport:
    """All mentions of a file, the most pressing first, and the rows that were not taken."""

    mentions: tuple[TriagedMention, ...]
    rejected: tuple[Rejected, ...]
    rejections: int

    def counts(self) -> dict[Label, int]:
        """How many mentions have each label, of those that occur."""
        found = Counter(each.verdict.label for each in self.mentions)
        return {label: found[label] for label in LABELS if found[label]}

    def json(self) -> list[dict[str, object]]:
        """Rows of id, label, evidence, priority, author and the parts of the priority."""
        return [
            {
                "id": each.id,
                "label": each.verdict.label,
                "evidence": each.verdict.evidence,
                "priority": each.priority.total,
                "author": each.author,
                "parts": each.priority,
            }
            for each in self.mentions
        ]


@dataclass(slots=True)
class _Row:
    id: str
    author: str
    at: float | None
    text: str
    followers: int
    valued: bool
    answered: bool


def read_triage(source: FileSource, *, as_of: datetime | None = None, zone: str = "UTC") -> TriageReport:
    """Triage the mentions of a file; waiting times end at `as_of`, else at its newest mention.

    Raises `Problem` for a file that is no table of mentions.
    """
    table = open_table(source, MENTION_COLUMNS, ("id", "text"), ZoneInfo(zone))
    if table is None:
        raise no_table(source, ("id, author, created_at, text (and in_reply_to, answered_at, resolved_at, followers)",))
    rows = _rows(table)
    alike = Counter(_same(row.text) for row in rows)
    by_author = Counter(row.author.casefold() for row in rows)
    end = as_of.timestamp() if as_of else max((row.at for row in rows if row.at is not None), default=0.0)
    mentions = []
    for row in rows:
        verdict = triage(row.text, followers=row.followers, repeated=alike[_same(row.text)])
        reach = max(row.followers, VALUED_REACH if row.valued else 0)
        waited = (end - row.at) / 3600 if row.at is not None else 0.0
        often = by_author[row.author.casefold()] if row.author else 1
        pressing = priority(verdict.label, followers=reach, mentions=often, hours=waited, answered=row.answered)
        mentions.append(TriagedMention(row.id, row.author, row.text, verdict, pressing))
    mentions.sort(key=lambda each: -each.priority.total)  # stable: the file's order among equals
    return TriageReport(tuple(mentions), tuple(table.rejected), table.rejections)


def _rows(table: Table) -> list[_Row]:
    rows: dict[str, _Row] = {}
    for line, cells in table.rows():
        try:
            row = _row(table, cells)
        except ValueError as error:
            table.reject(line, str(error))
            continue
        if row.id in rows and rows[row.id].text != row.text:
            table.reject(line, f"the id {row.id[:30]} stands over another text before; this row was left out")
        rows.setdefault(row.id, row)
    return list(rows.values())


def _row(table: Table, cells: list[str]) -> _Row:
    name, text = clean_id(table.cell(cells, "id")), storable(cells[table.columns["text"]])[0]
    if not name:
        raise ValueError("the id is empty")
    return _Row(
        storable(name)[0],
        storable(table.cell(cells, "author"))[0],
        table.moment(cells, "created_at"),
        text,
        _followers(table.cell(cells, "followers")),
        table.cell(cells, "segment").casefold() in VALUED,
        bool(table.cell(cells, "answered_at") or table.cell(cells, "resolved_at")),
    )


def _followers(text: str) -> int:
    """A count of followers, 0 where none is told; raises `ValueError` for what is no count."""
    plain = text.replace(",", "").replace("_", "").removesuffix(".0")
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 12):
        raise ValueError(f"followers: {text[:30]!r} is no count")
    return int(plain)


def _same(text: str) -> str:
    return " ".join(word for word in text.casefold().split() if not word.startswith("@"))[:MOST_COUNTED]
