"""The desk as lines and rows: the strip of stages with counts, the cards of one stage, one post in detail."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.post_life import ASIDE, BOARD, IN_REVIEW, POST
from tweetplan.domain.posts import Post
from tweetplan.tui.chrome import ago, city
from tweetplan.tui.paint import Line, Piece, Tone, fit, width_of, wrap
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.workspace.approving import rule_words
from tweetplan.workspace.desk import Card, PostView

STAGES = (*BOARD, *ASIDE)
WIDE = 118
"""From this many cells on the stages stand side by side, each with its first posts under it."""
TALL = 34


def title_of(stage: str) -> str:
    """`in review`."""
    return POST.stage(stage).title


def strip_lines(counts: Mapping[str, int], here: str, width: int) -> tuple[Line, ...]:
    """The stages with their counts in as many lines as it takes, the one shown in brackets; those beside come last."""
    words: list[tuple[Piece, ...]] = []
    for at, stage in enumerate(STAGES):
        text, count = title_of(stage), counts.get(stage, 0)
        tone: Tone = "head" if stage == here else "" if count else "dim"
        lead = "│ " if at == len(BOARD) else ""
        box = f"[{text} {count}]" if stage == here else f" {text} {count} "
        words.append((Piece(lead, "dim"), Piece(box, tone)))
    lines: list[Line] = []
    row: tuple[Piece, ...] = ()
    for pieces in words:
        if row and width_of((*row, *pieces)) > width:
            lines.append(row)
            row = ()
        row = (*row, *pieces)
    return (*lines, row)


Lines = tuple[Line, ...]


def banner(frozen: Sequence[str]) -> Lines:
    """What holds all publishing back, in a line each; nothing when nothing does."""
    return tuple((Piece(" ■ ", "bad"), Piece(words, "bad")) for words in frozen)


def board_lines(
    counts: Mapping[str, int], titles: Mapping[str, Sequence[str]], here: str, width: int, rows: int
) -> tuple[Line, ...]:
    """The eight stages side by side with the first titles of each, and a line for those beside the board."""
    cells = max(width // len(BOARD) - 1, 8)
    lines: list[Line] = [
        tuple(Piece(fit(_boxed(stage, here), cells) + " ", _tone(stage, here, counts)) for stage in BOARD)
    ]
    lines.append(
        tuple(Piece(fit(f" {counts.get(stage, 0)}", cells) + " ", _tone(stage, here, counts)) for stage in BOARD)
    )
    for row in range(rows):
        lines.append(tuple(_title(titles.get(stage, ()), counts.get(stage, 0), row, rows, cells) for stage in BOARD))
    beside = [Piece(" beside the board: ", "dim")]
    for stage in ASIDE:
        beside += [Piece(f"{_boxed(stage, here)} {counts.get(stage, 0)}  ", _tone(stage, here, counts))]
    return (*lines, tuple(beside))


def _boxed(stage: str, here: str) -> str:
    return f"[{title_of(stage)}]" if stage == here else f" {title_of(stage)}"


def _tone(stage: str, here: str, counts: Mapping[str, int]) -> Tone:
    return "head" if stage == here else "" if counts.get(stage) else "dim"


def _title(titles: Sequence[str], count: int, row: int, rows: int, cells: int) -> Piece:
    """One title of a column; the last row says how many more there are."""
    left = count - row
    if row + 1 == rows and left > 1:
        return Piece(fit(f" + {left} more", cells) + " ", "dim")
    text = f" {titles[row]}" if row < len(titles) else ""
    return Piece(fit(text, cells) + " ", "dim")


# ---- times --------------------


def when_words(at: datetime | None, zone: str, now: datetime) -> str:
    """`Thu 19 Mar 15:00` as the zone tells it; the year when it is another."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    year = f" {local.year}" if local.year != now.astimezone(ZoneInfo(zone)).year else ""
    return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"


