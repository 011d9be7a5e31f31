"""Crises: three levels (T16), the way from identified to recorded (T09), checklists, and what is learnt (T19)."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from tweetplan.domain.lifecycle import Lifecycle, Move, Stage
from tweetplan.domain.values import frozen

Level = Literal["low", "medium", "high"]
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
DEFINITIONS: Mapping[str, str] = {
    "low": "single complaints: answered one by one, the day goes on",
    "medium": "a small negative topic: several people say the same, and it may grow",
    "high": "large negative opinion of the brand: all in one room, publishing stops",
}
"""What each level means (T16)."""
IDENTIFY, ASSESS, NOTIFY, RESPOND, RECORD = "identify", "assess", "notify", "respond", "record"
CLOSED, CASE, DISMISSED = "closed", "case", "dismissed"
STEPS = (IDENTIFY, ASSESS, NOTIFY, RESPOND, RECORD)
"""The five steps of T09, in their order."""
CRISIS = Lifecycle(
    "crisis",
    stages=(
        Stage(IDENTIFY, "identified"),
        Stage(ASSESS, "assessed"),
        Stage(NOTIFY, "told inside"),
        Stage(RESPOND, "answered"),
        Stage(RECORD, "recorded"),
        Stage(CLOSED, "closed"),
        Stage(CASE, "kept as a case"),
        Stage(DISMISSED, "a false alarm"),
    ),
    moves=(
        Move("assess", (IDENTIFY,), ASSESS, guards=("may_decide",), said="assessed"),
        Move("notify", (ASSESS,), NOTIFY, guards=("may_decide",), said="told inside"),
        Move("respond", (NOTIFY,), RESPOND, guards=("may_decide",), said="answered"),
        Move("record", (RESPOND,), RECORD, guards=("may_decide",), said="recorded"),
        Move("close", (RECORD,), CLOSED, guards=("may_decide", "all_paused"), said="closed"),
        Move("dismiss", (IDENTIFY, ASSESS, NOTIFY), DISMISSED, guards=("may_decide",), said="a false alarm"),
        Move("learn", (CLOSED,), CASE, said="learnt from"),
    ),
)
"""Identify → assess → notify → respond → record → closed → case; before anybody answered it may be a false alarm."""
OVER = (CLOSED, CASE, DISMISSED)
CHECKLIST: Mapping[str, tuple[tuple[str, str], ...]] = {
    "low": (
        ("evidence", "Keep links and screenshots of what was said"),
        ("answer", "Answer each complaint once, from the support account"),
    ),
    "medium": (
        ("evidence", "Keep links and screenshots of what was said"),
        ("facts", "Write down what is known, and what is not"),
        ("owner", "Name one person who answers"),
        ("statement", "Have a holding statement approved"),
        ("watch", "Read the mentions every half hour"),
    ),
    "high": (
        ("room", "Everybody in one channel; nobody answers alone"),
        ("tools", "Pause what lies in other tools, and confirm each"),
        ("ads", "Pause paid campaigns"),
        ("evidence", "Keep links and screenshots of what was said"),
        ("facts", "Write down what is known, and what is not"),
        ("statement", "Publish an approved holding statement by hand"),
        ("inside", "Tell management, support and the press office"),
        ("watch", "Read the mentions every quarter of an hour"),
    ),
}
"""What is ticked off at each level; the lists are our own."""
POSTMORTEM: tuple[tuple[str, str], ...] = (
    ("happened", "What happened, in three sentences"),
    ("cause", "Why it happened, and why then"),
    ("good", "What went well"),
    ("bad", "What went badly, or only by luck"),
    ("times", "Where we were slower than we may be, and why"),
    ("actions", "What we change: who, until when"),
    ("playbook", "What changes in the playbook"),
)
"""The sections of a post-mortem; the template is our own."""


@frozen
class Crisis:
    """One crisis, or an exercise of one: where it stands, since when, and what was ticked off and learnt."""

    id: str
    title: str
    account: str
    """A handle key; empty: every account."""
    level: Level
    stage: str
    opened_at: str
    opened_by: str
    closed_at: str = ""
    drill: bool = False
    said: str = ""
    """What was seen, in the words of whoever opened it."""
    source: str = "hand"
    """`hand`, or the id of the mention alarm that it comes from."""
    since: str = ""
    """When it came to its stage or its level, whichever was later: limits count from here."""
    due: str = ""
    """Until when the next step should be made; empty when nothing is due."""
    checked: Mapping[str, str] = field(default_factory=dict)
    """The items that are ticked off, by key, with who did it."""
    postmortem_due: str = ""
    postmortem: Mapping[str, str] = field(default_factory=dict)
    """What was written under each section."""
    found: Mapping[str, int] = field(default_factory=dict)
    """Of an exercise: how many posts a freeze would have found, by place."""
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether it goes on."""
        return self.stage not in OVER

    @property
    def name(self) -> str:
        """Its title, with what an exercise must never be without."""
        return f"DRILL {self.title}" if self.drill else self.title

    @property
    def whose(self) -> str:
        """What it is about, in words."""
        return self.account or "every account"


