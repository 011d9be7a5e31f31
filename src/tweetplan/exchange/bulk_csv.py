"""Posts as a scheduler's bulk CSV: only what the tool can carry, with everything left out named and why."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.findings import CheckFailed, Finding, Severity, UsageProblem
from tweetplan.domain.outgoing import outgoing_parts
from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen
from tweetplan.exchange.bulk_formats import BARS, ORDERS, Tool
from tweetplan.exchange.entries import Entry
from tweetplan.exchange.formula import guarded


@frozen
class Wishes:
    """How a file is to be written."""

    zone: str = "UTC"
    """Whose clocks tell local times: the zone that the tool is set to."""
    order: str = ""
    """How a day is written, where the tool lets people choose."""
    account_id: str = ""
    """The tool's own id of the account, where rows carry one."""
    raw: bool = False
    """For machines alone: cells that a spreadsheet would calculate stay as they are."""
    late: bool = False
    """Whether posts whose time is too near or over are carried with a warning instead of being left out."""


@frozen
class Sheet:
    """A file ready to be written, what is in it, and what is not."""

    content: bytes
    carried: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    """Errors name posts that were left out, warnings what must be done by hand."""


def sheet(tool: Tool, entries: Iterable[Entry], now: datetime, wishes: Wishes) -> Sheet:
    """The tool's file of these posts, in order of time; raises `CheckFailed` when it would be larger than allowed."""
    _check(tool, wishes)
    findings: list[Finding] = []
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: (entry.at or now, entry.key)):
        why = _unfit(tool, entry, kept, now, wishes)
        if why is not None:
            findings.append(why)
        if why is None or why.severity != "error":
            kept.append(entry)
            findings += _by_hand(tool, entry, wishes)
    if tool.rows and len(kept) > tool.rows:
        raise CheckFailed(
            f"These are {len(kept):,} posts; {tool.title} takes {tool.rows} in one file. Nothing was written.",
            "Export a shorter span at a time: --week, or --from and --to.",
            findings,
        )
    content = _written(tool, kept, wishes)
    if tool.size and len(content) > tool.size:
        raise CheckFailed(
            f"The file would have {len(content):,} bytes; {tool.title} takes {tool.size:,}. Nothing was written.",
            "Export a shorter span at a time: --week, or --from and --to.",
            findings,
        )
    return Sheet(content, tuple(kept), tuple(findings))


def _check(tool: Tool, wishes: Wishes) -> None:
    if wishes.order and not tool.orders:
        raise UsageProblem(f"{tool.title} writes days in one way only.", "Leave out --date-format.")
    if wishes.order and wishes.order not in ORDERS:
        raise UsageProblem(f"{wishes.order!r} is no order of days.", f"Write {', '.join(ORDERS)}.")
    if tool.has("account_id") and not wishes.account_id:
        raise UsageProblem(f"{tool.title} wants its own id of the account.", "Give it with --account-id ID.")


def _unfit(tool: Tool, entry: Entry, kept: list[Entry], now: datetime, wishes: Wishes) -> Finding | None:
    """Why this tool cannot take a post; None when it can."""
    post = entry.post
    if post is None:
        return None

    def left(rule: str, message: str, remedy: str) -> Finding:
        return Finding(f"handoff.{rule}", "error", f"{_named(entry)}: {message}", where=post.id, remedy=remedy)

    if entry.at is None:
        return left("no-time", "it has no time.", "Give it a slot.")
    if post.content.poll is not None:
        return left("poll", f"{tool.title}'s file carries no poll.", "Post it by hand, or with `tweetplan publish`.")
    if post.content.reply_to:
        return left("reply", f"{tool.title}'s file carries no reply.", "Answer by hand, or with `tweetplan publish`.")
    parts = outgoing_parts(post)
    if len(parts) - 1 > tool.comments:
        said = f"a thread of {len(parts)} is more than {tool.title}'s file carries."
        return left("thread", said, "Post it by hand, or with `tweetplan publish`.")
    if tool.comments > 1 and any(BARS in part for part in parts[1:]):
        return left("bars", f"`{BARS}` parts comments in {tool.title}'s file.", "Write it differently.")
    return _too_near(tool, entry, kept) or _unclear(tool, entry, wishes) or _too_late(tool, entry, now, wishes)


def _too_late(tool: Tool, entry: Entry, now: datetime, wishes: Wishes) -> Finding | None:
    at = entry.at or now
    if at > now and at >= now + tool.ahead:
        return None
    minutes = round(tool.ahead.total_seconds() / 60)
    said = "its time has passed" if at <= now else f"{tool.title} wants {minutes} minutes ahead"
    where = entry.post.id if entry.post else ""
    grave: Severity = "warning" if wishes.late else "error"
    return Finding("handoff.late", grave, f"{_named(entry)}: {said}.", where=where, remedy="Move it to a later slot.")


