"""Mentions of an account: what waits, the most pressing first, and what the team did with it (C04, C05)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.mentions import LABELS, LOWEST, VALUED, VALUED_REACH, Mention, Priority, priority
from tweetplan.domain.values import frozen
from tweetplan.storage import mentions as stored
from tweetplan.storage import records
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.names import one_line
from tweetplan.workspace.people_marks import mark_person
from tweetplan.workspace.rules import rules

MOST = 2000
"""Mentions that are put in order; of more the newest."""
DAYS = 30
"""How far back the list reaches."""


@frozen
class Feed:
    """Since when nothing was imported: without a feed no silence is told as if it were quiet."""

    imported_at: str
    """When the last file with mentions came in; empty: none ever did."""
    newest: str
    """The instant of the newest mention known."""

    @property
    def words(self) -> str:
        """The same in words."""
        if not self.imported_at:
            return "no mentions were ever imported"
        return f"no mentions imported since {self.imported_at[:16].replace('T', ' ')} UTC"


@frozen
class Talk:
    """The mentions of one account that are shown, and of how many."""

    account: Account
    mentions: tuple[Mention, ...]
    total: int
    open: int
    unsorted: int
    days: int
    feed: Feed


def feed(ws: Workspace, account: Account) -> Feed:
    """Since when no mention was imported."""
    found = stored.last_import(ws.db, account.key, instant_text(ws.now))
    return Feed(found["at"], found["newest"]) if found else Feed("", "")


def talk(
    ws: Workspace, handle: str = "", *, label: str = "", only_open: bool = True, days: int = DAYS, limit: int = 200
) -> Talk:
    """What others said to an account in the last days, the most pressing first; ties by age, the oldest first."""
    if label and label not in LABELS:
        raise UsageProblem(f"{label!r} is no label.", f"The labels are {', '.join(LABELS)}.")
    account = accounts.chosen(ws, handle)
    since, until = instant_text(ws.now - timedelta(days=days)), instant_text(ws.now)
    found = stored.listing(ws.db, account.key, since, until, label=label, only_open=only_open, limit=MOST)
    ranked = sorted(_ranked(ws, account, found), key=lambda one: (-one.priority.total, one.created_at, one.ref))
    told = stored.counts(ws.db, account.key, since, until)
    total, waiting, unsorted = (told["mentions"], told["open"] or 0, told["unsorted"] or 0) if told else (0, 0, 0)
    return Talk(account, tuple(ranked[:limit]), total, waiting, unsorted, days, feed(ws, account))


def get(ws: Workspace, ref: str, handle: str = "") -> Mention:
    """The mention of this id (or whose id alone begins so); raises `NotFound`, or `UsageProblem` when several do."""
    account = accounts.chosen(ws, handle)
    found = stored.starting(ws.db, account.key, ref) if ref else ()
    if not found:
        raise NotFound(
            f"{account.handle} has no mention {ref!r}.", "`tweetplan audience mentions` shows them with their ids."
        )
    if len(found) > 1:
        raise UsageProblem(f"More than one mention begins with {ref!r}.", "Type more of its id.")
    return _ranked(ws, account, found)[0]


def thread(ws: Workspace, mention: Mention) -> tuple[tuple[str, str, str, bool], ...]:
    """What stands before and after a mention: author, instant, text, and whether it is ours."""
    rows = stored.thread(ws.db, mention, instant_text(ws.now))
    return tuple((row["author"], row["created_at"], row["text"], bool(row["ours"])) for row in rows)


def _ranked(ws: Workspace, account: Account, found: Iterable[Mention]) -> list[Mention]:
    """The mentions with what is known of their authors, and their priority at this moment."""
    held = list(found)
    if not held:
        return []
    names = {one.author.lower() for one in held}
    known = stored.known_people(ws.db, account.key, names)
    since = instant_text(ws.now - timedelta(days=DAYS))
    often = stored.authors(ws.db, account.key, since, instant_text(ws.now))
    made = []
    for one in held:
        person = known.get(one.author.lower(), {})
        avoid = bool(person.get("avoid"))
        segment, followers = person.get("segment") or "", person.get("followers")
        reach = max(followers or 0, VALUED_REACH if segment.casefold() in VALUED else 0)
        waited = (ws.now - datetime.fromisoformat(one.created_at)).total_seconds() / 3600
        pressing = Priority(0, 0, 0, 0)
        if one.label and not avoid:
            done = not one.open
            n = often.get(one.author.lower(), 1)
            pressing = priority(one.label, followers=reach, mentions=n, hours=waited, answered=done)
        made.append(replace(one, segment=segment, followers=followers, avoid=avoid, priority=pressing))
    return made


def suggestion(ws: Workspace, mention: Mention) -> str:
    """What to do with it, in a sentence: leave hate alone, answer the rest; nobody is ever blocked (C05)."""
    if not mention.open:
        return f"It is {mention.state}: nothing to do."
    if mention.avoid:
        return "The team does not engage with its author: leave it."
    if mention.label == "abuse":
        return "Leave it: hate is not worth the time. Report it on X if it threatens somebody."
    if mention.label == "spam":
        return "Leave it: it is spam."
    if mention.label == "crisis":
        return "Tell whoever decides in a crisis, now, before anything is answered."
    if mention.label == "support":
        return f"Answer within {rules(ws).whole('audience.answer_hours')} hours, from the support account (C02)."
    return "Answer it." if mention.label else "It was not sorted yet: `tweetplan audience triage --refresh`."


# ---- what the team did --------------------


def answered(ws: Workspace, ref: str, handle: str = "", at: datetime | None = None) -> Mention:
    """Stamp the first answer (default: now); the support figures and KPIs move with it (G13)."""
    return _stamped(ws, ref, handle, "answered", at)


def resolved(ws: Workspace, ref: str, handle: str = "", at: datetime | None = None) -> Mention:
    """Stamp that the matter is settled; without an answer so far, this is the answer."""
    return _stamped(ws, ref, handle, "resolved", at)


def leave(ws: Workspace, ref: str, handle: str = "") -> Mention:
    """Leave it without an answer: it waits no longer, and counts as no answer (C05)."""
    mention = get(ws, ref, handle)
    if not mention.open:
        raise Conflict(f"It is {mention.state} already.", "`tweetplan audience reopen` lets it wait again.")
    return _marked(ws, mention, "mention.leave", "left alone", left_at=instant_text(ws.clock()))


def reopen(ws: Workspace, ref: str, handle: str = "") -> Mention:
    """Take the team's own stamps away; what a file says stays."""
    mention = get(ws, ref, handle)
    return _marked(ws, mention, "mention.reopen", "waits again", answered_at="", resolved_at="", left_at="")


