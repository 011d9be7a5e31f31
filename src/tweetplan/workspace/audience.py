"""People: segments with targets, who is silent or high-risk, invitations, competitors (G17, G20, W13, W14)."""

import json
from datetime import date, timedelta
from typing import Any

from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.people import OUTCOMES, SEGMENTS, Invitation, Person, segment_of, steps
from tweetplan.domain.values import frozen
from tweetplan.storage import people as stored
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line
from tweetplan.workspace.people_marks import mark_person, person_key
from tweetplan.workspace.rules import rules

ACTIVE_DAYS = 28
MEASURES = ("people", "active", "mentions", "invited")
"""What a segment's target can be about; people and those active in four weeks are levels."""


@frozen
class SegmentLine:
    """One segment: its people and what is meant to come of them (G17)."""

    segment: str
    people: int
    active: int
    mentions: int
    invited: int
    targets: dict[str, float]


@frozen
class Silence:
    """Who is silent, as far as is known: a file or a feed says up to which day."""

    account: Account
    known_to: date | None
    days: int
    silent: int
    high_risk: int
    people: tuple[Person, ...]


def known_to(ws: Workspace, account: Account) -> date | None:
    """The day up to which something is known of an account's people; None while nothing is."""
    found = stored.known_to(ws.db, account.key, instant_text(ws.now))
    return min(date.fromisoformat(found), today(ws, account)) if found else None


def listing(ws: Workspace, handle: str = "", segment: str = "", most: int = 200) -> tuple[Person, ...]:
    """The people of an account, or of one segment, those with the widest reach first."""
    account = accounts.chosen(ws, handle)
    day = known_to(ws, account) or today(ws, account)
    order = "COALESCE(value, 0) DESC, COALESCE(followers, 0) DESC, handle"
    found = stored.listing(
        ws.db, account.key, instant_text(ws.now), day, order=order, limit=20_000 if segment else most
    )
    wanted = segment_of(segment)
    return tuple(one for one in found if not segment or one.segment == wanted)[:most]


def get(ws: Workspace, name: str, handle: str = "") -> Person:
    """The person of this handle; raises `NotFound`."""
    account = accounts.chosen(ws, handle)
    day = known_to(ws, account) or today(ws, account)
    who = person_key(account.key, name).split("/", 1)[1]
    found = stored.listing(ws.db, account.key, instant_text(ws.now), day, "handle = :who", who=who, limit=1)
    if not found:
        raise NotFound(
            f"Nobody called {who} is known.", "Import a file of people, or `tweetplan audience person` adds one."
        )
    return found[0]


def segments(ws: Workspace, handle: str = "") -> tuple[SegmentLine, ...]:
    """The segments with their figures and targets; the five that the plan knows come first, even when empty."""
    account = accounts.chosen(ws, handle)
    day = known_to(ws, account) or today(ws, account)
    since = (day - timedelta(days=ACTIVE_DAYS - 1)).isoformat()
    held: dict[str, dict[str, int]] = {}
    for row in stored.segments(ws.db, account.key, instant_text(ws.now), day, since):
        sums = held.setdefault(segment_of(row["segment"]), dict.fromkeys(("people", "active", "mentions", "tries"), 0))
        for name in sums:
            sums[name] += row[name] or 0
    targets = stored.targets(ws.db, account.key)
    named = {segment for segment, _ in targets if not segment.startswith("@")}
    names = [*SEGMENTS, *sorted({*held, *named} - {*SEGMENTS, ""}), *([""] if "" in held else [])]
    found = []
    for name in names:
        own = {measure: value for (segment, measure), value in targets.items() if segment == name}
        sums = held.get(name, {})
        figures = (sums.get("people", 0), sums.get("active", 0), sums.get("mentions", 0), sums.get("tries", 0))
        found.append(SegmentLine(name, *figures, own))
    return tuple(found)


