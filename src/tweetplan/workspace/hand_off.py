"""Handing off: the calendar as a file for the team or for another tool, and the record of what that tool now holds.

A file is written first; then all its posts are marked in one operation. A post that cannot leave (not approved, frozen,
not scheduled) is named and is not in the file.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from tweetplan.domain.approvals import wording
from tweetplan.domain.deliveries import OUT, Delivery
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.freezes import tool_title
from tweetplan.domain.goals import Account
from tweetplan.domain.post_life import DROPPED, HANDED_OFF, HELD, IDEA, POST, PUBLISHED, SCHEDULED, WRITABLE
from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen
from tweetplan.exchange.bulk_formats import TOOLS
from tweetplan.exchange.entries import Entry
from tweetplan.storage import calendar as stored_slots
from tweetplan.storage import deliveries as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, settings
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.names import zone_name
from tweetplan.workspace.posts_moving import Asked, against, move_in, opened

FORMATS = ("ics", *TOOLS, "markdown")
OPEN = "open"
"""The state of a slot that no post has taken."""


@frozen
class Span:
    """Which part of the calendar: an account (empty: all), days, states (empty: those that the format is for)."""

    account: str = ""
    first: date = date.min
    last: date = date.max
    states: tuple[str, ...] = ()


@frozen
class Prepared:
    """A file that is ready to be written, what it carries, and what it leaves out."""

    kind: str
    """One of `FORMATS`."""
    content: bytes
    zone: str
    """Whose clocks tell its times; empty: each time carries its own."""
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts that it carries."""
        return tuple(entry.post for entry in self.entries if entry.post is not None)


def gather(ws: Workspace, span: Span) -> tuple[Entry, ...]:
    """The posts and the slots of a span, in order of time; without states all but ideas and what was dropped."""
    wanted = set(span.states)
    unknown = wanted - {OPEN, *(stage.key for stage in POST.stages)}
    if unknown:
        known = ", ".join([*(stage.key for stage in POST.stages), OPEN])
        raise UsageProblem(f"A post is never {sorted(unknown)[0]!r}.", f"The states are {known}.")
    chosen = (accounts.get(ws, span.account),) if span.account else accounts.listing(ws)
    entries = _entries if not wanted or OPEN in wanted else _posts
    found = [entry for account in chosen for entry in entries(ws, account, span)]
    kept = [entry for entry in found if (entry.state in wanted if wanted else entry.state not in (IDEA, DROPPED))]
    return tuple(sorted(kept, key=lambda entry: (f"{entry.day}", f"{entry.at}", entry.key)))


def _posts(ws: Workspace, account: Account, span: Span) -> Iterable[Entry]:
    """The posts of the states asked for alone: what else there is need not be read."""
    for post in stored_posts.between(ws.db, span.first, span.last, account.key, span.states):
        slot = stored_slots.slot(ws.db, post.slot) if post.slot else None
        yield Entry(account, slot if slot and span.first <= slot.day <= span.last else None, post)


def _entries(ws: Workspace, account: Account, span: Span) -> Iterable[Entry]:
    slots = {slot.id: slot for slot in stored_slots.slots(ws.db, span.first, span.last, account.key)}
    taken = set()
    for post in stored_posts.between(ws.db, span.first, span.last, account.key):
        slot = slots.get(post.slot)
        if slot is not None and post.state != DROPPED:
            taken.add(slot.id)
        yield Entry(account, slot, post)
    yield from (Entry(account, slot) for slot in slots.values() if slot.id not in taken)


@frozen
class Choices:
    """How a file is to be written, beside its format; all but the first two are for bulk files."""

    hand_off: bool = False
    """Only what may leave, for it is to be marked as handed off."""
    again: bool = False
    """Also what is handed off already."""
    zone: str = ""
    """Whose clocks tell its times; empty: the account's."""
    order: str = ""
    """How days are written, where the tool lets people choose."""
    account_id: str = ""
    """The tool's own id of the account."""
    raw: bool = False
    """Leave cells that a spreadsheet would calculate as they are."""


