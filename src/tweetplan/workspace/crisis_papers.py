"""What a crisis is answered and learnt from with: holding statements, post-mortems (T19), playbooks by version."""

from collections.abc import Mapping
from dataclasses import replace

from tweetplan.domain.crisis import CASE, CLOSED, CRISIS, LEVELS, POSTMORTEM, Crisis, Playbook, Statement, template
from tweetplan.domain.crisis import sections as read_sections
from tweetplan.domain.findings import CheckFailed, Conflict, Finding, NotFound, Problem, UsageProblem
from tweetplan.storage import crises as stored
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team
from tweetplan.workspace import crisis_rights
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.crisis import task_of
from tweetplan.workspace.crisis_log import get, note_in
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line

NEEDED = ("happened", "cause", "actions")
"""Sections without which a post-mortem is none."""
MOST_CHARACTERS = 20_000

# ---- holding statements --------------------


def statements(ws: Workspace, *, level: str = "", lang: str = "", state: str = "") -> tuple[Statement, ...]:
    """The holding statements, approved ones first; of a level those for any level too."""
    return tuple(
        one
        for one in stored.statements(ws.db)
        if (not level or one.level in ("", level))
        and (not lang or one.lang == lang)
        and (not state or one.state == state)
    )


def statement(ws: Workspace, identity: str) -> Statement:
    """The statement of this id, or whose id alone begins with it; raises `NotFound`, or `UsageProblem` for several."""
    found = [one for one in stored.statements(ws.db) if identity and one.id.startswith(identity)]
    exact = next((one for one in found if one.id == identity), None)
    if exact is None and len(found) > 1:
        raise UsageProblem(f"More than one statement begins with {identity!r}.", "Type more of its id.")
    if not found:
        raise NotFound(f"There is no statement {identity!r}.", "`tweetplan crisis statement list` shows them.")
    return exact or found[0]


def write_statement(ws: Workspace, text: str, *, level: str = "", lang: str = "", identity: str = "") -> Statement:
    """Write a statement, or write one anew: a draft either way, for what was approved was another wording."""
    if level and level not in LEVELS:
        raise UsageProblem(f"The levels are {', '.join(LEVELS)}, not {level!r}.")
    with ws.operation("statement.write") as change:
        known = statement(ws, identity) if identity else None
        spoken = lang or (known.lang if known else "en")
        made = Statement(
            known.id if known else "s" + ws.new_id().replace("-", "")[-10:], level or (known.level if known else ""),
            one_line(spoken, "language", 12), _words(text, "statement"), author=ws.actor.login,
        )  # fmt: skip
        change.put(stored.STATEMENTS, stored.plain(made))
        change.summary = f"wrote a holding statement: {' '.join(made.text.split())[:60]}"
    return statement(ws, made.id)


def approve_statement(ws: Workspace, identity: str) -> Statement:
    """Approve a draft: by a role that may at its level (for any level: at high), and not by its author."""
    with ws.operation("statement.approve") as change:
        held = statement(ws, identity)
        if held.state != "draft":
            raise Conflict(f"This statement is {held.state} already.")
        level = held.level or "high"
        crisis_rights.refuse(ws, level, "statement")
        _, able = crisis_rights.deciders(ws, level, "statement")
        others = [login for login in able or [each.login for each in team.every(ws.db)] if login != held.author]
        if held.author == ws.actor.login and others:
            raise Problem("It is your own wording.", f"Ask {', '.join(others)} to approve it.")
        done = replace(held, state="approved", approved_by=ws.actor.login, approved_at=instant_text(ws.clock()))
        change.put(stored.STATEMENTS, stored.plain(done))
        change.summary = f"approved a holding statement: {' '.join(held.text.split())[:60]}"
    return statement(ws, held.id)


def retire_statement(ws: Workspace, identity: str) -> Statement:
    """Take a statement out of use; it stays on record."""
    with ws.operation("statement.retire") as change:
        held = statement(ws, identity)
        change.put(stored.STATEMENTS, stored.plain(replace(held, state="retired")))
        change.summary = f"retired a holding statement: {' '.join(held.text.split())[:60]}"
    return statement(ws, held.id)


def use_statement(ws: Workspace, identity: str, crisis_id: str = "") -> Statement:
    """Note in the thread that an approved statement is used now, and give it; a draft is refused."""
    with ws.operation("crisis.statement") as change:
        held, crisis = statement(ws, identity), get(ws, crisis_id)
        if held.state != "approved":
            raise Conflict(f"This statement is {held.state}: only an approved one may be used.")
        if held.level and held.level != crisis.level:
            raise Conflict(f"This statement is for level {held.level}; {crisis.name} is at {crisis.level}.")
        note_in(ws, change, crisis, "statement", f"used a statement ({held.lang}): {held.text}")
        change.summary = f"{crisis.name}: used a holding statement"
    return held


