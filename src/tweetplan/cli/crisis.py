"""Crises on the command line: open, step, level, thread, checklist, what is frozen, close (T09, T16–T18)."""

from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli import crisis_papers
from tweetplan.cli.crisis_papers import LEVEL
from tweetplan.cli.freeze import answer_frozen, confirm_paused
from tweetplan.cli.output import print_table, say, talk
from tweetplan.cli.session import FOUND_PROBLEMS, Session, handles, verb
from tweetplan.domain.crisis import STEPS
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.domain.crisis import Crisis
    from tweetplan.storage.crises import Frozen
    from tweetplan.workspace.crisis_view import CrisisView, Turn

WHICH = click.option("--crisis", "which", default="", metavar="ID", help="Which; else the only one that goes on.")
ACCOUNT = click.option("--account", default="", metavar="@H", shell_complete=handles, help="Else every account.")
WHY = click.option("--text", default="", metavar="TEXT", help="What to say of it in the thread.")


@click.group("crisis")
def crisis_command() -> None:
    """Crises: open, step, level, log, close; who decides what; statements, drills, post-mortems, playbooks."""


for _command in crisis_papers.COMMANDS:
    crisis_command.add_command(_command)


@crisis_command.command("open")
@click.argument("title", default="")
@click.option("--level", type=LEVEL, default="low", show_default=True, help="High stops all publishing at once.")
@ACCOUNT
@click.option("--said", default="", metavar="TEXT", help="What was seen.")
@click.option("--alarm", default="", metavar="ID", help="Open it from this mention alarm, in its words.")
@verb
def open_command(session: Session, title: str, level: str, account: str, said: str, alarm: str) -> int:
    """Open a crisis; at level high publishing stops with it: exit code 3 while a tool must be paused."""
    from tweetplan.workspace import crisis

    if bool(title) == bool(alarm):
        raise UsageProblem(
            "A crisis has a title, or comes from an alarm.", "`tweetplan crisis open TITLE | --alarm ID`"
        )
    if alarm:
        made = crisis.from_alarm(session.workspace, alarm, level)
    else:
        made = crisis.begin(session.workspace, title, level, account=account, said=said)
    return _shown(session, made)


@crisis_command.command("drill")
@click.argument("title")
@click.option("--level", type=LEVEL, default="high", show_default=True)
@ACCOUNT
@verb
def drill_command(session: Session, title: str, level: str, account: str) -> int:
    """Open an exercise: the same way, marked DRILL, and nothing real is touched: no freeze, no task, no notice."""
    from tweetplan.workspace import crisis

    return _shown(session, crisis.begin(session.workspace, title, level, account=account, drill=True))


@crisis_command.command("list")
@verb
def list_command(session: Session) -> None:
    """Every crisis and exercise, those that go on first; mention alarms that nobody took up are named."""
    from tweetplan.workspace import crisis_view

    found, alarms = crisis_view.listing(session.workspace), crisis_view.alarms(session.workspace)

    def people() -> None:
        rows = [(one.id, one.name, one.level, one.stage, one.opened_at[:16].replace("T", " "), one.opened_by,
                 one.closed_at[:16].replace("T", " ")) for one in found]  # fmt: skip
        heads = ("id", "title", "level", "stage", "opened (UTC)", "by", "closed")
        print_table(heads, rows, empty="No crisis yet: `tweetplan crisis open TITLE` opens one.")
        for alarm in alarms:
            talk(f"! {alarm.at[:16].replace('T', ' ')} {alarm.text}: tweetplan crisis open --alarm {alarm.id}")

    session.answer(found, people)


@crisis_command.command("show")
@click.argument("which", default="", metavar="[ID]")
@verb
def show_command(session: Session, which: str) -> int:
    """Where it stands, who decides with the minutes left, the list, what is frozen, the thread."""
    from tweetplan.workspace import crisis_log

    return _shown(session, crisis_log.get(session.workspace, which))


@crisis_command.command("step")
@click.argument("step", type=click.Choice(STEPS[1:]), required=False)
@WHICH
@WHY
@verb
def step_command(session: Session, step: str | None, which: str, text: str) -> int:
    """Go on to the next step (or to the one named, which must be the next): assess, notify, respond, record."""
    from tweetplan.workspace import crisis

    return _shown(session, crisis.step(session.workspace, which, step or "", text))


@crisis_command.command("level")
@click.argument("level", type=LEVEL)
@WHICH
@WHY
@verb
def level_command(session: Session, level: str, which: str, text: str) -> int:
    """Raise or lower the level; raised to high, publishing stops in the same transaction."""
    from tweetplan.workspace import crisis

    return _shown(session, crisis.set_level(session.workspace, which, level, text))


@crisis_command.command("log")
@click.argument("text")
@WHICH
@verb
def log_command(session: Session, text: str, which: str) -> None:
    """Say something in the thread; any member may."""
    from tweetplan.workspace import crisis

    found = crisis.say(session.workspace, which, text)
    session.answer({"crisis": found.id, "text": text}, lambda: say(f"✓ on record: {text}"))


@crisis_command.command("check")
@click.argument("item")
@click.option("--open-again", is_flag=True, help="Take the tick away.")
@WHICH
@verb
def check_command(session: Session, item: str, open_again: bool, which: str) -> int:
    """Tick off an item of the checklist."""
    from tweetplan.workspace import crisis

    return _shown(session, crisis.tick(session.workspace, which, item, not open_again))