def silent(ws: Workspace, handle: str = "", *, high_risk: bool = False, most: int = 200) -> Silence:
    """Who was not heard of for over a month; high-risk only with several invitations in vain, both conditions (W13)."""
    account = accounts.chosen(ws, handle)
    day, held = known_to(ws, account), rules(ws)
    days, failed = held.whole("winback.silent_days"), held.whole("winback.failed_attempts")
    if day is None:
        return Silence(account, None, days, 0, 0, ())
    before = (day - timedelta(days=days)).isoformat()
    quiet = "last_seen <> '' AND last_seen < :before AND avoid = 0"
    risky = f"{quiet} AND failed >= {failed:d}"
    now = instant_text(ws.now)
    found = stored.listing(
        ws.db, account.key, now, day, risky if high_risk else quiet,
        "COALESCE(value, 0) DESC, COALESCE(followers, 0) DESC, last_seen, handle", most, before=before,
    )  # fmt: skip
    counts = [stored.count(ws.db, account.key, now, day, where, before=before) for where in (quiet, risky)]
    return Silence(account, day, days, counts[0], counts[1], found)


def is_high_risk(ws: Workspace, person: Person) -> bool:
    """Whether a silent person was invited in vain as often as makes them high-risk (W13)."""
    return person.failed >= rules(ws).whole("winback.failed_attempts")


def next_step(ws: Workspace, person: Person) -> str:
    """What to try next with somebody silent, never more often than the cap allows (W14)."""
    held = rules(ws)
    if person.avoid:
        return "not engaged with"
    if person.held_out:
        return "left alone, by lot, so that the programme can be judged"
    most, apart = held.whole("winback.most_tries"), held.whole("winback.apart_days")
    if person.tries < most and person.last_try:
        free = date.fromisoformat(person.last_try[:10]) + timedelta(days=apart)
        if free > today(ws):
            return f"wait until {free}: one try in {apart} days"
    return steps(person.tries, most, person.mentions)


# ---- what the team says --------------------


def mark(ws: Workspace, name: str, handle: str = "", **fields: Any) -> Person:
    """Say of a person: segment, value, birthday, owner, note, fit (0–1), collaboration; who is not known is added."""
    account = accounts.chosen(ws, handle)
    if "segment" in fields:
        fields["segment"] = one_line(segment_of(str(fields["segment"])), "segment", 40, may_be_empty=True)
    if fields.get("fit") is not None and not 0 <= fields["fit"] <= 1:
        raise UsageProblem("The fit is between 0 and 1.")
    for key in ("birthday", "owner", "note", "collaboration"):
        if key in fields:
            fields[key] = one_line(str(fields[key]), key, 300, may_be_empty=True)
    if fields.get("birthday"):
        from tweetplan.domain.people import next_birthday

        if next_birthday(fields["birthday"], today(ws, account)) is None:
            raise UsageProblem(f"{fields['birthday']!r} is no birthday.", "Write 1990-03-18 or 03-18.")
    mark_person(ws, account.key, name, "person.put", **fields)
    return get(ws, name, account.key)


def set_target(ws: Workspace, segment: str, measure: str, target: float | None, handle: str = "") -> None:
    """Set what a segment (or `@somebody`) is meant to reach, or take it back with None (G17, G20)."""
    account = accounts.chosen(ws, handle)
    name = segment.strip().lower() if segment.startswith("@") else segment_of(segment)
    name = one_line(name, "segment", 60)
    if measure not in MEASURES:
        raise UsageProblem(f"{measure!r} is no measure of a segment.", f"They are {', '.join(MEASURES)}.")
    if target is not None and not 0 <= target < 1e12:
        raise UsageProblem("A target is a number from 0 up.")
    key = f"{account.key}/{name}/{measure}"
    with ws.operation("segment.target") as change:
        if target is None:
            change.remove(stored.TARGETS, key)
        else:
            change.put(stored.TARGETS, {"id": key, "account": account.key, "segment": name, "measure": measure,
                                        "target": float(target)})  # fmt: skip
        change.summary = f"{name}: {measure} {'no target' if target is None else f'{target:g}'}"


