"""A crisis as lines and rows: where it stands, who decides, what is ticked off, what is frozen, and the thread."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tweetplan.domain.crisis import CRISIS, STEPS, Crisis, Playbook
from tweetplan.domain.events import Event
from tweetplan.domain.freezes import Freeze, minutes_left, tool_title
from tweetplan.storage.crises import Frozen
from tweetplan.tui.chrome import ago
from tweetplan.tui.paint import Line, Piece, Tone, cut, spread, width_of, wrap
from tweetplan.tui.widgets.row import Column, Row, heading, note
from tweetplan.workspace.core import instant_text
from tweetplan.workspace.crisis_view import CrisisView, Turn

COLUMNS = (Column(18), Column(), Column(17))
TONES: dict[str, Tone] = {"low": "good", "medium": "warn", "high": "bad"}
Lines = tuple[Line, ...]


def left_words(minutes: int | None) -> str:
    """`12 min left`, `3 min late`, `46 h left`; empty without a limit."""
    if minutes is None:
        return ""
    size = abs(minutes)
    span = f"{size} min" if size < 600 else f"{size // 60} h"
    return f"{span} {'left' if minutes >= 0 else 'late'}"


def left_piece(minutes: int | None) -> Piece:
    """The minutes left, the graver the less."""
    tone: Tone = "" if minutes is None else "bad" if minutes < 0 else "warn" if minutes < 10 else ""
    return Piece(left_words(minutes), tone)


# ---- where it stands --------------------


def head_lines(seen: CrisisView | None, width: int) -> Lines:
    """Level and title, the five steps with the next one's minutes, what the level means; a line when there is none."""
    if seen is None:
        return ((Piece(" No crisis goes on.", "good"), Piece("  o opens one, D begins an exercise.", "dim")),)
    crisis = seen.crisis
    drill = (Piece(" DRILL ", "accent"),) if crisis.drill else ()
    left: Line = (*drill, Piece(f" {crisis.level.upper()} ", TONES[crisis.level]), Piece(crisis.title, "bold"),
                  Piece(f"  {crisis.whose}", "dim"))  # fmt: skip
    until = Piece(f"{seen.next} ", "bold") if seen.next else Piece(seen.title, "dim")
    if seen.postmortem_minutes is not None:
        until = Piece("post-mortem ", "bold")
    minutes = seen.minutes if seen.next else seen.postmortem_minutes
    return (
        spread(left, (until, left_piece(minutes)), width),
        tuple(_steps(seen)),
        (Piece(f" {seen.definition}", "dim"),),
    )


def _steps(seen: CrisisView) -> Iterator[Piece]:
    stage = seen.crisis.stage
    at = STEPS.index(stage) if stage in STEPS else len(STEPS)
    yield Piece(" ")
    for number, step in enumerate(STEPS):
        title = CRISIS.stage(step).title
        yield Piece("› " if number else "", "dim")
        yield Piece(f"[{title}] ", "head") if number == at else Piece(f"{'✓ ' if number < at else ''}{title} ", "dim")
    if at == len(STEPS):
        yield Piece("› ", "dim")
        yield Piece(f"[{seen.title}]", "head")


def thread_lines(seen: CrisisView | None, now: datetime, width: int) -> Lines:
    """The one thread, the newest line first."""
    if seen is None:
        return ()
    return tuple(_thread(seen, now, max(width - 1, 20)))


def _thread(seen: CrisisView, now: datetime, width: int) -> Iterator[Line]:
    yield (Piece(" Thread, UTC", "head"), Piece(f"  {_many(len(seen.thread), 'line')}, the newest first", "dim"))
    today = instant_text(now)[:10]
    for entry in reversed(seen.thread):
        day = "" if entry.at[:10] == today else f"{entry.at[5:10]} "
        lead = f" {day}{entry.at[11:16]} {cut(entry.login, 10)} "
        rows = wrap(entry.text, max(width - width_of((Piece(lead),)), 10), 8)
        yield (Piece(lead, "accent"), Piece(rows[0] if rows else ""))
        yield from ((Piece(" " * width_of((Piece(lead),))), Piece(row)) for row in rows[1:])


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


# ---- rows --------------------


def rows_of(
    seen: CrisisView | None,
    others: Sequence[Crisis],
    alarms: Sequence[Event],
    books: Sequence[Playbook],
    frozen: Sequence[Freeze],
    now: datetime,
) -> tuple[Row, ...]:
    """What is to be done first, then who decides, the list, the statements, what is held, and what was."""
    rows = [*_alarms(alarms, now)]
    if frozen:
        rows.append(heading("Frozen by people; enter shows it on the desk"))
        rows += [Row(f"freeze:{one.id}", (Piece(f"■ {one.login}", "bad"), one.reason, one.whose)) for one in frozen]
    if seen is not None:
        rows += [*_to_pause(seen, now), *_to_answer(seen), *_paused(seen), *_deciders(seen), *_checklist(seen)]
        rows += [*_statements(seen), *_held(seen), *_would_find(seen)]
    rows += [*_others(others, seen, now)]
    if books:
        rows.append(heading("Playbooks"))
        rows += [Row(f"book:{one.name}", (f"version {one.number}", one.name)) for one in books]
    return tuple(rows)


