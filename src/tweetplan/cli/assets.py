"""Verbs about the library: templates, snippets and pictures of the team (T06)."""

import sys
from typing import Any

import click

from tweetplan.cli.output import print_table, say, talk
from tweetplan.cli.post_text import opened, read
from tweetplan.cli.session import Session, goal_names, handles, verb
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.posts import Asset

KINDS = click.Choice(["template", "snippet", "picture"])


@click.group("asset")
def asset_command() -> None:
    """The library: list, show, add, edit, remove."""


@asset_command.command("list")
@click.option("--account", metavar="@H", default="", shell_complete=handles, help="What this account can use.")
@click.option("--kind", type=KINDS, default=None)
@verb
def list_assets(session: Session, account: str, kind: str | None) -> None:
    """The library by name, each in its newest version."""
    from tweetplan.workspace import assets

    found = assets.listing(session.workspace, account, kind or "")
    rows = [
        (each.name, each.kind, each.account or "all", f"v{each.number}", each.owner, " ".join(each.body.split()))
        for each in found
    ]
    head = ("name", "kind", "for", "version", "owner", "body")
    empty = "The library is empty: `tweetplan asset add NAME --kind template --text …`."
    session.answer([row(each) for each in found], lambda: print_table(head, rows, empty))


@asset_command.command("show")
@click.argument("name")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@click.option("--number", type=int, default=None, metavar="N", help="As it was in this version.")
@click.option("--versions", is_flag=True, help="List its versions instead.")
@click.option("--fill", is_flag=True, help="With its placeholders filled.")
@click.option("--goal", default="", metavar="NAME", shell_complete=goal_names, help="Fill from this goal.")
@click.option("--post", default="", metavar="ID", help="Fill from this post.")
@click.option("--set", "words", multiple=True, metavar="NAME=TEXT", help="Fill this placeholder so.")
@verb
def show(
    session: Session, name: str, account: str, number: int | None, versions: bool, fill: bool, goal: str, post: str,
    words: tuple[str, ...],
) -> None:  # fmt: skip
    """The text of an asset; filled for a goal or a post where that is asked."""
    from tweetplan.workspace import assets, posts

    workspace = session.workspace
    found = assets.version(workspace, name, number, account) if number else assets.get(workspace, name, account)
    if versions:
        kept = assets.versions(workspace, found.id)
        lines = [(f"v{each.asset.number}", each.at, each.login, " ".join(each.asset.body.split())) for each in kept]
        told = [{**row(each.asset), "at": each.at, "login": each.login} for each in kept]
        session.answer(told, lambda: print_table(("version", "at", "by", "body"), lines))
        return
    body = found.body
    if fill or goal or post or words:
        held = posts.get(workspace, post) if post else None
        body = assets.insert(
            workspace, found.id, assets.context(workspace, account=account, goal=goal, post=held, **_pairs(words))
        )
    left = assets.blanks(body) if found.kind == "template" else ()
    session.answer({**row(found), "text": body, "blanks": left}, lambda: _print(body, left if fill else ()))


def _print(body: str, left: tuple[str, ...]) -> None:
    for line in body.splitlines():
        say(line)
    if left:
        talk(f"tweetplan: not filled: {', '.join(left)}. --set NAME=TEXT fills one.")


@asset_command.command("add")
@click.argument("name")
@click.option("--kind", type=KINDS, required=True)
@click.option(
    "--text", default=None, help="The text; of a picture its path or link. Else it is read from standard input."
)
@click.option("--alt", default="", help="What a picture shows, for those who cannot see it.")
@click.option("--account", metavar="@H", default="", shell_complete=handles, help="For this account alone.")
@click.option("--owner", default="", metavar="LOGIN", help="You, if not given.")
@verb
def add(session: Session, name: str, kind: str, text: str | None, alt: str, account: str, owner: str) -> None:
    """Put something into the library; {account}, {goal}, {link} and the like in a template are filled later."""
    from tweetplan.workspace import assets

    made = assets.add(session.workspace, name, kind, _body(text), alt=alt, account=account, owner=owner)
    session.answer(row(made), lambda: say(f"Added the {made.kind} {made.name}."))


@asset_command.command("edit")
@click.argument("name")
@click.option("--account", metavar="@H", default="", shell_complete=handles, help="The one of this account.")
@click.option("--text", "body", default=None)
@click.option("--alt", default=None)
@click.option("--rename", default=None, metavar="NAME")
@click.option("--owner", default=None, metavar="LOGIN")
@click.option("--for", "for_account", default=None, metavar="@H|''", help="For this account alone; '' is for all.")
@verb
def edit(session: Session, name: str, account: str, **given: str | None) -> None:
    """Make a new version; the old ones can still be shown."""
    from tweetplan.workspace import assets

    wanted = {key: held for key, held in given.items() if held is not None}
    changed = assets.edit(session.workspace, name, account=account, expected=None, **wanted)
    session.answer(row(changed), lambda: say(f"{changed.name} is version {changed.number} now."))


@asset_command.command("remove")
@click.argument("name")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@verb
def remove(session: Session, name: str, account: str) -> None:
    """Take it out of the library; `tweetplan undo` brings it back."""
    from tweetplan.workspace import assets

    assets.remove(session.workspace, name, account=account)
    session.answer({"removed": name}, lambda: say(f"Removed {name}."))


def row(asset: Asset) -> dict[str, Any]:
    """An asset as JSON shows it."""
    return {
        "id": asset.id, "name": asset.name, "kind": asset.kind, "body": asset.body, "alt": asset.alt,
        "account": asset.account, "owner": asset.owner, "number": asset.number, "version": asset.version,
    }  # fmt: skip


def _body(text: str | None) -> str:
    if text is not None:
        return text
    if sys.stdin is not None and sys.stdin.isatty():
        raise UsageProblem("There is no text.", "Give it as --text, or on standard input.")
    with opened("-") as stream:
        return read(stream, "-")


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in words:
        name, sign, held = pair.partition("=")
        if not sign or not name.strip().isidentifier():
            raise UsageProblem(f"--set {pair!r} is not NAME=TEXT.", "Such as --set event='the fair'.")
        found[name.strip()] = held
    return found