def _too_near(tool: Tool, entry: Entry, kept: list[Entry]) -> Finding | None:
    """Whether it is too near to the post before it, or repeats a text too soon."""
    post, at = entry.post, entry.at
    if post is None or at is None:
        return None
    before = kept[-1].at if kept else None
    if tool.apart and before is not None and at - before < tool.apart:
        minutes = round(tool.apart.total_seconds() / 60)
        said = f"{tool.title} wants {minutes} minutes between two posts."
        remedy = "Move one of the two slots."
        return Finding("handoff.near", "error", f"{_named(entry)}: {said}", where=post.id, remedy=remedy)
    for other in reversed(kept) if tool.same_text else ():
        if other.at is None or other.post is None or at - other.at >= tool.same_text:
            break
        if outgoing_parts(other.post) == outgoing_parts(post):
            said = f"{tool.title} refuses the same text within {tool.same_text.days} days."
            remedy = "Write it anew, or move it."
            return Finding("handoff.same", "error", f"{_named(entry)}: {said}", where=post.id, remedy=remedy)
    return None


def _unclear(tool: Tool, entry: Entry, wishes: Wishes) -> Finding | None:
    """A local time that occurs twice is read as the first: the second cannot be said without an offset."""
    at = entry.at
    if entry.post is None or at is None or tool.utc or tool.offset:
        return None
    local = at.astimezone(ZoneInfo(wishes.zone))
    if not local.fold:
        return None
    return Finding(
        "handoff.clock",
        "error",
        f"{_named(entry)}: {local:%H:%M} occurs twice that day in {wishes.zone}, and this is the second time.",
        where=entry.post.id,
        remedy="Move the slot by an hour, or export with --zone UTC and set the tool to UTC.",
    )


def _by_hand(tool: Tool, entry: Entry, wishes: Wishes) -> Iterator[Finding]:
    """What a person still has to do in the tool for this post."""
    post = entry.post
    if post is None:
        return
    first = outgoing_parts(post)[0]
    if not wishes.raw and guarded(first) != first:
        said = f"{_named(entry)}: an apostrophe stands before it, so that no spreadsheet calculates it."
        yield Finding("handoff.apostrophe", "warning", said, where=post.id, remedy=f"Take it off in {tool.title}.")
    pictures = post.content.pictures
    local = [picture.path for picture in pictures if not _is_link(picture.path)]
    for path in local:
        said = f"{_named(entry)}: the picture {path} is a file here."
        yield Finding("handoff.picture", "warning", said, where=post.id, remedy=f"Add it in {tool.title} by hand.")
    if any(picture.alt for picture in pictures) and not tool.has("alt"):
        said = f"{_named(entry)}: {tool.title}'s file has no place for alt texts."
        yield Finding("handoff.alt", "warning", said, where=post.id, remedy=f"Add them in {tool.title} by hand.")
    if pictures and not tool.has("media") and len(local) < len(pictures):
        said = f"{_named(entry)}: {tool.title}'s file has no place for pictures."
        yield Finding("handoff.picture", "warning", said, where=post.id, remedy=f"Add them in {tool.title} by hand.")


def _named(entry: Entry) -> str:
    when = f"{entry.at.astimezone(ZoneInfo(entry.zone)):%Y-%m-%d %H:%M}" if entry.at is not None else f"{entry.day}"
    title = entry.title if len(entry.title) <= 40 else entry.title[:39] + "…"
    return f"{when} “{title}”"


def _is_link(path: str) -> bool:
    return path.startswith(("https://", "http://")) and "," not in path


def _written(tool: Tool, entries: Iterable[Entry], wishes: Wishes) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    if tool.headed:
        writer.writerow(tool.headers)
    safe = (lambda cell: cell) if wishes.raw else guarded
    for entry in entries:
        if entry.post is not None and entry.at is not None:
            writer.writerow([safe(_cell(tool, what, entry.post, entry.at, wishes)) for _, what in tool.columns])
    return file.getvalue().encode("utf-8")


def _cell(tool: Tool, what: str, post: Post, at: datetime, wishes: Wishes) -> str:
    """What stands in one column for one post."""
    parts = outgoing_parts(post)
    pictures = [picture for picture in post.content.pictures if _is_link(picture.path)]
    match what:
        case "text":
            return parts[0]
        case "comments":
            return BARS.join(parts[1:])
        case "at" | "date" | "time":
            return _when(tool, what, at, wishes)
        case "media":
            return ",".join(picture.path for picture in pictures)
        case "alt":
            return BARS.join(picture.alt for picture in pictures) if any(one.alt for one in pictures) else ""
        case "account_id":
            return wishes.account_id
        case "platforms":
            return "twitter"
        case _:
            return ""


def _when(tool: Tool, what: str, at: datetime, wishes: Wishes) -> str:
    local = at.astimezone(UTC if tool.utc else ZoneInfo(wishes.zone))
    day = local.strftime(ORDERS[wishes.order or tool.order])
    clock = local.strftime(tool.clock) + (_offset(local) if tool.offset else "")
    return {"date": day, "time": clock}.get(what, f"{day}{tool.between}{clock}")


def _offset(local: datetime) -> str:
    """The offset from UTC as +01:00."""
    minutes = int((local.utcoffset() or timedelta(0)).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