# ---- after it --------------------


def postmortem_text(ws: Workspace, identity: str = "") -> str:
    """The template of a crisis' post-mortem, filled in as far as it was written, with the whole thread."""
    crisis = _last(ws, identity)
    return template(crisis, stored.entries(ws.db, crisis.id))


def write_postmortem(ws: Workspace, identity: str, written: str | Mapping[str, str]) -> Crisis:
    """Store a post-mortem: its task is done, and the crisis is kept as a case (T19).

    Raises `CheckFailed` when what happened, why, or what changes is not said; `Conflict` before the crisis is closed.
    """
    try:
        found = read_sections(written) if isinstance(written, str) else dict(written)
    except ValueError as error:
        raise UsageProblem(f"The post-mortem cannot be read: {error}.") from error
    known = dict(POSTMORTEM)
    kept = {key: _words(words, key) for key, words in found.items() if key in known and words.strip()}
    with ws.operation("crisis.postmortem") as change:
        crisis = _last(ws, identity)
        if crisis.stage not in (CLOSED, CASE):
            raise Conflict(f"{crisis.name} is {CRISIS.stage(crisis.stage).title}: a post-mortem comes after its end.")
        wanted = {**crisis.postmortem, **kept}
        missing = [Finding("T19.section", "error", f"“{known[key]}” is not said.", key) for key in NEEDED
                   if not wanted.get(key)]  # fmt: skip
        if missing:
            raise CheckFailed(
                "The post-mortem is not whole.", "`tweetplan crisis postmortem` has the template.", missing
            )
        learnt = replace(crisis, stage=CASE, postmortem=wanted)
        change.put(stored.TABLE, stored.row(learnt))
        note_in(ws, change, learnt, "postmortem", f"wrote the post-mortem: {', '.join(kept) or 'nothing new'}")
        task = next(iter(stored_tasks.starting(ws.db, task_of(crisis))), None)
        if task is not None and task.state == "open":
            done = replace(task, state="done", done_on=today(ws).isoformat())
            change.put(stored_tasks.TABLE, stored_tasks.row(done))
        change.summary = f"{crisis.name}: post-mortem written, kept as a case"
    return get(ws, crisis.id)


def _last(ws: Workspace, identity: str) -> Crisis:
    """The crisis of this id; without one the last that was closed."""
    if identity:
        return get(ws, identity)
    found = [one for one in stored.every(ws.db) if one.stage in (CLOSED, CASE)]
    if not found:
        raise NotFound("No crisis was closed yet.", "`tweetplan crisis list` shows them.")
    return max(found, key=lambda one: (one.stage == CLOSED, one.closed_at))


def playbook(ws: Workspace, name: str, number: int = 0) -> Playbook:
    """A playbook as it is, or one of its versions; raises `NotFound`."""
    found = stored.playbooks(ws.db, name) if name else ()
    chosen = next((one for one in found if not number or one.number == number), None)
    if chosen is None:
        which = f"version {number} of the playbook {name!r}" if found else f"playbook {name!r}"
        raise NotFound(f"There is no {which}.", "`tweetplan crisis playbook list` shows them.")
    return chosen


def write_playbook(ws: Workspace, name: str, body: str, case: str = "") -> Playbook:
    """Write the next version of a playbook; `case` is the crisis it was learnt from, and goes into its thread."""
    words, called = _words(body, "playbook"), one_line(name, "name", 80)
    with ws.operation("playbook.write") as change:
        known = stored.playbooks(ws.db, called)
        number = known[0].number + 1 if known else 1
        made = Playbook("b" + ws.new_id().replace("-", "")[-10:], called, number, words)
        change.put(stored.PLAYBOOKS, stored.plain(made), expected=0)
        if case:
            note_in(ws, change, get(ws, case), "playbook", f"wrote version {number} of the playbook {called}")
        change.summary = f"wrote version {number} of the playbook {called}"
    return playbook(ws, called, number)


def _words(text: str, what: str) -> str:
    held = text.strip()
    if not held:
        raise UsageProblem(f"The {what} is empty.")
    if len(held) > MOST_CHARACTERS:
        raise UsageProblem(f"The {what} has {len(held)} characters; {MOST_CHARACTERS} are the most.")
    return held