def invite(ws: Workspace, name: str, kind: str, handle: str = "", *, programme: str = "") -> Invitation:
    """Log a gentle try; refused above the cap, too soon, for the hold-out and who is not engaged with (W14)."""
    account = accounts.chosen(ws, handle)
    person = get(ws, name, account.key)
    held = rules(ws)
    most, apart = held.whole("winback.most_tries"), held.whole("winback.apart_days")
    if person.avoid or person.held_out:
        why = "is not engaged with" if person.avoid else "is left alone by lot, so that the programme can be judged"
        raise Conflict(f"{person.handle} {why} (C05, W16).", "Choose somebody else.")
    if person.tries >= most:
        raise Conflict(f"{person.handle} was invited {person.tries} times: let go (W14).", f"The cap is {most}.")
    if person.last_try and date.fromisoformat(person.last_try[:10]) + timedelta(days=apart) > today(ws, account):
        raise Conflict(
            f"{person.handle} was invited on {person.last_try[:10]} (W14).", f"Wait {apart} days between tries."
        )
    made = Invitation(
        "i" + ws.new_id()[-12:], account.key, person.handle, programme, one_line(kind, "kind", 80),
        instant_text(ws.clock()), ws.actor.login,
    )  # fmt: skip
    with ws.operation("invitation.add") as change:
        change.put(stored.INVITATIONS, _row(made), expected=0)
        change.summary = f"invited {person.handle}: {made.kind}"
    return made


def outcome(ws: Workspace, name: str, what: str, handle: str = "") -> Invitation:
    """Say what came of a person's last invitation."""
    if what not in OUTCOMES:
        raise UsageProblem(f"{what!r} is no outcome.", f"They are {', '.join(OUTCOMES)}.")
    account = accounts.chosen(ws, handle)
    who = person_key(account.key, name).split("/", 1)[1]
    found = stored.invitations(ws.db, account.key, who)
    if not found:
        raise NotFound(f"{who} was not invited.", "`tweetplan audience invite` logs a try.")
    last = found[0]
    with ws.operation("invitation.outcome") as change:
        held = {**_row(last), "outcome": what, "outcome_at": instant_text(ws.clock())}
        change.put(stored.INVITATIONS, held, last.version)
        change.summary = f"{who}: {what}"
    return stored.invitations(ws.db, account.key, who)[0]


def rival(ws: Workspace, name: str, measure: str, value: float, on: date | None = None, handle: str = "") -> None:
    """Note a competitor's figure of a day (W03)."""
    account = accounts.chosen(ws, handle)
    day = on or today(ws, account)
    who, what = one_line(name, "name", 60), one_line(measure, "measure", 60)
    if not abs(value) < 1e15:
        raise UsageProblem(f"{value} is no figure.")
    if day > today(ws, account):
        raise UsageProblem(f"{day} is still to come.")
    key = f"{account.key}/{who}/{what}/{day}"
    with ws.operation("rival.put") as change:
        change.put(stored.RIVALS, {"id": key, "account": account.key, "name": who, "day": day.isoformat(),
                                   "measure": what, "value": float(value)})  # fmt: skip
        change.summary = f"{who}: {what} {value:g} on {day}"


def computed(ws: Workspace, account: str, kind: str) -> tuple[Any, str] | None:
    """What a child computed (as plain JSON values) and when; None while it was not."""
    found = stored.figure(ws.db, account, kind)
    return (json.loads(found["body"]), found["made_at"]) if found else None


def _row(one: Invitation) -> dict[str, Any]:
    names = ("id", "account", "handle", "programme", "kind", "at", "login", "outcome", "outcome_at")
    return {name: getattr(one, name) for name in names}
