"""The verb `advise`: the next best actions with their because, refreshed in this process, and answered."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.output import Right, print_findings, print_table, say, talk
from tweetplan.cli.session import DAY, Session, handles, on_one_core, verb

if TYPE_CHECKING:
    from tweetplan.analysis.habits import Outcome, Trust
    from tweetplan.domain.findings import Finding
    from tweetplan.domain.recommendations import Advice
    from tweetplan.workspace.core import Workspace

SHORT = 6
"""Characters of an id that people see; the verbs take any beginning that is clear."""


@click.group("advise", invoke_without_command=True)
@click.option("--refresh", is_flag=True, help="Compute it now, if anything changed.")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="Only this account's.")
@click.option("--all", "everything", is_flag=True, help="Also what does not fit into today.")
@click.option("--progress", type=click.Choice(("json",)), default=None, help="Progress as JSON lines on stderr.")
@verb
def advise_command(session: Session, refresh: bool, account: str, everything: bool, progress: str | None) -> None:
    """What to do next, why, and what it does to the chance of a goal; accept, dismiss or snooze it by its id.

    Without --refresh it shows what was computed last.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    from tweetplan.workspace import accounts, advice

    workspace, findings = _refreshed(session, progress) if refresh else (session.workspace, ())
    key = accounts.get(workspace, account).key if account else ""
    found = advice.listing(workspace, key)
    shown = [one for one in found if everything or one.chosen]

    def people() -> None:
        _print(shown, len(found) - len(shown), found)
        print_findings(findings, stream=sys.stderr)

    session.answer([row(one) for one in (found if session.json else shown)], people)


def _refreshed(session: Session, progress: str | None) -> "tuple[Workspace, Sequence[Finding]]":
    """Compute the advice, unless it is new; the workspace that was opened again, and the plugins that failed."""
    import json

    on_one_core()
    from tweetplan.analysis.advising import refresh

    workspace = session.declared
    place = str(workspace.db.path)

    def report(share: float, words: str) -> None:
        if progress:
            print(json.dumps({"done": share, "total": 1.0, "message": words}), file=sys.stderr, flush=True)

    opened, told = refresh(workspace, lambda: session.opened(place), report)
    session.replace(opened)
    return opened, told.findings


@advise_command.command("accept")
@click.argument("identity", metavar="ID")
@click.option("--due", type=DAY, default=None, help="The day of the task; else the one advised.")
@verb
def accept_command(session: Session, identity: str, due: date | None) -> None:
    """Do it: a task or a slot, a soft budget, another hour, a raised target; `tweetplan undo` takes it back."""
    from tweetplan.workspace import advice

    found = advice.accept(session.workspace, identity, due=due)
    answer = {"id": found.advice.id, "made": found.made, "title": found.advice.recommendation.title}
    session.answer(answer, lambda: say(f"{found.said} ({found.made})."))


@advise_command.command("dismiss")
@click.argument("identity", metavar="ID")
@click.option("--reason", default="", metavar="TEXT", help="wrong, no time, not now, or words of yours.")
@verb
def dismiss_command(session: Session, identity: str, reason: str) -> None:
    """Set it aside; `wrong` teaches that its rule is of little use, `no time` that it takes longer."""
    from tweetplan.workspace import advice

    found = advice.dismiss(session.workspace, identity, reason)
    session.answer({"id": found.id, "reason": reason}, lambda: say(f"Dismissed: {found.recommendation.title}."))


@advise_command.command("snooze")
@click.argument("identity", metavar="ID")
@click.option("--until", type=DAY, default=None, help="The day on which it may come back; else in a week.")
@verb
def snooze_command(session: Session, identity: str, until: date | None) -> None:
    """Hide it until a day."""
    from tweetplan.workspace import advice

    found = advice.snooze(session.workspace, identity, until)
    session.answer({"id": found.id, "until": until}, lambda: say(f"Snoozed: {found.recommendation.title}."))


@advise_command.command("trust")
@verb
def trust_command(session: Session) -> None:
    """Whether advice kept its word: what was predicted when it was accepted, and what came in the four weeks after."""
    from tweetplan.analysis.habits import trust

    found = trust(session.workspace)
    session.answer([_record(one) for one in found], lambda: _print_trust(found))


def row(one: "Advice") -> dict[str, Any]:
    """One piece of advice as `advise --json` prints it."""
    told = one.recommendation
    return {
        "id": one.id,
        "rank": one.rank,
        "title": told.title,
        "kind": told.kind,
        "goal": told.goal or None,
        "account": told.account or None,
        "rule": told.rule,
        "plugin": one.plugin,
        "must": told.must,
        "chosen": one.chosen,
        "explore": one.explore,
        "minutes": told.minutes,
        "due": told.due,
        "role": told.role,
        "effect": told.effect,
        "p_now": one.p_now,
        "p_done": one.p_done,
        "p_done_low": one.p_done_low,
        "p_done_high": one.p_done_high,
        "belief": one.belief,
        "adoption": one.adoption,
        "score": one.score,
        "because": told.because,
        "sentences": one.sentences,
        "do": told.do or None,
        "made_at": one.made_at,
        "stale": one.stale,
    }


def _print(shown: "Sequence[Advice]", more: int, found: "Sequence[Advice]") -> None:
    rows = [
        (
            one.id[:SHORT],
            _mark(one),
            Right(f"{one.recommendation.minutes} min"),
            Right(_gain(one)),
            one.recommendation.title,
        )
        for one in shown
    ]
    print_table(("id", "", "takes", "points", "what"), rows, "Nothing to advise: `tweetplan advise --refresh` looks.")
    for one in shown:
        say()
        say(f"{one.id[:SHORT]}  {one.recommendation.title} ({one.recommendation.rule}, {one.plugin})")
        for line in one.sentences:
            say(f"    {line}")
    if more:
        say()
        say(f"{more} more do not fit into today: `tweetplan advise --all`.")
    if any(one.stale for one in found):
        talk("Something changed since this was computed: `tweetplan advise --refresh`.")


def _mark(one: "Advice") -> str:
    return "must" if one.recommendation.must else "try" if one.explore else ""


def _gain(one: "Advice") -> str:
    if one.p_now is None or one.p_done is None:
        return ""
    return f"{(one.p_done - one.p_now) * 100:+.1f}"


def _record(one: "Trust") -> dict[str, Any]:
    outcomes = [{**_outcome(held), "predicted": held.predicted} for held in one.outcomes]
    return {"rule": one.rule, "slope": one.slope, "outcomes": outcomes}


def _outcome(held: "Outcome") -> dict[str, Any]:
    names = ("title", "goal", "account", "accepted_on", "measure", "before", "after", "due", "said", "came")
    return {name: getattr(held, name) for name in names}


def _print_trust(found: "Sequence[Trust]") -> None:
    rows = [
        (one.rule, held.title, held.accepted_on, _change(held.said), _change(held.came) if held.came is not None
         else f"known from {held.due}")
        for one in found for held in one.outcomes
    ]  # fmt: skip
    print_table(("rule", "advice", "accepted", "said", "came"), rows, "No advice with an effect was accepted yet.")
    for one in found:
        say(f"{one.rule}: gains are counted × {one.slope:.2f}.")
    if found:
        say("What came is the four weeks after over the four before; other things changed in them too.")


def _change(share: float | None) -> Right:
    return Right("–" if share is None else f"{share * 100:+.1f} %")
