"""Verbs of the win-back programme: its causes, where it stands, and its moves (W01–W16)."""

from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.audience_mentions import ACCOUNT
from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.winback import Programme, verdict_words

if TYPE_CHECKING:
    from tweetplan.workspace.winback import Standing

MARKS = {"yes": "!", "no": "·", "unknown": "?"}


@click.command("causes")
@ACCOUNT
@verb
def causes(session: Session, account: str) -> None:
    """Why followers leave, cause by cause from your own figures, with n; "cannot tell" where data is missing."""
    from tweetplan.analysis.winback_causes import causes as of

    found = of(session.workspace, account)

    def people() -> None:
        rows = [(MARKS[one.verdict], one.title, one.n, one.words) for one in found.causes]
        print_table(("", "cause", "n", "figures"), rows)
        for peak in found.peaks:
            said = "; ".join(peak.posts) or "nothing of ours"
            say(f"{peak.day}: {peak.unfollows} left ({peak.usual:g} usual); posted then: {said}")
        say(f"{found.account}: {found.summary}.")

    session.answer({"account": found.account, "known_to": found.known_to or None, "summary": found.summary,
                    "causes": found.causes, "peaks": found.peaks}, people)  # fmt: skip


@click.command("refollows")
@ACCOUNT
@verb
def refollows(session: Session, account: str) -> None:
    """Who left and who came back, between the lists of followers of your X archives."""
    from tweetplan.analysis.audience import refollows as of
    from tweetplan.workspace import accounts

    found = of(session.workspace, accounts.chosen(session.workspace, account))

    def people() -> None:
        if found["lost"] is None:
            say(f"{len(found['lists'])} lists of followers are stored; two are needed: import X archives of two days.")
            return
        head = ("list of", "followers", "gained", "lost", "came back")
        print_table(head, [tuple(step.values()) for step in found["steps"]])
        rate = f"{found['rate']:.1%}" if found["rate"] is not None else "nobody left"
        say(f"Re-follow rate: {rate} ({found['came_back']} of {found['lost']}).")

    session.answer(found, people)


@click.group("winback")
def winback() -> None:
    """The win-back programme: start, activate, show, judge, close, stop, policy."""


@winback.command("show")
@ACCOUNT
@verb
def show(session: Session, account: str) -> None:
    """Where the programme stands; no figure of it before its first full weeks are over."""
    from tweetplan.workspace import winback as verbs

    ws = session.workspace
    found = verbs.current(ws, account) or next(iter(verbs.listing(ws, account)), None)
    if found is None:
        session.answer(None, lambda: say("No programme yet: `tweetplan audience winback start` begins with the cause."))
        return
    told = verbs.standing(ws, found)
    session.answer(_standing(told), lambda: _print(told))


@winback.command("start")
@ACCOUNT
@click.option("--cause", default=None, help="Why they leave; without it, what the figures say.")
@verb
def start(session: Session, account: str, cause: str | None) -> None:
    """Begin with the diagnosis: a poll, gentle questions, competitors and peaks become tasks."""
    from tweetplan.workspace import winback as verbs

    if cause is None:
        from tweetplan.analysis.winback_causes import causes as of

        cause = of(session.workspace, account).summary
    made = verbs.start(session.workspace, account, cause)
    session.answer(_row(made), lambda: say(f"✓ begun: {made.cause}. Next: `tweetplan audience winback activate`."))


@winback.command("activate")
@ACCOUNT
@verb
def activate(session: Session, account: str) -> None:
    """Draw the cohort of the silent and a hold-out by lot, and begin the cycle."""
    from tweetplan.workspace import winback as verbs

    made = verbs.activate(session.workspace, account)
    held = made.cohort
    said = f"✓ {len(held.invited)} may be invited, {len(held.held_out)} are left alone by lot"
    session.answer(_row(made), lambda: say(said))


@winback.command("judge")
@ACCOUNT
@verb
def judge(session: Session, account: str) -> None:
    """Write down what it showed; locked before the first full weeks of the cycle are over."""
    from tweetplan.workspace import winback as verbs

    made = verbs.judge(session.workspace, account)
    session.answer(_row(made), lambda: say(made.verdict))


@winback.command("close")
@ACCOUNT
@verb
def close(session: Session, account: str) -> None:
    """End a programme that was judged."""
    from tweetplan.workspace import winback as verbs

    made = verbs.close(session.workspace, account)
    session.answer(_row(made), lambda: say("✓ closed"))


@winback.command("stop")
@ACCOUNT
@verb
def stop(session: Session, account: str) -> None:
    """End it without a verdict; it never gets one."""
    from tweetplan.workspace import winback as verbs

    made = verbs.stop(session.workspace, account)
    session.answer(_row(made), lambda: say("✓ stopped"))


@winback.command("policy")
@ACCOUNT
@verb
def policy(session: Session, account: str) -> None:
    """When a change of X's rules lost followers: the playbook as tasks."""
    from tweetplan.workspace import winback as verbs

    made = verbs.policy_tasks(session.workspace, account)
    rows = [(task.due, task.title, task.why) for task in made]
    data = [{"id": task.id, "due": task.due, "title": task.title, "why": task.why} for task in made]
    session.answer(data, lambda: print_table(("due", "task", "why"), rows, "These tasks are there already."))


def _row(one: Programme) -> dict[str, Any]:
    return {
        "id": one.id, "account": one.account, "state": one.state, "started": one.started, "ended": one.ended or None,
        "activated": one.activated or None, "cause": one.cause, "invited": len(one.cohort.invited),
        "held_out": one.cohort.held_out, "seed": one.seed, "verdict": one.verdict or None,
    }  # fmt: skip


def _standing(told: "Standing") -> dict[str, Any]:
    return {**_row(told.programme), "week": told.week, "judged_from": told.judged_from, "due": told.due,
            "locked": told.locked or None, "groups": told.groups}  # fmt: skip


def _print(told: "Standing") -> None:
    one = told.programme
    say(f"{one.account}: {one.state}, begun {one.started}; cause: {one.cause or 'not said'}")
    if one.activated:
        held = one.cohort
        say(f"week {told.week} since {one.activated}")
        say(f"{len(held.invited)} may be invited, {len(held.held_out)} are left alone by lot")
        say(f"verdict from {told.judged_from}, due by {told.due}")
    if one.verdict:
        say(one.verdict)
    elif told.locked:
        say(f"No figure yet: {told.locked}.")
    elif told.groups is not None:
        say(verdict_words(told.groups))
