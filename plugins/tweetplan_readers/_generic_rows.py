"""The rows of a table that somebody made, below a header that was understood."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tweetplan.api import DayRow, Finding, Line, MentionRow, PersonRow, PostRow, Rejected, Source
from tweetplan_readers._cells import amounts, counts, unescaped
from tweetplan_readers._days import english_day, iso_day
from tweetplan_readers._generic_header import MEASURE_NAME, Header
from tweetplan_readers._ids import id_fault, posted_ms
from tweetplan_readers._times import Times

DAY_MS = 86_400_000


@dataclass
class Rows:
    """One pass over the records of a table; `take` fills the list that its kind makes."""

    source: Source
    header: Header
    posts: list[PostRow] = field(default_factory=list)
    days: list[DayRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    read: int = 0
    reposts: int = 0
    disagree: int = 0
    times: dict[str, Times] = field(default_factory=dict)
    amount: Callable[[str], float | None] = field(default_factory=amounts)
    count: Callable[[str], float | None] = field(default_factory=counts)

    def take(self, records: Iterable[Line | Rejected]) -> None:
        """Read every record below the header; one that does not fit is rejected, naming its line and why."""
        header, name = self.header, self.source.name
        add = {"days": self._day, "wide": self._wide, "posts": self._post, "people": self._person,
               "mentions": self._mention}[header.kind]  # fmt: skip
        for item in records:
            if isinstance(item, Rejected):
                self.rejected.append(item)
            elif item.number == header.line:
                continue
            elif len(item.cells) != header.width:
                why = f"expected {header.width} columns, found {len(item.cells)}"
                self.rejected.append(Rejected(name, item.number, why))
            elif not any(item.cells):
                self.rejected.append(Rejected(name, item.number, "an empty row"))
            else:
                try:
                    add(item.cells, item.number)
                except ValueError as error:
                    self.rejected.append(Rejected(name, item.number, str(error)))
            self.read += 1

    def findings(self) -> tuple[Finding, ...]:
        """What was assumed or left out."""
        told = [finding for times in self.times.values() for finding in times.findings(self.source.name)]
        if self.reposts:
            words = f"{self.reposts} rows are reposts (RT @…): their counts are other accounts' and were left out"
            told.append(Finding("results.reposts", "note", words, self.source.name))
        if self.disagree:
            words = f"{self.disagree} posts have a time more than a day from the one in their id; the file's was taken"
            told.append(Finding("results.date", "warning", words, self.source.name))
        return tuple(told)

    def _cell(self, cells: list[str], role: str) -> str:
        at = self.header.at.get(role)
        return cells[at].strip() if at is not None else ""

    def _times(self, account: str) -> Times:
        zone = self.source.zone_of(account) if account else self.source.zone
        return self.times.setdefault(zone, Times(zone))

    def _ms(self, text: str, account: str) -> int:
        return self._times(account).ms(text)

    def _post(self, cells: list[str], line: int) -> None:
        account, ref = self._cell(cells, "account"), self._cell(cells, "id")
        raw = cells[self.header.at["text"]] if "text" in self.header.at else ""
        text = unescaped(raw)
        if "id" in self.header.at and (why := id_fault(ref)):
            raise ValueError(why)
        told = self._cell(cells, "posted_at")
        by_id = posted_ms(int(ref)) if ref else None
        times = self._times(account)
        assumed = times.assumed
        ms = times.ms(told) if told or by_id is None else by_id
        if by_id is not None and abs(by_id - ms) <= DAY_MS:
            ms = by_id  # to the millisecond, and right where the column is in another zone
            times.assumed = assumed
        elif by_id is not None:
            self.disagree += 1
        figures = tuple(self.amount(cells[self.header.at[name]]) for name in self.header.measures)
        kind = "repost" if text.startswith("RT @") else "reply" if text.startswith("@") else "own"
        if kind == "repost":
            self.reposts += 1
            figures = (None,) * len(figures)
        ref = ref or "gen:" + hashlib.sha256(f"{account}\n{ms}\n{raw}".encode("utf-8", "replace")).hexdigest()[:16]
        self.posts.append(PostRow(ref, ms, text, self._cell(cells, "url"), kind, figures, line, account,
                                  self._cell(cells, "format")))  # fmt: skip

    def _day(self, cells: list[str], line: int) -> None:
        measure = self._cell(cells, "measure")
        if not MEASURE_NAME.fullmatch(measure):
            raise ValueError(f"{measure[:40]!r} is no name of a measure; write it like url_clicks")
        value = self.amount(self._cell(cells, "value"))
        if value is None:
            raise ValueError("no value")
        self.days.append(
            DayRow(_day_of(self._cell(cells, "date")), measure, value, line, self._cell(cells, "account"),
                   self._cell(cells, "campaign"), self._cell(cells, "source"))
        )  # fmt: skip

    def _wide(self, cells: list[str], line: int) -> None:
        day = _day_of(self._cell(cells, "date"))
        figures = [(name, self.amount(cells[self.header.at[name]])) for name in self.header.measures]
        place = (line, self._cell(cells, "account"), self._cell(cells, "campaign"), self._cell(cells, "source"))
        self.days.extend(DayRow(day, name, value, *place) for name, value in figures if value is not None)

    def _person(self, cells: list[str], line: int) -> None:
        handle = self._cell(cells, "handle")
        if not handle.lstrip("@"):
            raise ValueError("no handle")
        followers = self.count(self._cell(cells, "followers"))
        seen = self._cell(cells, "last_interaction")
        self.people.append(
            PersonRow(
                handle if handle.startswith(("@", "id:")) else f"@{handle}",
                line,
                self._cell(cells, "segment"),
                None if followers is None else int(followers),
                _day_of(seen) if seen else None,
                self._cell(cells, "birthday"),
                self.amount(self._cell(cells, "value")),
            )
        )

    def _mention(self, cells: list[str], line: int) -> None:
        ref = self._cell(cells, "id")
        why = id_fault(ref)
        if why:
            raise ValueError(why)
        account = self._cell(cells, "account")
        created = self._ms(self._cell(cells, "posted_at"), account)
        later = [self._cell(cells, "answered_at"), self._cell(cells, "resolved_at")]
        answered, resolved = (self._ms(text, account) if text else None for text in later)
        if min(answered or created, resolved or created) < created:
            raise ValueError("answered or resolved before it was written")
        author = self._cell(cells, "author")
        text = unescaped(cells[self.header.at["text"]]) if "text" in self.header.at else ""
        self.mentions.append(
            MentionRow(ref, author if author.startswith("@") else f"@{author}", created, text, line,
                       self._cell(cells, "in_reply_to"), answered, resolved)
        )  # fmt: skip


def _day_of(text: str) -> date:
    found = iso_day(text) or english_day(text) or (iso_day(text[:10]) if text[10:11] in ("T", " ") else None)
    if found is None:
        raise ValueError(f"{text[:40]!r} is no day; write it like 2026-03-29")
    if not date(2006, 3, 21) <= found <= datetime(2100, 1, 1, tzinfo=UTC).date():
        raise ValueError(f"{text[:40]!r} is out of range: X began on 2006-03-21")
    return found