def assign(ws: Workspace, ref: str, owner: str, handle: str = "") -> Mention:
    """Give it to somebody; an empty login takes it from whoever has it."""
    mention = get(ws, ref, handle)
    login = one_line(owner, "login", 64, may_be_empty=True)
    return _marked(ws, mention, "mention.assign", f"given to {login or 'nobody'}", owner=login)


def relabel(ws: Workspace, ref: str, label: str, handle: str = "") -> Mention:
    """Say what it is; a person's label stands over the computed one. Empty: as computed again."""
    if label and label not in LABELS:
        raise UsageProblem(f"{label!r} is no label.", f"The labels are {', '.join(LABELS)}.")
    mention = get(ws, ref, handle)
    return _marked(ws, mention, "mention.label", f"is {label or 'as computed'}", label=label)


def rate(ws: Workspace, ref: str, score: int | None, handle: str = "") -> Mention:
    """Type what its author answered when asked how satisfied they are: 1 to 5, None for no answer (G13)."""
    if score is not None and not 1 <= score <= 5:
        raise UsageProblem(f"Satisfaction is 1 to 5, not {score}.")
    mention = get(ws, ref, handle)
    return _marked(ws, mention, "mention.rate", f"satisfaction {score or 'taken back'}", satisfaction=score)


def remark(ws: Workspace, ref: str, note: str, handle: str = "") -> Mention:
    """Keep a word about it."""
    mention = get(ws, ref, handle)
    return _marked(ws, mention, "mention.note", "noted", note=one_line(note, "note", 300, may_be_empty=True))


def avoid(ws: Workspace, ref: str, handle: str = "", wanted: bool = True) -> Mention:
    """Do not engage with its author any more, or do so again; nobody is blocked by this (C05)."""
    mention = get(ws, ref, handle)
    mark_person(ws, mention.account, mention.author, "person.avoid", avoid=int(wanted))
    return get(ws, mention.ref, mention.account)


def _stamped(ws: Workspace, ref: str, handle: str, what: str, at: datetime | None) -> Mention:
    mention = get(ws, ref, handle)
    moment = instant_text(at or ws.clock())
    if moment < mention.created_at:
        raise UsageProblem("It cannot be answered before it was written.")
    if at is not None and at > ws.clock():
        raise UsageProblem("That instant is still to come.")
    if (what == "resolved" and mention.resolved_at) or (what == "answered" and mention.answered_at):
        raise Conflict(f"It was {what} at {getattr(mention, f'{what}_at')} already.")
    stamps: dict[str, Any] = {f"{what}_at": moment, "left_at": ""}
    if what == "resolved" and not mention.answered_at:
        stamps["answered_at"] = moment
    return _marked(ws, mention, f"mention.{what}", what, **stamps)


def _marked(ws: Workspace, mention: Mention, verb: str, said: str, **fields: Any) -> Mention:
    """Change the mark of a mention by one operation; a version that moved on is a conflict."""
    key = stored.key_of(mention.account, mention.ref)
    with ws.operation(verb) as change:
        before = records.get(ws.db, stored.MARKS, key) or {
            "id": key, "account": mention.account, "ref": mention.ref, "label": "", "owner": "", "answered_at": "",
            "resolved_at": "", "left_at": "", "satisfaction": None, "note": "",
        }  # fmt: skip
        change.put(stored.MARKS, {**before, **fields}, mention.version)
        change.summary = f"mention of {mention.author}: {said}"
    return get(ws, mention.ref, mention.account)


def worth_time(mention: Mention) -> bool:
    """Whether it is worth an answer at all: neither spam nor abuse, nor by somebody to be avoided (C05)."""
    return mention.open and not mention.avoid and mention.label not in LOWEST