def due_words(until: datetime | None, now: datetime) -> tuple[str, Tone]:
    """`due 2 h`, `late 3 d`; empty without a time limit."""
    if until is None:
        return "", ""
    late = until < now
    gap = span_words(now - until if late else until - now)
    tone: Tone = "bad" if late else "warn" if until - now < timedelta(hours=4) else ""
    return (f"late {gap}" if late else f"due {gap}"), tone


def span_words(span: timedelta) -> str:
    """`45 min`, `2 h`, `3 d`."""
    minutes = int(span.total_seconds() // 60)
    for size, unit in ((1440, "d"), (60, "h")):
        if minutes >= size:
            return f"{minutes // size} {unit}"
    return f"{minutes} min"


def zone_words(zone: str) -> str:
    """`New York time`."""
    return f"{city(zone)} time"


# ---- cards --------------------

FRESH = timedelta(minutes=10)
"""So long a card says who changed it."""


def card_columns(zone: str, narrow: bool) -> tuple[Column, ...]:
    """The columns of the cards; beside the detail the owner gives way."""
    when = Column(16, title=f"{city(zone)} time"[:16])
    owner = () if narrow else (Column(8, title="owner"),)
    return (when, Column(7, title="intent"), Column(title="post"), *owner, Column(17))


def card_rows(
    cards: Sequence[Card], standings: Mapping[str, tuple[int, int]], zone: str, now: datetime, narrow: bool
) -> tuple[Row, ...]:
    """The cards of one stage; `standings` are approvals given and asked for, by post."""
    rows = []
    for card in cards:
        post = card.post
        owner = () if narrow else (Piece(post.owner, "dim"),)
        when = when_words(card.slot_at, zone, now) or day_words(card.day) or "no slot yet"
        kind = post.intent or ("elastic" if card.elastic else post.topic)
        rows.append(
            Row(post.id, (Piece(when, "" if card.slot_at else "dim"), Piece(kind, "dim"), title_words(post), *owner,
                          state_words(card, standings.get(post.id), now)))
        )  # fmt: skip
    return tuple(rows)


def title_words(post: Post) -> Piece:
    """The first line, or that there is none yet."""
    return Piece(post.title) if post.title else Piece("no text yet", "dim")


def day_words(day: str) -> str:
    """`Thu 19 Mar` of a day that is planned without a slot."""
    if not day:
        return ""
    found = datetime.fromisoformat(day)
    return f"{found:%a} {found.day} {found:%b}"


def state_words(card: Card, standing: tuple[int, int] | None, now: datetime) -> Line:
    """`1 of 2  due 2 h`, else who changed it a moment ago."""
    parts: list[Piece] = []
    if standing is not None and standing[1]:
        parts.append(Piece(f"{standing[0]} of {standing[1]} ", "good" if standing[0] >= standing[1] else ""))
    words, tone = due_words(card.due, now)
    if card.late and not words.startswith("late"):
        words, tone = due_words(card.slot_at, now) if card.slot_at else ("late", "bad")
    if words:
        parts.append(Piece(words, tone))
    elif card.touched.at and now - datetime.fromisoformat(card.touched.at) < FRESH:
        parts.append(Piece(f"{card.touched.login} {ago(now, card.touched.at)}", "accent"))
    return tuple(parts) or (Piece(card.post.why, "dim"),)


# ---- one post --------------------


def post_lines(view: PostView, zone: str, now: datetime, width: int) -> tuple[Line, ...]:
    """One post for a width: where it stands, what it is for, its text, and what was said of it."""
    return tuple(_post_lines(view, zone, now, max(width - 1, 10)))


def _post_lines(view: PostView, zone: str, now: datetime, width: int) -> Iterator[Line]:
    post = view.post
    yield (Piece(" "), Piece(view.title, "head"), *_since(post, now), *_left(view))
    if view.turn and post.state == IN_REVIEW:
        yield from _wrapped(f"waits for {' or '.join(view.turn)}", width)
    if post.why:
        yield from _wrapped(f"because: {post.why}", width, "warn")
    slot = view.slot
    if slot is not None:
        elastic = " · elastic" if slot.plan == "elastic" else ""
        words = f"{when_words(slot.at, zone, now)} {zone_words(zone)}{elastic} · {post.account}"
        yield from _wrapped(words, width)
    else:
        yield from _wrapped(f"no slot yet · {post.account}", width, "dim")
    kind = " · ".join(filter(None, (post.intent, post.topic, post.content.worth, post.format, post.goal)))
    if kind:
        yield from _wrapped(kind, width)
    yield ()
    for at, part in enumerate(post.parts):
        if at:
            yield (Piece(f" ── part {at + 1} ──", "dim"),)
        for text in wrap(part, width, most=40) if part else ():
            yield (Piece(f" {text}"),)
    if not post.title:
        yield (Piece(" No text yet: e writes it.", "dim"),)
    for name, held in extras(post):
        yield from _wrapped(f"{name} {held}", width, "dim")
    yield ()
    yield from approval_lines(view, now, width)
    yield from comment_lines(view, now, width)
    for delivery in view.deliveries[-3:]:
        yield from _wrapped(
            f"{delivery.by_tool}: {delivery.state} {ago(now, delivery.at)} {delivery.said}", width, "dim"
        )
    if view.touched.login:
        touched = f"{view.touched.login} {ago(now, view.touched.at)}: {view.touched.said}"
        yield from _wrapped(touched, width, "dim")


def _since(post: Post, now: datetime) -> Line:
    return (Piece(f" since {ago(now, post.since).removesuffix(' ago')}", "dim"),) if post.since else ()


def _left(view: PostView) -> Line:
    if view.minutes_left is None:
        return ()
    late = view.minutes_left < 0
    words = span_words(timedelta(minutes=abs(view.minutes_left)))
    return (Piece(f" · late {words}" if late else f" · due in {words}", "bad" if late else ""),)


def _wrapped(text: str, width: int, tone: Tone = "") -> Iterator[Line]:
    for row in wrap(text, width, most=6):
        yield (Piece(f" {row}", tone),)


def extras(post: Post) -> Iterator[tuple[str, str]]:
    """What the post carries beside its text, by name."""
    held = post.content
    for name in ("cta", "link", "segment", "reply_to"):
        if getattr(held, name):
            yield name.replace("_", " "), str(getattr(held, name))
    for picture in held.pictures:
        yield "picture", f"{picture.path} ({picture.alt or 'no alt text'})"
    if held.poll:
        yield "poll", f"{' / '.join(held.poll.options)}, {held.poll.minutes} min"
    if held.trend:
        yield "trend", f"relevance {held.trend.relevance}, safety {held.trend.safety}, value {held.trend.value}"
    if post.url:
        yield "on X", post.url


def comment_lines(view: PostView, now: datetime, width: int) -> Iterator[Line]:
    """What was said about a post, the newest last."""
    for comment in view.comments[-8:]:
        yield from _wrapped(f"{comment.login} {ago(now, comment.at)}: {comment.text}", width)


def approval_lines(view: PostView, now: datetime, width: int) -> Iterator[Line]:
    """What the account asks for, who said yes, whose word is void, and what was waived with which reason."""
    state = view.standing
    if state.rule.mode != "none" or view.approvals:
        missing = f"; to come: {', '.join(state.missing)}" if state.missing else "; given"
        yield from _wrapped(f"approval: {rule_words(state.rule)}{missing}", width, "" if state.missing else "good")
    void = {each.id for each in state.void}
    for each in view.approvals[-8:]:
        verb = "approved" if each.verdict == "approved" else "asks for changes"
        tail = " (of another wording: void)" if each.id in void else ""
        said = f": {each.comment}" if each.comment else ""
        role = f" ({each.role})" if each.role else ""
        yield from _wrapped(f"{each.login}{role} {verb} {ago(now, each.at)}{tail}{said}", width, "dim" if tail else "")
    for waiver in view.waivers[-8:]:
        yield from _wrapped(f"{waiver.login} waived {waiver.rule} {ago(now, waiver.at)}: {waiver.reason}", width, "dim")
