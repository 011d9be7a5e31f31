"""Verbs of decisions, insights and reports, below `tweetplan review`."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import DAY, FIGURE, Session, handles, verb
from tweetplan.domain.reviews import DECISION_KINDS, REPORT, WORKED

if TYPE_CHECKING:
    from tweetplan.domain.reviews import Decision, Report

SHORT = 6


@click.command("decide")
@click.argument("text", metavar="TEXT")
@click.option("--kind", type=click.Choice(DECISION_KINDS), default="decision", show_default=True)
@click.option("--reason", default="", help="Why; for an insight, the figures behind it.")
@click.option("--option", "options", multiple=True, metavar="TEXT", help="What can be chosen; twice or more.")
@click.option("--deadline", type=DAY, default=None, help="Until when; the decision is open until it is taken.")
@click.option("--owner", default="", metavar="LOGIN", help="Who takes it, or carries it out.")
@click.option("--review", default="", metavar="ID", help="The meeting it is from: “data 2026-W12”.")
@click.option("--outcome", default="", metavar="TEXT", help="What was decided, if it is.")
@verb
def decide_command(session: Session, text: str, **given: Any) -> None:
    """Put a question to the team in writing (options, deadline), or note a decision, an insight, a platform change."""
    from tweetplan.workspace import decisions

    made = decisions.open_decision(session.workspace, text, **given)
    session.answer(row(made), lambda: say(f"✓ {made.kind} {made.id[:SHORT]}: {made.text} ({made.state})"))


@click.command("decisions")
@click.option("--state", type=click.Choice(["open", "decided", "dropped"]), default=None)
@click.option("--kind", type=click.Choice(DECISION_KINDS), default=None)
@verb
def decisions_command(session: Session, state: str | None, kind: str | None) -> None:
    """Decisions, insights and changes: the open ones first, by deadline."""
    from tweetplan.workspace import decisions

    found = decisions.listing(session.workspace, state=state or "", kind=kind or "")
    rows = [(one.id[:SHORT], one.kind, one.state, one.deadline, one.owner, one.text, one.outcome) for one in found]
    head = ("id", "kind", "state", "by", "owner", "what", "outcome")
    empty = "None yet: `tweetplan review decide` notes one."
    session.answer([row(one) for one in found], lambda: print_table(head, rows, empty))


@click.command("say")
@click.argument("identity", metavar="ID")
@click.argument("option", metavar="OPTION")
@click.option("--because", default="", metavar="TEXT")
@verb
def say_command(session: Session, identity: str, option: str, because: str) -> None:
    """Say in writing what you think of an open decision."""
    from tweetplan.workspace import decisions

    made = decisions.say(session.workspace, identity, option, because)
    session.answer(row(made), lambda: say(f"✓ {len(made.voices)} voices on “{made.text}”"))


@click.command("close")
@click.argument("identity", metavar="ID")
@click.argument("outcome", metavar="OPTION", default="yes")
@click.option("--because", default="", metavar="TEXT")
@verb
def close_command(session: Session, identity: str, outcome: str, because: str) -> None:
    """Take an open decision: one of its options, or yes or no."""
    from tweetplan.workspace import decisions

    made = decisions.decide(session.workspace, identity, outcome, because)
    session.answer(row(made), lambda: say(f"✓ {made.text}: {made.outcome}"))


@click.command("drop")
@click.argument("identity", metavar="ID")
@click.option("--reason", required=True)
@verb
def drop_command(session: Session, identity: str, reason: str) -> None:
    """Give up an open decision."""
    from tweetplan.workspace import decisions

    made = decisions.drop(session.workspace, identity, reason)
    session.answer(row(made), lambda: say(f"✓ dropped: {made.text}"))


@click.command("action")
@click.argument("identity", metavar="ID")
@click.argument("title", default="")
@click.option("--due", type=DAY, default=None, help="Today, if not given.")
@click.option("--owner", default="", metavar="LOGIN")
@click.option("--role", default="", help="strategist, creator, community, analyst or crisis_manager.")
@click.option("--minutes", type=int, default=30, show_default=True)
@click.option("--part", default="", metavar="NAME", help="In place of a task, a soft budget: of which format.")
@click.option("--share", type=FIGURE, default=None, metavar="40%", help="The share of posts that it is to have.")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="The account of the budget.")
@click.option("--axis", default="format", show_default=True, help="The budget's axis.")
@verb
def action_command(
    session: Session, identity: str, title: str, due: date | None, owner: str, role: str, minutes: int, part: str,
    share: float | None, account: str, axis: str,
) -> None:  # fmt: skip
    """Make a task of a decision or an insight; with --part, --share and --account a soft budget (T14)."""
    from tweetplan.workspace import decisions

    if part or share is not None:
        if not part or share is None or not account:
            raise click.UsageError("A budget needs --part, --share and --account.")
        made = decisions.act_on_mix(session.workspace, identity, account, part, share, axis)
        session.answer(row(made), lambda: say(f"✓ budget {made.mix}: {made.text}"))
        return
    made, task = decisions.act(session.workspace, identity, title, due=due, owner=owner, role=role, minutes=minutes)
    session.answer(row(made), lambda: say(f"✓ task {task.id} ({task.due}): {task.title}"))


@click.group("report")
def report_command() -> None:
    """Reports: collect → analyse → present → retrospective, with owner, due day and evidence (T08)."""


def _pairs(given: tuple[str, ...], what: str) -> dict[str, str]:
    """`collect=ana` as a pair; raises a usage error for anything else."""
    found = {}
    for text in given:
        stage, sign, value = text.partition("=")
        if not sign or stage not in WORKED:
            raise click.UsageError(f"Write {what} like {WORKED[0]}=…; the stages are {', '.join(WORKED)}.")
        found[stage] = value
    return found


@report_command.command("start")
@click.argument("title")
@click.option("--period", default="", metavar="PERIOD", help="What it is about.")
@click.option("--owner", "owners", multiple=True, metavar="STAGE=LOGIN", help="You, if not given.")
@click.option("--due", "dues", multiple=True, metavar="STAGE=DAY", help="2, 2, 3 and 7 days apart, if not given.")
@verb
def start_command(session: Session, title: str, period: str, owners: tuple[str, ...], dues: tuple[str, ...]) -> None:
    """Begin a report."""
    from tweetplan.workspace import reports

    days = {stage: DAY.convert(text, None, None) for stage, text in _pairs(dues, "--due").items()}
    made = reports.start(session.workspace, title, period=period, owners=_pairs(owners, "--owner"), dues=days)
    session.answer(_report(made), lambda: _print_report(made))


@report_command.command("list")
@click.option("--all", "everything", is_flag=True, help="The finished ones too.")
@verb
def list_command(session: Session, everything: bool) -> None:
    """The reports under way, by when they are due."""
    from tweetplan.workspace import reports

    found = reports.listing(session.workspace, everything=everything)
    rows = [
        (one.id[:SHORT], one.title, one.stage, at.owner if (at := one.now) else "", at.due if at else "")
        for one in found
    ]
    empty = "No report is under way: `tweetplan review report start TITLE`."
    session.answer(
        [_report(one) for one in found], lambda: print_table(("id", "report", "stage", "owner", "due"), rows, empty)
    )


@report_command.command("next")
@click.argument("identity", metavar="ID|TITLE")
@click.option("--evidence", required=True, metavar="TEXT", help="What shows that this stage is done: a file, a link.")
@verb
def next_command(session: Session, identity: str, evidence: str) -> None:
    """Finish the stage that it is in, and tell the next owner."""
    from tweetplan.workspace import reports

    made = reports.move(session.workspace, identity, evidence)
    session.answer(_report(made), lambda: _print_report(made))


@report_command.command("back")
@click.argument("identity", metavar="ID|TITLE")
@click.option("--reason", required=True)
@verb
def back_command(session: Session, identity: str, reason: str) -> None:
    """Send it one stage back."""
    from tweetplan.workspace import reports

    made = reports.back(session.workspace, identity, reason)
    session.answer(_report(made), lambda: _print_report(made))


@report_command.command("drop")
@click.argument("identity", metavar="ID|TITLE")
@click.option("--reason", required=True)
@verb
def drop_report_command(session: Session, identity: str, reason: str) -> None:
    """Give it up."""
    from tweetplan.workspace import reports

    made = reports.drop(session.workspace, identity, reason)
    session.answer(_report(made), lambda: _print_report(made))


def _print_report(one: "Report") -> None:
    say(f"{one.title} ({one.id}): {REPORT.stage(one.stage).title}")
    for held in one.work:
        mark = "→" if held.stage == one.stage else "✓" if held.evidence else "·"
        shown = f": {held.evidence} ({held.by})" if held.evidence else ""
        say(f"  {mark} {held.stage}, {held.owner}, due {held.due}{shown}")


def row(one: "Decision") -> dict[str, Any]:
    """A decision as JSON shows it."""
    return {
        "id": one.id, "kind": one.kind, "text": one.text, "reason": one.reason, "options": one.options,
        "deadline": one.deadline or None, "owner": one.owner, "review": one.review, "by": one.login, "at": one.at,
        "state": one.state, "outcome": one.outcome, "decided_by": one.decided_by, "decided_at": one.decided_at,
        "task": one.task or None, "mix": one.mix or None, "voices": one.voices,
    }  # fmt: skip


def _report(one: "Report") -> dict[str, Any]:
    return {"id": one.id, "title": one.title, "period": one.period, "stage": one.stage, "work": one.work}


COMMANDS: tuple[click.Command, ...] = (
    decide_command, decisions_command, say_command, close_command, drop_command, action_command, report_command,
)  # fmt: skip
"""What `tweetplan review` takes in."""
