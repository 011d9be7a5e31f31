"""What the palette and the help list: every action of this moment with its keys as rebound, and every headless verb."""

from collections.abc import Mapping, Sequence

from tweetplan.tui.keys import Key, shown, table
from tweetplan.tui.paint import Piece
from tweetplan.tui.widgets.row import Column, Row, blank, heading

COLUMNS = (Column(14), Column())
VERB = "verb:"
"""Before a headless verb's name in a row's key."""
_TITLES = {"list": "In a list", "mode": "In every mode", "app": "Everywhere"}


def action_rows(mode: str, title: str, keymap: Mapping[str, str]) -> list[Row]:
    """The actions by where they act: this mode's own first. Keys of rows are ids of actions."""
    rows: list[Row] = []
    for owner, name in ((mode, title), *_TITLES.items()):
        keys = table(owner, keymap=keymap)
        if keys:
            rows += [*([blank(owner)] if rows else []), heading(name)]
            rows += [_action_row(key) for key in keys]
    return rows


def verb_rows(verbs: Sequence[tuple[str, str]]) -> list[Row]:
    """The headless verbs; choosing one lets you complete its command line."""
    if not verbs:
        return []
    rows = [Row(VERB + name, (Piece(name, "accent"), line)) for name, line in verbs]
    return [blank("verbs"), heading("On the command line: tweetplan …"), *rows]


def found(mode: str, wanted: str) -> Key | None:
    """The action of this id."""
    return next((key for key in table(mode, "list", "mode", "app") if key.id == wanted), None)


def _action_row(key: Key) -> Row:
    return Row(
        key.id, (Piece(shown(key.keys, most=4) or "–", "accent"), (Piece(key.label), Piece(f"  {key.id}", "dim")))
    )
