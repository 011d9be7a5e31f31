"""The week sheet: the calendar as Markdown to print, mail or pin up, with people's words in it as inert text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from tweetplan.domain.outgoing import outgoing_parts
from tweetplan.domain.post_life import POST
from tweetplan.domain.text import safe_text
from tweetplan.exchange.entries import Entry

_TICKS = re.compile("`+")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def week_sheet(entries: Iterable[Entry]) -> str:
    """The sheet: a heading a week, one a day, one box a post or slot; whole texts stand in blocks of code."""
    held = sorted(
        (entry for entry in entries if entry.day is not None),
        key=lambda entry: (entry.day or date.min, entry.at is None, f"{entry.at}", entry.key),
    )
    lines: list[str] = []
    for (year, week), in_week in groupby(held, key=_week):
        lines += [f"# Week {year}-W{week:02}", ""]
        for day, on_day in groupby(in_week, key=lambda entry: entry.day):
            lines += [f"## {_day(day)}", ""]
            for entry in on_day:
                lines += [*_entry(entry), ""]
    return "\n".join(lines) if lines else "Nothing is planned for these days.\n"


def _week(entry: Entry) -> tuple[int, int]:
    year, week, _ = (entry.day or date.min).isocalendar()
    return year, week


def _day(day: date | None) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}" if day is not None else ""


def _entry(entry: Entry) -> Iterator[str]:
    """One post or slot: its line, and its text below."""
    when = f"{entry.at.astimezone(ZoneInfo(entry.zone)):%H:%M} {entry.zone}" if entry.at is not None else "any time"
    post, slot = entry.post, entry.slot
    stage = POST.stage(post.state).title if post is not None else "free" if entry.free else "open"
    done = "x" if post is not None and post.state == "published" else " "
    plain = [f"**{when}**", span(entry.account.handle), stage]
    for name in ("plan", "intent", "topic", "format", "goal"):
        word = next((str(held) for held in (getattr(one, name, "") for one in (post, slot)) if held), "")
        if word:
            plain.append(word if word.isascii() and word.isalpha() and name != "goal" else span(word))
    if post is not None and post.owner:
        plain.append(f"by {span(post.owner)}")
    if post is None and slot is not None and slot.title:
        plain.append(span(slot.title))
    yield f"- [{done}] {' · '.join(plain)}"
    parts = outgoing_parts(post) if post is not None else ()
    for part in parts:
        if part.strip():
            yield from ("", *_block(part))
    for picture in post.content.pictures if post is not None else ():
        yield ""
        yield f"  Picture {span(picture.path)}" + (f", alt text {span(picture.alt)}" if picture.alt else "")


def span(text: str) -> str:
    """Somebody's words on one line as a span of code: nothing in it is markup, a link or HTML."""
    held = " ".join(safe_text(text, limit=500).split()) or "–"
    fence = "`" * (_longest(held) + 1)
    pad = " " if held.startswith("`") or held.endswith("`") else ""
    return f"{fence}{pad}{held}{pad}{fence}"


def _block(text: str) -> Iterator[str]:
    """Somebody's text as a block of code, inside the item of a list, behind a fence that it cannot close."""
    held = safe_text(text, limit=30_000, newlines=True)
    fence = "`" * max(3, _longest(held) + 1)
    yield f"  {fence}text"
    yield from (f"  {line}" for line in held.split("\n"))
    yield f"  {fence}"


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
