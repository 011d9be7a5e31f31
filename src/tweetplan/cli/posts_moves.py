"""Verbs that move posts: review, schedule, hold, drop, published; and what an account asks for before that."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli import posts_show
from tweetplan.cli.output import say, talk
from tweetplan.cli.session import Session, handles, verb
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import Finding, UsageProblem

if TYPE_CHECKING:
    from tweetplan.domain.approvals import ApprovalRule


def _findings(session: Session, identity: str) -> Sequence[Finding]:
    """What the checks of the installed plugins say of a stored post."""
    from tweetplan.analysis.drafts import check_post
    from tweetplan.plugins import Plugins
    from tweetplan.workspace import posts

    workspace = session.workspace
    return check_post(workspace, Plugins.load(environ=os.environ), posts.get(workspace, identity)).findings


def _words(name: str, words: Sequence[str]) -> str:
    text = " ".join(words).strip()
    if not text:
        raise UsageProblem(f"It needs a {name}.", f"Write the {name} after the id.")
    return text


@click.command("submit")
@click.argument("post", metavar="ID")
@verb
def submit(session: Session, post: str) -> None:
    """Send a post to review; refused (exit code 3) while a check finds an error that nobody waived."""
    from tweetplan.workspace import posts

    posts_show.answer(session, "Sent to review:", posts.submit(session.workspace, post, _findings(session, post)))


@click.command("approve")
@click.argument("post", metavar="ID")
@click.option("--comment", "-m", default="", help="Something to say with it.")
@click.option("--checked", multiple=True, metavar="N|all", help="The items of the checklist that you looked at.")
@verb
def approve(session: Session, post: str, comment: str, checked: tuple[str, ...]) -> None:
    """Say yes to the wording as it stands; never your own, and every item of the account's checklist looked at."""
    from tweetplan.workspace import approving, posts

    workspace = session.workspace
    held = posts.get(workspace, post)
    rule = approving.approval_rule(workspace, held.account)
    done = posts.approve(workspace, held.id, comment, _items(rule, checked))
    state = approving.standing_of(workspace, done)
    more = f" Still to come: {', '.join(state.missing)}." if state.missing else ""
    view = {**posts_show.row(done), "missing": state.missing, "advisory": True}
    session.answer(view, lambda: say(f"Approved: {posts_show.name(done)} ({done.id}).{more}"))


def _items(rule: "ApprovalRule", checked: Sequence[str]) -> Sequence[str]:
    """The items of a checklist that were named by number, or all."""
    if "all" in checked:
        return rule.checklist
    numbers = [piece for each in checked for piece in each.split(",")]
    if not all(each.isdigit() and 1 <= int(each) <= len(rule.checklist) for each in numbers):
        raise UsageProblem(f"The checklist has {len(rule.checklist)} items.", "Name them by number, or write all.")
    return [rule.checklist[int(each) - 1] for each in numbers]


@click.command("reject")
@click.argument("post", metavar="ID")
@click.argument("words", nargs=-1, metavar="COMMENT")
@click.option("--comment", "-m", "said", default="", help="The same, as an option.")
@verb
def reject(session: Session, post: str, words: tuple[str, ...], said: str) -> None:
    """Send a post in review back, with what should be changed."""
    from tweetplan.workspace import posts

    done = posts.ask_changes(session.workspace, post, said or _words("comment", words))
    posts_show.answer(session, "Sent back:", done)


@click.command("schedule")
@click.argument("post", metavar="ID")
@click.option("--slot", default="", metavar="ID", help="The slot to go out in, by id or as '2026-03-20 09:00'.")
@verb
def schedule(session: Session, post: str, slot: str) -> None:
    """Put a post on the schedule: it needs a slot to come, and the approvals that its account asks for."""
    from tweetplan.workspace import posts

    done = posts.schedule(session.workspace, post, slot, _findings(session, post))
    posts_show.answer(session, "Scheduled:", done)


def _simple(name: str, verb_name: str, told: str, words: str) -> click.Command:
    """A move that asks for nothing but the post."""

    @click.command(name, help=words)
    @click.argument("post", metavar="ID")
    @verb
    def move(session: Session, post: str) -> None:
        from tweetplan.workspace import posts

        posts_show.answer(session, told, getattr(posts, verb_name)(session.workspace, post))

    return move


def _reasoned(name: str, told: str, words: str, *, needed: bool, what: str = "REASON") -> click.Command:
    """A move that comes with a reason, or another word."""

    @click.command(name, help=words)
    @click.argument("post", metavar="ID")
    @click.argument("words", nargs=-1, metavar=what if needed else f"[{what}]")
    @click.option(f"--{what.lower()}", "said", default="", help="The same, as an option.")
    @verb
    def move(session: Session, post: str, words: tuple[str, ...], said: str) -> None:
        from tweetplan.workspace import posts

        reason = said or (_words("reason", words) if needed else " ".join(words))
        posts_show.answer(session, told, getattr(posts, name.replace("-", "_"))(session.workspace, post, reason))

    return move