def _alarms(alarms: Iterable[Event], now: datetime) -> Iterator[Row]:
    for number, alarm in enumerate(alarms):
        if not number:
            yield heading("Mention alarms: enter opens a crisis from one")
        yield Row(f"alarm:{alarm.id}", (Piece(ago(now, alarm.at), "dim"), alarm.text, ""), tone="warn")


def _to_pause(seen: CrisisView, now: datetime) -> Iterator[Row]:
    if seen.to_pause:
        yield heading(f"Pause elsewhere now: {_many(len(seen.to_pause), 'post')}; enter confirms")
    for one in seen.to_pause:
        left = left_piece(minutes_left(one.due, now))
        yield Row(f"pause:{one.post}", (Piece(tool_title(one.place), "bad"), _title(one), left))
    done = sum(one.answer == "paused" for one in seen.elsewhere)
    if done and seen.crisis.open:
        yield note("paused", f"{done} of {len(seen.elsewhere)} in other tools are confirmed as paused")


def _paused(seen: CrisisView) -> Iterator[Row]:
    paused = [] if seen.crisis.open else [one for one in seen.elsewhere if one.answer == "paused"]
    if paused:
        yield heading("Paused in other tools: resume there, or take back on the desk")
    for one in paused:
        state = Piece(one.state.replace("_", " "), "dim")
        yield Row(f"held:{one.post}", (tool_title(one.place), _title(one), state))


def _to_answer(seen: CrisisView) -> Iterator[Row]:
    if seen.to_answer:
        yield heading(f"Keep, move or drop: {_many(len(seen.to_answer), 'post')} (due, UTC); enter decides")
    for one in seen.to_answer:
        yield Row(f"answer:{one.post}", (Piece(one.due[:16].replace("T", " "), "dim"), _title(one), one.owner))


def _deciders(seen: CrisisView) -> Iterator[Row]:
    if not seen.crisis.open:
        return
    yield heading(f"Who decides at level {seen.crisis.level}")
    for turn in seen.turns:
        who = ", ".join(turn.logins) or "nobody"
        mark: Tone = "accent" if turn.mine else ""
        told = Piece(f"{who}: {may_words(turn)}", mark)
        yield Row(f"role:{turn.role}", (turn.role.replace("_", " "), told, left_piece(turn.left)))
    if seen.everybody:
        yield note("everybody", "nobody has a role that may take the next step: every member may")


def may_words(turn: Turn) -> str:
    """What a role may decide, in words."""
    from tweetplan.domain.crisis_rights import DECISIONS

    return "everything" if set(turn.decisions) == set(DECISIONS) else ", ".join(turn.decisions)


def _checklist(seen: CrisisView) -> Iterator[Row]:
    if not seen.crisis.open:
        return
    done = sum(bool(item.done_by) for item in seen.items)
    yield heading(f"Checklist: {done} of {len(seen.items)} done; enter ticks off")
    for item in seen.items:
        mark = Piece(f"✓ {item.key}", "good") if item.done_by else Piece(f"· {item.key}")
        yield Row(f"item:{item.key}", (mark, Piece(item.text, "dim" if item.done_by else ""), item.done_by))


def _statements(seen: CrisisView) -> Iterator[Row]:
    if not seen.crisis.open:
        return
    yield heading("Holding statements")
    for one in seen.statements:
        state: Tone = "good" if one.state == "approved" else "warn"
        yield Row(f"words:{one.id}", (Piece(f"{one.state} {one.lang}", state), " ".join(one.text.split()),
                                      one.approved_by))  # fmt: skip
    if not seen.statements:
        yield note("no words", "none for this level: t writes one, somebody else approves it")


def _held(seen: CrisisView) -> Iterator[Row]:
    waiting = {one.id for one in seen.to_answer}
    held = [one for one in seen.here if one.id not in waiting]
    if held:
        waits = sum(one.state == "held" for one in held)
        yield heading(f"Stopped here: {_many(len(held), 'post')} (due, UTC), {waits} held")
    for one in held:
        yield Row(f"held:{one.post}", (Piece(one.due[:16].replace("T", " "), "dim"), _title(one),
                                       Piece(one.answer or one.state, "dim")))  # fmt: skip


def _would_find(seen: CrisisView) -> Iterator[Row]:
    if seen.crisis.found:
        told = ", ".join(f"{n} {'here' if place == 'here' else f'in {tool_title(place)}'}"
                         for place, n in seen.crisis.found.items())  # fmt: skip
        yield heading("Exercise")
        yield note("found", f"nothing was stopped; a freeze would find {told}")


def _others(others: Sequence[Crisis], seen: CrisisView | None, now: datetime) -> Iterator[Row]:
    rest = [one for one in others if seen is None or one.id != seen.crisis.id]
    if rest:
        yield heading("Other crises and exercises; enter shows one")
    for one in rest:
        stage = CRISIS.stage(one.stage).title
        lead = Piece(f"{one.level}{' DRILL' if one.drill else ''}", TONES[one.level] if one.open else "dim")
        yield Row(f"crisis:{one.id}", (lead, Piece(one.title, "" if one.open else "dim"),
                                       f"{stage} {ago(now, one.closed_at or one.opened_at)}"))  # fmt: skip


def _title(one: Frozen) -> str:
    return one.text.strip().partition("\n")[0] or one.post