def prepare(ws: Workspace, kind: str, span: Span, choices: Choices | None = None) -> Prepared:
    """The file of a span in one of `FORMATS`; a bulk file is of one account.

    Raises `UsageProblem` for choices that a format does not know, `CheckFailed` when a tool takes no file so large.
    """
    wanted = choices or Choices()
    if kind not in FORMATS:
        raise UsageProblem(f"There is no format {kind!r}.", f"There are {', '.join(FORMATS)}.")
    if kind in TOOLS:
        return _bulk(ws, kind, span, wanted)
    if wanted.hand_off or wanted.again:
        raise UsageProblem(f"A {kind} file hands nothing off.", f"These do: {', '.join(TOOLS)}.")
    if wanted != Choices():
        raise UsageProblem(f"--zone, --date-format, --account-id and --raw are for {', '.join(TOOLS)}, not for {kind}.")
    entries = gather(ws, span)
    if kind == "markdown":
        from tweetplan.exchange.week_sheet import week_sheet

        return Prepared(kind, week_sheet(entries).encode("utf-8"), "", entries, ())
    from tweetplan.exchange.ics import calendar_file

    return Prepared(kind, calendar_file(entries, ws.now, settings.read(ws).name), "", entries, ())


def _bulk(ws: Workspace, kind: str, span: Span, wanted: Choices) -> Prepared:
    """A scheduler's file of one account."""
    from tweetplan.exchange.bulk_csv import Wishes, sheet

    account = accounts.chosen(ws, span.account)
    tool = TOOLS[kind]
    states = span.states or (SCHEDULED, HANDED_OFF)
    found = [entry for entry in gather(ws, replace(span, account=account.key, states=states)) if entry.post]
    leaving, findings = list[Entry](), list[Finding]()
    if not wanted.again and HANDED_OFF not in span.states:
        findings += _already(ws, [entry.post for entry in found if entry.post and entry.post.state == HANDED_OFF])
        found = [entry for entry in found if entry.state != HANDED_OFF]
    for entry in found:
        stops = tuple(_stops(ws, entry, wanted.hand_off))
        findings += [*stops, *_elsewhere(ws, entry, kind)]
        if not any(each.severity == "error" for each in stops):
            leaving.append(entry)
    zone = zone_name(wanted.zone or account.zone)
    wishes = Wishes(zone, wanted.order, wanted.account_id, wanted.raw, late=not wanted.hand_off)
    made = sheet(tool, leaving, ws.now, wishes)
    told = "" if tool.utc or tool.offset else zone
    return Prepared(kind, made.content, told, made.carried, (*findings, *made.findings))


def _already(ws: Workspace, posts: Iterable[Post]) -> Iterable[Finding]:
    """That posts are out of our hands already, one note a tool."""
    held: dict[str, int] = {}
    for post in posts:
        last = stored.of_post(ws.db, post.id)
        tool = last[-1].by_tool if last else "another tool"
        held[tool] = held.get(tool, 0) + 1
    for tool, count in held.items():
        said = f"{count} {'post is' if count == 1 else 'posts are'} handed off already, in {tool_title(tool)}."
        yield Finding("handoff.already", "note", said, remedy="--again exports them once more.")


def _elsewhere(ws: Workspace, entry: Entry, tool: str) -> Iterable[Finding]:
    """That another tool still holds a post that is exported once more: it would go out twice."""
    post = entry.post
    for each in _open(ws, post) if post is not None and post.state == HANDED_OFF else ():
        if each.by_tool != tool:
            said = f"{entry.day} “{entry.title[:40]}”: {tool_title(each.by_tool)} has it too."
            remedy = f"Take it out of {tool_title(each.by_tool)}, or it goes out twice."
            yield Finding("handoff.twice", "warning", said, where=each.post, remedy=remedy)


