"""What belongs to crises on the command line: the authority matrix (T17), statements, post-mortems (T19), playbooks."""

from typing import TextIO

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.crisis import LEVELS
from tweetplan.domain.crisis_rights import DECISIONS, MOST_MINUTES
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import UsageProblem

LEVEL = click.Choice(LEVELS)
FILE = click.option("--file", "file", type=click.File("r", encoding="utf-8"), default=None, help="`-` reads stdin.")


@click.group("matrix", invoke_without_command=True)
@verb
@click.pass_context
def matrix_command(context: click.Context, session: Session) -> None:
    """Who may decide what at which level, and within how many minutes (T17)."""
    if context.invoked_subcommand is None:
        _show_matrix(session)


@matrix_command.command("set")
@click.argument("level", type=LEVEL)
@click.argument("role", type=click.Choice(ROLES))
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), required=True, help="Within which they decide.")
@click.option("--may", required=True, metavar="A,B", help=f"Of {', '.join(DECISIONS)}; `none` for nothing.")
@verb
def set_command(session: Session, level: str, role: str, minutes: int, may: str) -> None:
    """Say what a role may decide at a level."""
    from tweetplan.domain.crisis_rights import Right
    from tweetplan.workspace import crisis_rights

    chosen = tuple(dict.fromkeys(each.strip() for each in may.split(",") if each.strip() and each.strip() != "none"))
    crisis_rights.set_right(session.workspace, Right(level, role, minutes, chosen))
    _show_matrix(session)


@matrix_command.command("reset")
@verb
def reset_command(session: Session) -> None:
    """Go back to the default matrix."""
    from tweetplan.workspace import crisis_rights

    crisis_rights.reset(session.workspace)
    _show_matrix(session)


def _show_matrix(session: Session) -> None:
    from tweetplan.domain.crisis import DEFINITIONS
    from tweetplan.domain.crisis_rights import plain_matrix
    from tweetplan.workspace import crisis_rights

    held = crisis_rights.matrix(session.workspace)

    def people() -> None:
        for level in LEVELS:
            say(f"{level}: {DEFINITIONS[level]}")
        rows = [(one.level, one.role, one.minutes, ", ".join(crisis_rights.having(session.workspace, (one.role,))),
                 ", ".join(one.decisions)) for one in held.rights]  # fmt: skip
        print_table(("level", "role", "minutes", "login", "may decide"), rows)

    session.answer(plain_matrix(held), people)


@click.group("statement")
def statement_command() -> None:
    """Holding statements: list, add, edit, approve, use, retire."""


@statement_command.command("list")
@click.option("--level", type=LEVEL, default=None, help="For this level, and for any.")
@click.option("--lang", default="")
@click.option("--approved", is_flag=True, help="Those that may be used.")
@verb
def statements_command(session: Session, level: str | None, lang: str, approved: bool) -> None:
    """The holding statements, those that may be used first."""
    from tweetplan.workspace import crisis_papers

    state = "approved" if approved else ""
    found = crisis_papers.statements(session.workspace, level=level or "", lang=lang, state=state)
    rows = [(one.id, one.level or "any", one.lang, one.state, one.approved_by, one.text) for one in found]
    heads = ("id", "level", "lang", "state", "approved by", "text")
    empty = "No statement yet: `tweetplan crisis statement add TEXT` writes one."
    session.answer(found, lambda: print_table(heads, rows, empty=empty))


@statement_command.command("add")
@click.argument("text")
@click.option("--level", type=LEVEL, default=None, help="Else any level.")
@click.option("--lang", default="en", show_default=True)
@verb
def add_statement_command(session: Session, text: str, level: str | None, lang: str) -> None:
    """Write a statement as a draft; it may be used once somebody who may has approved it."""
    from tweetplan.workspace import crisis_papers

    made = crisis_papers.write_statement(session.workspace, text, level=level or "", lang=lang)
    session.answer(made, lambda: say(f"✓ draft {made.id}"))


@statement_command.command("edit")
@click.argument("which")
@click.argument("text")
@click.option("--lang", default="")
@verb
def edit_statement_command(session: Session, which: str, text: str, lang: str) -> None:
    """Write a statement anew: it is a draft again."""
    from tweetplan.workspace import crisis_papers

    made = crisis_papers.write_statement(session.workspace, text, lang=lang, identity=which)
    session.answer(made, lambda: say(f"✓ {made.id} is a draft again"))


