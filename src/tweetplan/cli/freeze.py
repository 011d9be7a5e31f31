"""The freeze: stop all publishing, see what must be paused elsewhere, and let go so that nothing fires late (T18)."""

from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import FOUND_PROBLEMS, Session, handles, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.domain.freezes import Found, Standing

ACCOUNT = click.option("--account", default="", metavar="@H", shell_complete=handles, help="Else every account.")


@click.group("freeze", invoke_without_command=True)
@click.option("--reason", default="", metavar="TEXT", help="Why; everybody reads it.")
@ACCOUNT
@click.option("--minutes", type=click.IntRange(1, 1440), default=None, help="Until tools are confirmed as paused.")
@verb
@click.pass_context
def freeze_command(
    context: click.Context, session: Session, reason: str, account: str, minutes: int | None
) -> int | None:
    """Hold all publishing at once, and say what it cannot hold: exit code 3 while a tool must be paused."""
    if context.invoked_subcommand is not None:
        return None
    from tweetplan.workspace import freezing

    if not reason:
        raise UsageProblem("A freeze says why.", "`tweetplan freeze --reason …`; `tweetplan freeze status` looks.")
    found = freezing.freeze(session.workspace, reason, account=account, minutes=minutes)
    session.answer(_json(found), lambda: _print(found))
    return FOUND_PROBLEMS if found.open_tools else 0


@freeze_command.command("status")
@verb
def status(session: Session) -> int:
    """What is frozen, what was found, and what still waits for somebody."""
    from tweetplan.workspace import freezing

    found = freezing.status(session.workspace)

    def people() -> None:
        for each in found:
            _print(each)
        if not found:
            say("Nothing is frozen, and nothing waits after a freeze.")

    session.answer([_json(each) for each in found], people)
    return FOUND_PROBLEMS if any(each.open_tools for each in found) else 0


@freeze_command.command("confirm")
@click.argument("what", metavar="POST|TOOL")
@verb
def confirm(session: Session, what: str) -> None:
    """Confirm that a post, or all of a tool's posts, are paused over there."""
    confirm_paused(session, what)


@freeze_command.command("answer")
@click.argument("post")
@click.argument("verdict", type=click.Choice(["keep", "move", "drop"]))
@click.argument("slot", metavar="[SLOT]", default="")
@verb
def answer(session: Session, post: str, verdict: str, slot: str) -> None:
    """Decide on a post that waits: keep it (in its slot, if that is to come), move it to a slot, or drop it."""
    answer_frozen(session, post, verdict, slot, "freeze")


def confirm_paused(session: Session, what: str) -> None:
    """What `freeze confirm` and `crisis confirm` do."""
    from tweetplan.workspace import freezing

    posts = freezing.confirm(session.workspace, what)
    session.answer({"confirmed": posts}, lambda: say(f"✓ {len(posts)} confirmed as paused"))


def answer_frozen(session: Session, post: str, verdict: str, slot: str, group: str) -> None:
    """What `freeze answer` and `crisis answer` do; `group` is how the person called it."""
    from tweetplan.workspace import freezing

    if (verdict == "move") != bool(slot):
        said = "A move names the slot, and nothing else does."
        raise UsageProblem(said, f"`tweetplan {group} answer POST move SLOT`")
    found = freezing.answer(session.workspace, post, verdict, slot)
    session.answer({"post": found.id, "state": found.state}, lambda: say(f"✓ {found.id} is {found.state}"))


@click.command("release")
@ACCOUNT
@verb
def release_command(session: Session, account: str) -> int:
    """End a freeze: what is still to come is scheduled again, what is overdue waits for keep, move or drop."""
    from tweetplan.workspace import freezing

    done = freezing.release(session.workspace, account)

    def people() -> None:
        say(f"Released: {len(done.back)} scheduled again, {len(done.overdue)} overdue and held.")
        for post in done.overdue:
            say(f"! {post}: tweetplan freeze answer {post} keep|move SLOT|drop")
        for tool, count in done.resume.items():
            say(f"! {count} paused in {tool}: resume there")

    held = {"back": done.back, "overdue": done.overdue, "resume": done.resume}
    session.answer(held, people)
    return FOUND_PROBLEMS if done.overdue else 0


def _json(found: "Standing") -> dict[str, object]:
    from tweetplan.workspace.freezing import link_of

    tools = [{"tool": tool, "posts": count, "link": link_of(tool)} for tool, count in found.open_tools.items()]
    return {"freeze": found.freeze, "said": found.said, "here": found.here, "elsewhere": found.elsewhere,
            "to_pause": tools}  # fmt: skip


def _print(found: "Standing") -> None:
    from tweetplan.workspace.freezing import link_of

    ended = f" (released {found.freeze.released_at})" if found.freeze.released_at else ""
    say(f"{found.freeze.whose} frozen by {found.freeze.login} at {found.freeze.at}{ended}: {found.freeze.reason}")
    say(found.said)
    for tool in found.open_tools:
        say(f"  {tool}: {link_of(tool) or 'no link known'}; then `tweetplan freeze confirm {tool}`")
    if found.here or found.elsewhere:
        heads = ("post", "where", "due (UTC)", "owner", "minutes", "answer", "text")
        print_table(heads, [_row(each) for each in (*found.here, *found.elsewhere)])


def _row(each: "Found") -> tuple[str, ...]:
    left = "" if each.minutes is None else "over" if each.minutes < 0 else str(each.minutes)
    answered = each.answer or ("waits" if each.state == "held" or each.place != "here" else "")
    return (each.post, each.place, each.due[:16].replace("T", " "), each.owner, left, answered, each.title[:40])
