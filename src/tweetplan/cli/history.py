"""Verbs about what was done: the log, undo and redo."""

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.operations import Operation

SHORT = 8
"""Characters of an operation's id that people see; undo and redo take any beginning that is clear."""


@click.command("log")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most so many.")
@click.option("--by", "login", default="", metavar="LOGIN", help="Only what this person did.")
@click.option("--verb", "kind", default="", metavar="VERB", help="Only one verb or family: `goal`, `task.done`.")
@click.option("--changes", is_flag=True, help="With --json: every record as it was and as it became.")
@verb
def log_command(session: Session, limit: int, login: str, kind: str, changes: bool) -> None:
    """Who did what, newest first."""
    from tweetplan.workspace.history import log

    found = log(session.workspace, limit, login=login, verb=kind)

    def people() -> None:
        rows = [
            (entry.id[:SHORT], _minute(entry.at), entry.actor.login, _state(entry), entry.summary or entry.verb)
            for entry in found
        ]
        print_table(("id", "when (UTC)", "who", "", "what"), rows, "Nothing was done here yet.")

    session.answer([_row(entry, changes) for entry in found], people)


@click.command("undo")
@click.argument("operation", metavar="[ID]", default="")
@verb
def undo_command(session: Session, operation: str) -> None:
    """Undo your last change, or the operation with this id (or its beginning) from the log."""
    from tweetplan.workspace.history import undo

    _answer(session, undo(session.workspace, operation))


@click.command("redo")
@click.argument("operation", metavar="[ID]", default="")
@verb
def redo_command(session: Session, operation: str) -> None:
    """Do again what your last undo took back, or the undo with this id."""
    from tweetplan.workspace.history import redo

    _answer(session, redo(session.workspace, operation))


def _answer(session: Session, done: Operation) -> None:
    session.answer(_row(done, False), lambda: say(done.summary))


def _row(entry: Operation, changes: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "id": entry.id,
        "seq": entry.seq,
        "at": entry.at,
        "login": entry.actor.login,
        "uid": entry.actor.uid,
        "host": entry.actor.host,
        "note": entry.actor.note,
        "verb": entry.verb,
        "summary": entry.summary,
        "batch": entry.batch,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
    }
    return {**row, "changes": entry.changes} if changes else row


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def _state(entry: Operation) -> str:
    return "undone" if entry.undone_by else ""