@frozen
class Entry:
    """One line of a crisis' only thread: who did or said what, when, and until when the next step was due."""

    id: str
    crisis: str
    at: str
    login: str
    stage: str
    kind: str
    """`opened`, `step`, `level`, `note`, `check`, `frozen`, `paused`, `answered`, `released`, `statement`,
    `closed`, `postmortem`."""
    text: str
    due: str = ""
    version: int = 0


@frozen
class Statement:
    """A holding statement: words that may be said at once, once somebody who may has approved them."""

    id: str
    level: str
    """The level that it is for; empty: any."""
    lang: str
    text: str
    state: Literal["draft", "approved", "retired"] = "draft"
    approved_by: str = ""
    approved_at: str = ""
    author: str = ""
    version: int = 0


@frozen
class Playbook:
    """One version of a playbook; a new text is a new number, and the old one stays."""

    id: str
    name: str
    number: int
    body: str
    version: int = 0


def next_step(stage: str) -> str:
    """The verb that leads on from a stage: the next of the five steps, then `close`; empty when it is over."""
    if stage not in STEPS:
        return ""
    at = STEPS.index(stage)
    return STEPS[at + 1] if at + 1 < len(STEPS) else "close"


def checklist(level: str) -> tuple[tuple[str, str], ...]:
    """What is ticked off at a level: keys and words."""
    return CHECKLIST[level]


def template(crisis: Crisis, entries: Iterable[Entry]) -> str:
    """The post-mortem to fill in: the sections with what is written already, below them the thread (T19)."""
    lines = [f"# Post-mortem: {crisis.name}", "", f"Level {crisis.level}, {crisis.whose}; "
             f"{crisis.opened_at} – {crisis.closed_at or 'open'}; opened by {crisis.opened_by}.", ""]  # fmt: skip
    for key, words in POSTMORTEM:
        lines += [f"## {key}", "", crisis.postmortem.get(key) or f"<!-- {words} -->", ""]
    lines += ["# Thread", ""]
    lines += [f"- {entry.at} {entry.login}: {' '.join(entry.text.split())}" for entry in entries]
    return "\n".join(lines) + "\n"


def sections(text: str) -> dict[str, str]:
    """A filled-in template by section, without comments and what nobody filled in; raises `ValueError` on others."""
    known, found, here = dict(POSTMORTEM), dict[str, list[str]](), ""
    for line in text.splitlines():
        if line.startswith("## "):
            here = line.removeprefix("## ").strip().lower()
            if here not in known:
                raise ValueError(f"there is no section {here!r}: they are {', '.join(known)}")
        elif line.startswith("# "):
            here = ""
        elif here and not (line.startswith("<!--") and line.rstrip().endswith("-->")):
            found.setdefault(here, []).append(line)
    return {key: words for key, held in found.items() if (words := "\n".join(held).strip())}


def response_minutes(entries: Iterable[Entry]) -> float | None:
    """Minutes from the opening to the first answer of one crisis (T23); None while nobody answered."""
    times = {"opened": "", "respond": ""}
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.id)):
        what = "opened" if entry.kind == "opened" else entry.stage if entry.kind == "step" else ""
        if what in times and not times[what]:
            times[what] = entry.at
    if not times["opened"] or not times["respond"]:
        return None
    return (datetime.fromisoformat(times["respond"]) - datetime.fromisoformat(times["opened"])).total_seconds() / 60
