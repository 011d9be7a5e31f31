"""Support figures of a file: mentions with the times of their answers, or Customer-Support-on-Twitter shaped rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tweetplan.analysis.sources import FileSource
from tweetplan.analysis.support_file_table import Table, clean_id, no_table, open_table
from tweetplan.analysis.triage_file import MENTION_COLUMNS
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import handle_key
from tweetplan.domain.results import Rejected
from tweetplan.domain.support import Share, SupportFigures, Thread, figures
from tweetplan.domain.support_hours import BusinessHours
from tweetplan.domain.triage_tone import tone

TWCS_COLUMNS: dict[str, tuple[str, ...]] = {
    "tweet_id": (),
    "author_id": (),
    "inbound": (),
    "created_at": (),
    "text": (),
    "response_tweet_id": (),
    "in_response_to_tweet_id": (),
}
FORMS = (
    "id, author, created_at, text (and in_reply_to, answered_at, resolved_at)",
    "tweet_id, author_id, inbound, created_at, text, response_tweet_id, in_response_to_tweet_id",
)
_YES, _NO = frozenset({"true", "1", "1.0", "yes", "t"}), frozenset({"false", "0", "0.0", "no", "f"})
_HANDLE = re.compile(r"(?<![\w@])@(\w{1,30})")
_ID_BREAK = re.compile(r"[,;|\s]+")


@dataclass(frozen=True, slots=True)
class SupportReport:
    """The figures of one file, and the rows that were not taken."""

    figures: SupportFigures
    rejected: tuple[Rejected, ...]
    rejections: int


class _Row(NamedTuple):
    author: str
    inbound: bool
    at: float
    text: str
    responses: tuple[str, ...]
    parent: str


def read_support(
    source: FileSource, *, account: str = "", hours: BusinessHours | None = None, zone: str = "UTC"
) -> SupportReport:
    """The figures of a file of either shape; raises `Problem` for any other file, or one without a thread."""
    clock = ZoneInfo(zone)
    if found := open_table(source, TWCS_COLUMNS, [*TWCS_COLUMNS], clock):
        told = _of_twcs(found, hours)
    elif found := open_table(source, MENTION_COLUMNS, ("id", "author", "created_at", "text"), clock):
        told = _of_mentions(found, account, hours)
    else:
        raise no_table(source, FORMS)
    if not told.threads and found.rejected:
        first = found.rejected[0]
        raise Problem(f"{source.name}: no row could be read. Line {first.line}: {first.why}.", "Mend the file.")
    return SupportReport(told, tuple(found.rejected), found.rejections)


def _of_twcs(table: Table, hours: BusinessHours | None) -> SupportFigures:
    rows: dict[str, _Row] = {}
    for line, cells in table.rows():
        try:
            rows[clean_id(table.cell(cells, "tweet_id"))] = _twcs_row(table, cells)
        except ValueError as error:
            table.reject(line, str(error))
    brands = {row.author.casefold(): row.author for row in rows.values() if not row.inbound}
    threads = [_twcs_thread(name, row, rows, brands) for name, row in rows.items() if row.inbound and not row.parent]
    end = max((row.at for row in rows.values()), default=0.0)
    after = (row.text for row in rows.values() if row.inbound and row.parent in rows and not rows[row.parent].inbound)
    return figures(threads, end, hours=hours, satisfaction=_satisfaction(after))


def _twcs_row(table: Table, cells: list[str]) -> _Row:
    inbound = table.cell(cells, "inbound").lower()
    if inbound not in _YES | _NO:
        raise ValueError(f"inbound is True or False, not {inbound[:20]!r}")
    at = table.moment(cells, "created_at")
    if at is None or not table.cell(cells, "tweet_id"):
        raise ValueError("tweet_id or created_at is empty")
    responses = tuple(clean_id(each) for each in _ID_BREAK.split(table.cell(cells, "response_tweet_id")) if each)
    parent = table.cell(cells, "in_response_to_tweet_id")
    author, text = table.cell(cells, "author_id"), table.cell(cells, "text")
    return _Row(author, inbound in _YES, at, text, responses, clean_id(parent) if parent else "")


def _twcs_thread(name: str, root: _Row, rows: dict[str, _Row], brands: dict[str, str]) -> Thread:
    """A thread's first response is the earliest outbound row among the ids in the root's `response_tweet_id`."""
    answers = [rows[each] for each in root.responses if each in rows and not rows[each].inbound]
    if answers:
        first = min(answers, key=lambda row: row.at)
        return Thread(name, first.author, root.at, first.at)
    named = (brands.get(handle.casefold(), "") for handle in _HANDLE.findall(root.text))
    return Thread(name, next(filter(None, named), ""), root.at)


def _of_mentions(table: Table, account: str, hours: BusinessHours | None) -> SupportFigures:
    """Threads of mentions: answered when the file says so, or when the account's own row replies to them."""
    ours = handle_key(account) if account else ""
    roots: dict[str, str] = {}
    held: dict[str, Thread] = {}
    replies: list[tuple[str, float, str]] = []
    waiting: list[tuple[int, list[str]]] = []
    end = 0.0
    for line, cells in table.rows():
        waiting.append((line, cells))
    for line, cells in sorted(waiting, key=lambda row: _moment_or_zero(table, row[1])):
        try:
            name, parent = clean_id(table.cell(cells, "id")), clean_id(table.cell(cells, "in_reply_to"))
            at, answered, resolved = (table.moment(cells, key) for key in ("created_at", "answered_at", "resolved_at"))
        except ValueError as error:
            table.reject(line, str(error))
            continue
        if at is None or not name:
            table.reject(line, "id or created_at is empty")
            continue
        if answered is not None and answered < at:
            table.reject(line, "answered_at is before created_at")
            continue
        if name in roots:
            continue
        end = max(end, at, answered or at, resolved or at)
        root = roots[name] = roots.get(parent, name)
        if ours and handle_key(table.cell(cells, "author")) == ours:
            answered, resolved = at, None
        elif root == name:
            held[name] = Thread(name, _addressed(table, cells, account), at, answered, resolved)
            continue
        else:
            replies.append((root, at, table.cell(cells, "text")))
        if root in held:
            held[root] = _with(held[root], answered, resolved)
    threads = list(held.values())
    after = (text for root, at, text in replies if root in held and (held[root].answered or at) < at)
    return figures(threads, end, hours=hours, resolution=table.has("resolved_at"), satisfaction=_satisfaction(after))


def _with(thread: Thread, answered: float | None, resolved: float | None) -> Thread:
    first = min((each for each in (thread.answered, answered) if each is not None), default=None)
    return thread._replace(answered=first, resolved=resolved if thread.resolved is None else thread.resolved)


def _moment_or_zero(table: Table, cells: list[str]) -> float:
    try:
        return table.moment(cells, "created_at") or 0.0
    except ValueError:
        return 0.0


def _addressed(table: Table, cells: list[str], account: str) -> str:
    """Whose thread it is: the file's own column, the account that was named, else whom the text speaks to first."""
    told = table.cell(cells, "account").lstrip("@") or account.lstrip("@")
    named = _HANDLE.search(table.cell(cells, "text")) if not told else None
    return told or (named[1] if named else "")


def _satisfaction(replies: Iterable[str]) -> Share | None:
    tones = [tone(text) for text in replies]
    told = [found for found in tones if found]
    return Share(sum(found > 0 for found in told) / len(told), len(told), len(tones)) if told else None