@click.command("comment")
@click.argument("post", metavar="ID")
@click.argument("words", nargs=-1, metavar="TEXT")
@verb
def comment(session: Session, post: str, words: tuple[str, ...]) -> None:
    """Say something about a post."""
    from tweetplan.workspace import posts

    made = posts.comment(session.workspace, post, _words("comment", words))
    held = {"post": made.post, "login": made.login, "at": made.at, "text": made.text}
    session.answer(held, lambda: say(f"Said: {made.text}"))


@click.command("waive")
@click.argument("post", metavar="ID")
@click.argument("rule", metavar="RULE")
@click.argument("words", nargs=-1, metavar="REASON")
@click.option("--reason", "said", default="", help="The same, as an option.")
@verb
def waive(session: Session, post: str, rule: str, words: tuple[str, ...], said: str) -> None:
    """Take responsibility for a finding of the present wording, with the reason; what X refuses cannot be waived."""
    from tweetplan.workspace import posts

    made = posts.waive(session.workspace, post, rule, said or _words("reason", words))
    held = {"post": made.post, "rule": made.rule, "login": made.login, "at": made.at, "reason": made.reason}
    session.answer(held, lambda: say(f"Waived {made.rule} for this wording: {made.reason}"))


@click.command("published")
@click.argument("post", metavar="ID")
@click.argument("url", metavar="URL")
@verb
def published(session: Session, post: str, url: str) -> None:
    """Note that a post is out, by its link on X; refused while an approval that is asked for is missing."""
    from tweetplan.domain.goals import handle_key
    from tweetplan.domain.x_links import status_link
    from tweetplan.workspace import posts

    link = status_link(url)
    held = posts.get(session.workspace, post)
    if link.handle and handle_key(link.handle) not in (held.account, "@i"):
        talk(f"tweetplan: the link is of @{link.handle}, the post of {held.account}; taken as it is.")
    posts_show.answer(session, "Out:", posts.published(session.workspace, held.id, link.x_id, url.strip()))


@click.command("approval")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="The first main one, if not given.")
@click.option("--mode", type=click.Choice(["none", "one", "all", "steps"]), default=None)
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="Who approves; of steps in this order.")
@click.option("--check", "items", multiple=True, metavar="TEXT", help="An item that whoever approves looks at (T20).")
@click.option("--no-checklist", is_flag=True, help="Nothing to look at.")
@verb
def approval(
    session: Session, account: str, mode: Any, roles: tuple[str, ...], items: tuple[str, ...], no_checklist: bool
) -> None:
    """What an account asks for before a post goes out: shown, or changed by what is named."""
    from tweetplan.workspace import accounts, approving

    workspace = session.workspace
    key = accounts.chosen(workspace, account).key
    if mode or roles or items or no_checklist:
        checklist = () if no_checklist and not items else items or None
        rule = approving.set_approval_rule(workspace, key, mode, roles or None, checklist)
    else:
        rule = approving.approval_rule(workspace, key)
    note = approving.approvals_note(workspace)
    held = {"account": key, "mode": rule.mode, "roles": rule.roles, "checklist": rule.checklist, "advisory": True,
            "note": note}  # fmt: skip
    session.answer(held, lambda: _print_rule(key, rule, approving.rule_words(rule), note))


def _print_rule(key: str, rule: "ApprovalRule", words: str, note: str) -> None:
    say(f"{key}: {words}")
    for number, item in enumerate(rule.checklist, start=1):
        say(f"  {number}. {item}")
    say(note)


COMMANDS = (
    submit,
    approve,
    reject,
    _simple("withdraw", "withdraw", "Taken back:", "Take a post in review, or approved, back to draft."),
    schedule,
    _simple("unschedule", "unschedule", "Off the schedule:", "Take a post off the schedule; it stays approved."),
    _reasoned(
        "hand-off", "Handed off:", "Note that a scheduled post was given to another tool.", needed=False, what="TOOL"
    ),
    _reasoned("take-back", "Taken back:", "Note that a post was taken out of the tool it was in.", needed=False),
    _reasoned("hold", "Held:", "Keep a post back, with the reason.", needed=True),
    _simple("release", "release", "Released:", "Let a held post go on from where it was."),
    _reasoned("drop", "Dropped:", "Give a post up; its slot is free again.", needed=False),
    _simple("revive", "revive", "Taken up again:", "Take an expired or dropped post up again, as a draft."),
    comment,
    waive,
    published,
    approval,
)