@statement_command.command("approve")
@click.argument("which")
@verb
def approve_statement_command(session: Session, which: str) -> None:
    """Approve somebody else's draft, with the right to at its level."""
    from tweetplan.workspace import crisis_papers

    made = crisis_papers.approve_statement(session.workspace, which)
    session.answer(made, lambda: say(f"✓ {made.id} is approved by {made.approved_by}"))


@statement_command.command("retire")
@click.argument("which")
@verb
def retire_statement_command(session: Session, which: str) -> None:
    """Take a statement out of use."""
    from tweetplan.workspace import crisis_papers

    made = crisis_papers.retire_statement(session.workspace, which)
    session.answer(made, lambda: say(f"✓ {made.id} is retired"))


@statement_command.command("use")
@click.argument("which")
@click.option("--crisis", "crisis_id", default="", metavar="ID", help="Else the only one that goes on.")
@verb
def use_statement_command(session: Session, which: str, crisis_id: str) -> None:
    """Print an approved statement to publish by hand, and note it in the thread."""
    from tweetplan.workspace import crisis_papers

    made = crisis_papers.use_statement(session.workspace, which, crisis_id)

    def people() -> None:
        for row in made.text.splitlines():
            say(row)

    session.answer(made, people)


@click.command("postmortem")
@click.argument("which", default="", metavar="[ID]")
@FILE
@verb
def postmortem_command(session: Session, which: str, file: TextIO | None) -> None:
    """Print the post-mortem's template with the thread, or store it filled in: it is kept as a case (T19)."""
    from tweetplan.workspace import crisis_papers

    if file is not None:
        done = crisis_papers.write_postmortem(session.workspace, which, file.read())
        session.answer({"id": done.id, "stage": done.stage, "postmortem": dict(done.postmortem)},
                       lambda: say(f"✓ {done.name} is kept as a case"))  # fmt: skip
        return
    text = crisis_papers.postmortem_text(session.workspace, which)

    def people() -> None:
        for row in text.splitlines():
            say(row)

    session.answer({"template": text}, people)


@click.group("playbook")
def playbook_command() -> None:
    """Playbooks, each version kept: list, show, write."""


@playbook_command.command("list")
@verb
def playbooks_command(session: Session) -> None:
    """The playbooks with their newest version."""
    from tweetplan.workspace import crisis_view

    found = crisis_view.newest_books(session.workspace)
    empty = "No playbook yet: `tweetplan crisis playbook write NAME` writes one."
    rows = [(one.name, one.number, one.body.partition("\n")[0]) for one in found]
    session.answer(found, lambda: print_table(("name", "version", "begins"), rows, empty=empty))


@playbook_command.command("show")
@click.argument("name")
@click.option("--number", type=click.IntRange(1), default=None, help="Else the newest.")
@verb
def show_playbook_command(session: Session, name: str, number: int | None) -> None:
    """A playbook as it is, or one of its versions."""
    from tweetplan.workspace import crisis_papers

    found = crisis_papers.playbook(session.workspace, name, number or 0)

    def people() -> None:
        say(f"{found.name}, version {found.number}")
        for row in found.body.splitlines():
            say(row)

    session.answer(found, people)


@playbook_command.command("write")
@click.argument("name")
@click.option("--text", default="", help="The playbook itself.")
@FILE
@click.option("--case", default="", metavar="ID", help="The crisis that it was learnt from.")
@verb
def write_playbook_command(session: Session, name: str, text: str, file: TextIO | None, case: str) -> None:
    """Write the next version of a playbook; the one before stays."""
    from tweetplan.workspace import crisis_papers

    if bool(text) == (file is not None):
        raise UsageProblem("A playbook comes as --text or from a --file.")
    made = crisis_papers.write_playbook(session.workspace, name, text or (file.read() if file else ""), case)
    session.answer(made, lambda: say(f"✓ {made.name}, version {made.number}"))


COMMANDS = (matrix_command, statement_command, postmortem_command, playbook_command)
"""What stands under `tweetplan crisis` beside the crisis itself."""