def _stops(ws: Workspace, entry: Entry, hand_off: bool) -> Iterable[Finding]:
    """What stands against a post leaving: errors when it is to be handed off, else said as a warning."""
    post = entry.post
    if post is None or (post.state == HANDED_OFF and not hand_off):
        return
    move = next(move for move in POST.moves if move.verb == "hand_off")
    reasons = list(against(Asked(ws, post), move))
    if post.state not in (*move.sources, HANDED_OFF):
        said = f"it is {POST.stage(post.state).title}, not scheduled."
        reasons.insert(0, Finding("handoff.state", "error", said, remedy="`tweetplan post schedule` comes first."))
    for reason in reasons[:1]:
        at = f"{entry.day} " if entry.day else ""
        said = f"{at}“{post.title[:40]}”: {reason.message}"
        yield replace(reason, message=said, where=post.id, severity="error" if hand_off else "warning")


def mark(ws: Workspace, prepared: Prepared, file: str) -> tuple[Delivery, ...]:
    """Record that all posts of a written file are now with its tool, in one operation.

    Raises `Conflict` when a post or its slot changed since the file was prepared, `CheckFailed` when a post may no
    longer leave; then nothing is marked. Undoing it leaves the file, and what the tool took.
    """
    tool, at = prepared.kind, instant_text(ws.clock())
    made: list[Delivery] = []
    with ws.operation("post.hand_off") as change:
        count = len(prepared.posts)
        title = tool_title(tool)
        change.summary = (
            f"handed off {count} {'post' if count == 1 else 'posts'} to {title} in {file}"
            f" (undoing it leaves the file, and what {title} took)"
        )
        for entry in prepared.entries:
            if entry.post is None or entry.slot is None:
                continue
            change.put(stored_slots.SLOTS, stored_slots.slot_row(entry.slot), entry.slot.version)
            post = opened(ws, change, entry.post.id, entry.post.version)
            again = post.state == HANDED_OFF
            for each in _open(ws, post):
                if each.by_tool == tool or not again:
                    said = f"exported again in {file}" if again else "taken back"
                    change.put(stored.TABLE, stored.row(replace(each, state="cancelled", at=at, said=said)))
            if not again:
                move_in(ws, change, post, "hand_off")
            delivery = Delivery(
                id=ws.new_id(), post=post.id, account=post.account, by_tool=tool, state="handed",
                due=instant_text(entry.slot.at), at=at, hash=wording(post), said=file, login=ws.actor.login,
            )  # fmt: skip
            change.put(stored.TABLE, stored.row(delivery))
            made.append(delivery)
    return tuple(made)


def _open(ws: Workspace, post: Post) -> list[Delivery]:
    """The tools that hold a post, as far as is known."""
    return [each for each in stored.of_post(ws.db, post.id) if each.state in OUT]


@frozen
class Handed:
    """One post that was handed to a tool, and whether it is known to be out."""

    delivery: Delivery
    title: str
    state: str
    """`waiting` (its time is to come), `unconfirmed` (it has passed), `paused`, `confirmed`; else the post's stage."""
    url: str


def handed(ws: Workspace, tool: str = "", account: str = "", states: Collection[str] = ()) -> tuple[Handed, ...]:
    """What is out of our hands, the soonest due first: where it lies, and whether it was confirmed (T07)."""
    key = accounts.get(ws, account).key if account else ""
    rows = stored.in_states(ws.db, (*OUT, "done"), tool.lower(), key)
    posts = {post.id: post for post in stored_posts.of_ids(ws.db, {row.post for row in rows})}
    found = []
    for row in rows:
        post = posts.get(row.post)
        back = post is not None and post.state in WRITABLE and post.state != HELD  # taken out of the tool again
        if not back and (row.state != "done" or row.by_tool in TOOLS):
            found.append(_handed(ws.now, row, post))
    return tuple(one for one in found if not states or one.state in states)


def _handed(now: datetime, row: Delivery, post: Post | None) -> Handed:
    if post is None:
        return Handed(row, "", "removed", row.url)
    due = datetime.fromisoformat(row.due).astimezone(UTC) if row.due else now
    if row.state == "done" or post.state == PUBLISHED:
        state = "confirmed"
    elif post.state != HANDED_OFF:
        state = POST.stage(post.state).title
    elif row.state == "paused":
        state = "paused"
    else:
        state = "waiting" if due > now else "unconfirmed"
    return Handed(row, post.title, state, post.url or row.url)
