"""The library on the desk (T06): its list with a way to add, and the form of a template, a snippet or a picture."""

from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.desk_forms import asset_rows
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.tui.widgets.row import Row, note
from tweetplan.workspace import accounts, assets
from tweetplan.workspace.core import Workspace

NEW = "new"
ALL = "all accounts"
BREAK = "\\n"
"""Typed for the end of a line: the form's answers are lines."""


def library_rows(ws: Workspace) -> list[Row]:
    """A way to add one, then the library."""
    held = asset_rows(assets.listing(ws))
    first = Row(NEW, (Piece("new", "accent"), "", "Add a template, a snippet or a picture", ""))
    return [first, *(held or [note("none", "the library is empty")])]


def asset_form(host: Host, identity: str) -> FormSpec:
    """A new asset, or a new version of one."""
    ws = host.workspace
    known = assets.get(ws, identity) if identity else None
    handles = tuple(held.key for held in accounts.listing(ws))

    def send(values: Values) -> bool:
        body = str(values["body"]).replace(BREAK, "\n")
        alt, owner = str(values.get("alt", "")), str(values.get("owner", ""))
        whose = "" if values.get("account") == ALL else str(values.get("account", ""))
        name = str(values["name"])
        if known is None:
            kind = str(values["kind"])
            done = host.perform(
                lambda ws: assets.add(ws, name, kind, body, alt=alt, account=whose, owner=owner),
                lambda made: f"Added {made.name} (u undoes)",
            )
        else:
            done = host.perform(
                lambda ws: assets.edit(
                    ws, known.id, expected=known.version, rename=name, body=body, alt=alt, for_account=whose,
                    owner=owner,
                ),
                lambda made: f"{made.name} is version {made.number} now (u undoes)",
            )  # fmt: skip
        return done is not None

    fields = (
        FormField("name", value=known.name if known else "", required=True),
        *(() if known else (FormField("kind", kind="choice", choices=assets.KINDS),)),
        FormField("body", value=(known.body if known else "").replace("\n", BREAK), required=True,
                  help="the text, \\n begins a line, {link} is filled; of a picture its path"),
        FormField("alt", "alt text", value=known.alt if known else "", help="of a picture: what it shows"),
        FormField("account", kind="choice", choices=(ALL, *handles), value=(known.account if known else "") or ALL),
        FormField("owner", value=known.owner if known else "", help="a login; empty: you"),
    )  # fmt: skip
    title = f"{known.name}: version {known.number + 1}" if known else "Into the library"
    return FormSpec(f"asset.edit:{known.id}" if known else "asset.add", title, fields, send)