@crisis_command.command("confirm")
@click.argument("what", metavar="POST|TOOL")
@verb
def confirm_command(session: Session, what: str) -> None:
    """Confirm that a post, or all of a tool's posts, are paused over there."""
    confirm_paused(session, what)


@crisis_command.command("answer")
@click.argument("post")
@click.argument("verdict", type=click.Choice(["keep", "move", "drop"]))
@click.argument("slot", metavar="[SLOT]", default="")
@verb
def answer_command(session: Session, post: str, verdict: str, slot: str) -> None:
    """Decide on a frozen post after the end: keep it (in its slot, if that is to come), move it to a slot, drop it."""
    answer_frozen(session, post, verdict, slot, "crisis")


@crisis_command.command("close")
@click.argument("which", default="", metavar="[ID]")
@click.option(
    "--false-alarm", is_flag=True, help="It was none: ends it before anybody answered, without a post-mortem."
)
@WHY
@verb
def close_command(session: Session, which: str, false_alarm: bool, text: str) -> int:
    """End it: the post-mortem is due in 48 hours, and each frozen post waits for keep, move or drop."""
    from tweetplan.workspace import crisis

    return _shown(session, crisis.close(session.workspace, which, text, false_alarm=false_alarm))


def _shown(session: Session, found: "Crisis") -> int:
    """Show a crisis; exit code 3 while something must be paused elsewhere, or waits for an answer."""
    from tweetplan.workspace import crisis_view

    seen = crisis_view.view(session.workspace, found.id)
    session.answer(as_json(seen), lambda: _people(seen))
    return FOUND_PROBLEMS if seen.to_pause or seen.to_answer else 0


def as_json(seen: "CrisisView") -> dict[str, Any]:
    """A crisis with all that is known of it, as JSON has it."""
    crisis = seen.crisis
    return {
        "id": crisis.id, "title": crisis.name, "account": crisis.account or None, "drill": crisis.drill,
        "level": crisis.level, "definition": seen.definition, "stage": crisis.stage, "next": seen.next or None,
        "minutes_left": seen.minutes, "due": crisis.due or None, "opened_at": crisis.opened_at,
        "opened_by": crisis.opened_by, "closed_at": crisis.closed_at or None,
        "postmortem_due": crisis.postmortem_due or None, "postmortem_minutes_left": seen.postmortem_minutes,
        "postmortem": dict(crisis.postmortem), "response_minutes": seen.response_minutes,
        "authority": seen.turns, "everybody_decides": seen.everybody, "checklist": seen.items,
        "to_pause": [one.post for one in seen.to_pause], "to_answer": [one.post for one in seen.to_answer],
        "here": seen.here, "elsewhere": seen.elsewhere, "would_find": dict(crisis.found),
        "statements": seen.statements, "thread": seen.thread,
    }  # fmt: skip


def _people(seen: "CrisisView") -> None:
    crisis = seen.crisis
    say(f"{crisis.name} ({crisis.id}): level {crisis.level}, {seen.title}; {crisis.whose}")
    say(f"  {seen.definition}")
    if seen.next:
        say(f"  next: {seen.next}, {left_words(seen.minutes)}")
    if seen.postmortem_minutes is not None:
        until = crisis.postmortem_due[:16].replace("T", " ")
        say(f"  post-mortem by {until} UTC, {left_words(seen.postmortem_minutes)}")
    if crisis.open:
        print_table(("who decides", "login", "minutes", "left", "what"), [_turn(one) for one in seen.turns])
        if seen.everybody:
            say("  nobody has a role that may take the next step, so every member may")
        print_table(("list", "", "done by"), [(one.key, one.text, one.done_by) for one in seen.items])
    if seen.here or seen.elsewhere:
        heads = ("post", "where", "due (UTC)", "owner", "answer", "stage", "text")
        print_table(heads, [_frozen(one) for one in (*seen.elsewhere, *seen.here)])
    if crisis.open and seen.statements:
        rows = [(one.id, one.state, one.lang, one.text) for one in seen.statements]
        print_table(("statement", "state", "lang", "text"), rows)
    for told in (f"to pause elsewhere: {len(seen.to_pause)}" if seen.to_pause else "",
                 f"to keep, move or drop: {len(seen.to_answer)}" if seen.to_answer else ""):  # fmt: skip
        if told:
            say(f"! {told}")
    say("thread (UTC):")
    for entry in seen.thread:
        say(f"  {entry.at[:19].replace('T', ' ')} {entry.login}: {' '.join(entry.text.split())}")


def _turn(one: "Turn") -> tuple[object, ...]:
    return (one.role, ", ".join(one.logins) or "nobody", one.minutes, "" if one.left is None else left_words(one.left),
            ", ".join(one.decisions))  # fmt: skip


def _frozen(one: "Frozen") -> tuple[str, ...]:
    waits = "waits" if not one.answer and (one.place != "here" or one.released) else ""
    title = one.text.strip().partition("\n")[0]
    return (one.post, one.place, one.due[:16].replace("T", " "), one.owner, one.answer or waits, one.state, title[:40])


def left_words(minutes: int | None) -> str:
    """`12 min left`, `3 min late`, `no limit`."""
    if minutes is None:
        return "no limit"
    return f"{minutes} min left" if minutes >= 0 else f"{-minutes} min late"
