"""Mentions as rows and lines: what waits, the words that decided, the thread, and what to do (C04, C05)."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tweetplan.domain.figures import number_words
from tweetplan.domain.mentions import LOWEST, Mention
from tweetplan.domain.values import frozen
from tweetplan.tui.chrome import ago
from tweetplan.tui.paint import Line, Piece, Tone, wrap
from tweetplan.tui.screens.why import Reason, Told, Why
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.scroll import LinesFor, no_lines
from tweetplan.workspace import mentions
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.mentions import Talk

SECTIONS = {
    "mentions": "mentions",
    "segments": "segments",
    "influencers": "influencers",
    "silent": "silent",
    "winback": "win-back",
}
TONES: dict[str, Tone] = {"crisis": "bad", "support": "warn", "sales": "good", "influencer": "accent", "praise": "good"}
COLUMNS = (
    Column(3, "right", "pr"),
    Column(10, title="what"),
    Column(5, "right", "age"),
    Column(12, title="author"),
    Column(title="text"),
)
SPANS_SHOWN = 6


@frozen
class Panel:
    """One section: its rows, what is said above them, and what can be told of each."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    head: Line
    detail: Callable[[str], LinesFor] = lambda key: no_lines
    why: Callable[[str], Reason | None] = lambda key: None


NOBODY = Panel((Column(),), (), "No account yet: `: account add` adds the first one.", ())


def section_line(here: str) -> Line:
    """The sections, the one that is shown marked by brackets and weight."""
    parts: list[Piece] = []
    for name, title in SECTIONS.items():
        parts.append(Piece(f" [{title}]", "bold") if name == here else Piece(f"  {title} ", "dim"))
    return (*parts, Piece("  ← →", "dim"))


# ---- mentions --------------------


def mention_panel(ws: Workspace, handle: str, only_open: bool) -> Panel:
    """What others said to an account; an empty list says since when nothing came in."""
    talk = mentions.talk(ws, handle, only_open=only_open)
    held = {one.ref: one for one in talk.mentions}
    now = ws.now

    def detail(key: str) -> LinesFor:
        one = held.get(key)
        if one is None:
            return no_lines
        thread, advice = mentions.thread(ws, one), mentions.suggestion(ws, one)
        return lambda width: tuple(mention_lines(one, thread, advice, now, max(width - 1, 10)))

    def why(key: str) -> Reason | None:
        return priority_why(held[key]) if key in held else None

    rows = tuple(mention_row(one, now) for one in talk.mentions)
    return Panel(COLUMNS, rows, empty_words(talk, only_open), head_words(talk, only_open), detail, why)


def empty_words(talk: Talk, only_open: bool) -> str:
    """Why there is no mention to show: no feed, or nothing open; never as if it were quiet."""
    if not talk.feed.imported_at:
        return f"No mentions of {talk.account.handle} were imported: `: import FILE`, or a CSV in the drop folder."
    if only_open and talk.total:
        return "Nothing waits for an answer: b shows what was answered."
    return f"Nothing in these {talk.days} days; {talk.feed.words}."


def head_words(talk: Talk, only_open: bool) -> Line:
    """How much waits, and since when nothing was imported."""
    what = f"{number_words(talk.open)} open of {number_words(talk.total)} in {talk.days} days"
    unsorted = f", {number_words(talk.unsorted)} not sorted" if talk.unsorted else ""
    which = "" if only_open else ", all shown"
    return (Piece(f"{what}{unsorted}{which}"), Piece(f"   {talk.feed.words}", "dim"))


def mention_row(one: Mention, now: datetime) -> Row:
    """One mention in its columns."""
    what = one.label or "not sorted"
    tone = TONES.get(one.label, "dim") if one.open else "dim"
    author = f"{one.author}{' ✕' if one.avoid else ''}"
    mark = f"{one.state}: " if not one.open else f"{one.owner}: " if one.owner else ""
    text = " ".join(one.text.split())
    dim: Tone = "dim" if one.label in LOWEST or not one.open or one.avoid else ""
    cells = (str(one.priority.total), Piece(what, tone), Piece(age(one, now), "dim"), Piece(author, dim),
             (Piece(mark, "accent"), Piece(text, dim)))  # fmt: skip
    return Row(one.ref, cells)


def age(one: Mention, now: datetime) -> str:
    """`5 min`, `3 h`, `2 d` since it was written."""
    return ago(now, one.created_at).removesuffix(" ago").replace(" min", "m").replace(" ", "")


def mention_lines(
    one: Mention, thread: tuple[tuple[str, str, str, bool], ...], advice: str, now: datetime, width: int
) -> Iterator[Line]:
    """A mention whole: who, its words, why it is what it is, what stands around it, what to do."""
    who = one.author + (f" · {number_words(one.followers)} followers" if one.followers is not None else "")
    yield (Piece(f" {who}", "head"), Piece(f" · {one.segment}" if one.segment else "", "accent"))
    said = f"{one.created_at[:16].replace('T', ' ')} UTC, {ago(now, one.created_at)} · {one.state}"
    yield from _rows(said + (f" · {one.owner}" if one.owner else ""), width, "dim")
    yield ()
    yield from _rows(one.text, width, most=12)
    yield ()
    label = one.label or "not sorted yet"
    by_hand = f" (said by hand; computed: {one.computed or 'nothing'})" if one.label != one.computed else ""
    spans = "; ".join(f"“{span}”" for span in one.evidence[:SPANS_SHOWN])
    yield from _rows(f"{label}{by_hand}" + (f" because of {spans}" if spans else ""), width, TONES.get(one.label, ""))
    yield from _rows(f"→ {advice}", width, "accent")
    if one.satisfaction is not None:
        yield from _rows(f"asked: {one.satisfaction} of 5", width)
    if one.note:
        yield from _rows(f"note: {one.note}", width)
    if thread:
        yield ()
        for author, at, text, ours in thread:
            yield from _rows(f"{'we' if ours else author}, {at[:16].replace('T', ' ')}: {text}", width, "dim")


def priority_why(one: Mention) -> Reason:
    """The parts of a priority, and what decided the label."""
    parts = one.priority
    reach = number_words(one.followers) if one.followers is not None else "not known"
    told: list[Told] = [
        ("priority", f"{parts.total} of 100, the sum of its parts (C04)"),
        ("reach", f"{parts.reach} of 25: followers {reach}{f', {one.segment}' if one.segment else ''}"),
        ("activity", f"{parts.activity} of 5: what its author said in 30 days"),
        ("urgency", f"{parts.urgency} of 60: {one.label or 'not sorted'}"),
        ("age", f"{parts.age} of 10: full after a day"),
        ("label", (one.label or "not sorted") + ("" if one.label == one.computed else ", said by hand")),
        ("because of", "; ".join(one.evidence) or "no word of the lexicons"),
        ("id", one.ref),
        "",
        one.text,
    ]
    if not one.open or one.avoid or one.label in LOWEST:
        told.insert(1, "What is answered, spam, abuse or of somebody to be avoided has priority 0 (C05).")
    return Why(f"Mention of {one.author}", told)


def _rows(text: str, width: int, tone: Tone = "", most: int = 6) -> Iterator[Line]:
    for row in wrap(text, width, most=most):
        yield (Piece(f" {row}", tone),)
