"""Verbs about accounts: the handles a workspace plans for, each with its role and its two zones."""

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, handles, verb
from tweetplan.domain.goals import Account, AccountRole

ROLE = click.Choice(["main", "support"])


@click.group("account")
def account_command() -> None:
    """Accounts: the handles on X, with the zones where the team works and where the readers live."""


@account_command.command("list")
@verb
def list_accounts(session: Session) -> None:
    """Every account, main ones first."""
    from tweetplan.workspace.accounts import listing

    known = listing(session.workspace)
    rows = [(held.handle, held.role, held.zone, held.readers_zone) for held in known]
    empty = "No account yet: `tweetplan account add @HANDLE`, or import an export with --account @HANDLE."
    session.answer(
        [_row(held) for held in known], lambda: print_table(("account", "role", "zone", "audience zone"), rows, empty)
    )


@account_command.command("add")
@click.argument("handle", metavar="@HANDLE")
@click.option("--role", type=ROLE, default="main", show_default=True, help="Support accounts are in no budget.")
@click.option("--zone", default="UTC", show_default=True, help="Whose days are the account's: Europe/Berlin.")
@click.option("--audience-zone", default="", help="Where its readers live, if elsewhere.")
@verb
def add(session: Session, handle: str, role: AccountRole, zone: str, audience_zone: str) -> None:
    """Add an account."""
    from tweetplan.workspace import accounts

    made = accounts.add(session.workspace, handle, role=role, zone=zone, audience_zone=audience_zone)
    _answer(session, "Added", made)


@account_command.command("edit")
@click.argument("handle", metavar="@HANDLE", shell_complete=handles)
@click.option("--role", type=ROLE, default=None)
@click.option("--zone", default=None)
@click.option("--audience-zone", default=None, help="'' for the account's own.")
@verb
def edit(session: Session, handle: str, role: AccountRole | None, zone: str | None, audience_zone: str | None) -> None:
    """Change what is given of an account."""
    from tweetplan.workspace import accounts

    made = accounts.edit(session.workspace, handle, role=role, zone=zone, audience_zone=audience_zone)
    _answer(session, "Changed", made)


@account_command.command("remove")
@click.argument("handle", metavar="@HANDLE", shell_complete=handles)
@verb
def remove(session: Session, handle: str) -> None:
    """Remove an account that nothing uses."""
    from tweetplan.workspace import accounts

    accounts.remove(session.workspace, handle)
    session.answer({"removed": handle}, lambda: say(f"Removed {handle}."))


@account_command.command("words")
@click.argument("handle", metavar="@HANDLE", shell_complete=handles)
@click.option("--ban", multiple=True, metavar="WORD", help="A word or phrase that the brand never uses; repeatable.")
@click.option(
    "--require", multiple=True, metavar="WORD", help="One that each post carries; `#ad|#sponsored` is either."
)
@click.option("--drop", multiple=True, metavar="WORD", help="Take a word out of both lists.")
@verb
def words(session: Session, handle: str, ban: tuple[str, ...], require: tuple[str, ...], drop: tuple[str, ...]) -> None:
    """The words that checks look for in an account's drafts; without an option, the lists as they stand."""
    from tweetplan.workspace import accounts
    from tweetplan.workspace import words as brand

    workspace = session.workspace
    held = (
        brand.change(workspace, handle, ban=ban, require=require, drop=drop)
        if ban or require or drop
        else brand.read(workspace, accounts.get(workspace, handle).key)
    )
    rows = [("never", word) for word in held.banned] + [("always", word) for word in held.required]
    empty = f"No words yet: `tweetplan account words {handle} --ban cheap`."
    session.answer(
        {"banned": held.banned, "required": held.required}, lambda: print_table(("when", "word"), rows, empty)
    )


def _answer(session: Session, done: str, account: Account) -> None:
    readers = f", readers in {account.audience_zone}" if account.audience_zone else ""
    session.answer(_row(account), lambda: say(f"{done} {account.handle} ({account.role}, {account.zone}{readers})."))


def _row(account: Account) -> dict[str, object]:
    return {
        "handle": account.handle,
        "role": account.role,
        "zone": account.zone,
        "audience_zone": account.audience_zone,
        "version": account.version,
    }
