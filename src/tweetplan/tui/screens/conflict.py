"""Two people changed the same thing: base, theirs and mine by field; nothing is overwritten silently (UX rule 16)."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tweetplan.domain.values import frozen
from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Piece
from tweetplan.tui.widgets.painted import Lines
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList

Take = Literal["theirs", "mine", ""]


@frozen
class Clash:
    """A field that both changed, differently."""

    field: str
    base: str
    theirs: str
    mine: str


def merged(
    base: Mapping[str, object], theirs: Mapping[str, object], mine: Mapping[str, object]
) -> tuple[dict[str, object], list[Clash]]:
    """What only one side changed is taken from it; what both changed differently is a clash, theirs in its place."""
    result, clashes = dict(theirs), []
    for name, value in mine.items():
        old, new = base.get(name), theirs.get(name)
        if value == old or value == new:
            continue
        if new == old:
            result[name] = value
        else:
            clashes.append(Clash(name, _shown(old), _shown(new), _shown(value)))
    return result, clashes


def _shown(value: object) -> str:
    return "–" if value is None or value == "" else str(value)


class ConflictCard(ModalScreen[dict[str, Take]]):
    """Answers with `theirs` or `mine` for each field; None after esc, and then nothing is stored."""

    CSS = """
    .conflict RowList { height: auto; max-height: 14; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("conflict")]

    def __init__(self, title: str, who: str, clashes: list[Clash]) -> None:
        super().__init__()
        self._title, self._who, self._clashes = title, who, clashes
        self._takes: dict[str, Take] = {clash.field: "" for clash in clashes}

    def compose(self) -> ComposeResult:
        """Who changed it, the fields, the keys."""
        columns = (
            Column(14, title="field"),
            Column(title="was"),
            Column(title="theirs"),
            Column(title="mine"),
            Column(6),
        )
        with Vertical(classes="card conflict"):
            yield Lines((Piece(self._title, "head"),), (Piece(f"{self._who} changed this while you did."),), ())
            yield RowList(*columns, rows=self._rows())
            yield Lines((Piece("m take mine   t take theirs   enter store   esc store nothing", "dim"),))

    def _rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(
                clash.field,
                (
                    clash.field,
                    Piece(clash.base, "dim"),
                    Piece(clash.theirs, "bold" if self._takes[clash.field] == "theirs" else ""),
                    Piece(clash.mine, "bold" if self._takes[clash.field] == "mine" else ""),
                    Piece(self._takes[clash.field] or "which?", "good" if self._takes[clash.field] else "warn"),
                ),
            )
            for clash in self._clashes
        )

    def action_take(self, side: Take) -> None:
        """Decide the field under the cursor and go to the next."""
        rows = self.query_one(RowList)
        if rows.current is not None:
            self._takes[rows.current.key] = side
            rows.rows = self._rows()
            rows.action_move(1)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Store when every field is decided; else go to the first that is not."""
        event.stop()
        open_field = next((field for field, take in self._takes.items() if not take), None)
        if open_field is None:
            self.dismiss(self._takes)
        else:
            self.query_one(RowList).stand_on(open_field)

    def action_close(self) -> None:
        """Store nothing."""
        self.dismiss(None)
