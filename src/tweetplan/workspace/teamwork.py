"""A team's day: how content people are (one key, T23), and the topics that are watched (T10, G23)."""

from dataclasses import replace
from datetime import date

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.teamwork import SCORES, TOPIC_STATES, Pulse, Topic
from tweetplan.storage import duties as stored
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line


def pulse(ws: Workspace, score: int, note: str = "") -> Pulse:
    """Say how content one is today, 1 to 5; a second word on the same day takes the place of the first."""
    if score not in SCORES:
        raise UsageProblem(f"A pulse is 1 (bad) to 5 (very good), not {score}.")
    day = today(ws).isoformat()
    made = Pulse(f"{ws.actor.login}/{day}", ws.actor.login, day, score, one_line(note, "note", 500, may_be_empty=True))
    with ws.operation("pulse.give") as change:
        change.put(stored.PULSES, stored.plain_row(made))
        change.summary = f"pulse of {day}: {score} of 5"
    return made


def my_pulse(ws: Workspace) -> Pulse | None:
    """What this actor said today, if anything."""
    day = today(ws).isoformat()
    return next((held for held in stored.pulses(ws.db, day, day) if held.login == ws.actor.login), None)


def topics(ws: Workspace, day: date | None = None) -> tuple[Topic, ...]:
    """The topics of a day (default: today)."""
    on = (day or today(ws)).isoformat()
    return stored.topics(ws.db, on, on)


def watch(ws: Workspace, text: str, *, account: str = "", day: date | None = None, owner: str = "") -> Topic:
    """Watch a topic on a day; whoever says so watches it, unless somebody else is named."""
    on = (day or today(ws)).isoformat()
    key = accounts.get(ws, account).key if account else ""
    made = Topic(f"h{ws.new_id()}", key, on, one_line(text, "topic"), owner or ws.actor.login)
    with ws.operation("topic.watch") as change:
        change.put(stored.TOPICS, stored.plain_row(made), expected=0)
        change.summary = f"watches on {on}: {made.text}"
    return made


def settle(ws: Workspace, identity: str, state: str) -> Topic:
    """Note that a topic was taken up, or let go (`dropped`), or is watched again."""
    if state not in TOPIC_STATES:
        raise UsageProblem(f"A topic is {', '.join(TOPIC_STATES)}, not {state!r}.")
    with ws.operation("topic.settle") as change:
        held = stored.topic(ws.db, identity) or next((t for t in topics(ws) if t.id.startswith(identity)), None)
        if held is None:
            raise NotFound(f"There is no topic {identity!r}.", "`tweetplan team topic list` lists today's.")
        made = replace(held, state=state)
        change.put(stored.TOPICS, stored.plain_row(made))
        change.summary = f"{state}: {held.text}"
    return made
