"""The why card: from a number to its reason in one key (UX rule 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece, wrap
from tweetplan.tui.widgets.scroll import LineScroll


@dataclass(frozen=True, slots=True)
class Why:
    """What the card says: a title, and lines or paragraphs (a pair is a name and its value)."""

    title: str
    lines: Sequence[str | tuple[str, str] | Line] = field(default=())


class WhyCard(ModalScreen[None]):
    """A card over the mode; esc, enter or `w` closes it, `y` copies it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("card")]

    def __init__(self, why: Why) -> None:
        super().__init__()
        self._why = why

    def compose(self) -> ComposeResult:
        """The lines, scrolled when they are many."""
        yield LineScroll(lambda width: tuple(why_lines(self._why, width)), classes="card")

    def action_close(self) -> None:
        """Back to the figure."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy what the card says."""
        from tweetplan.tui.host import host_of

        host_of(self.app).copy(why_text(self._why))


def why_lines(why: Why, width: int) -> Iterable[Line]:
    """The card's lines for a width: names in one column, values wrapped beside them."""
    yield (Piece(why.title, "head"),)
    yield ()
    names = max((len(part[0]) for part in why.lines if _pair(part)), default=0)
    for part in why.lines:
        if isinstance(part, str):
            yield from ((Piece(row),) for row in wrap(part, width))
        elif _pair(part):
            for at, row in enumerate(wrap(str(part[1]), max(width - names - 2, 10))):
                yield (Piece(f"{part[0] if not at else '':<{names}}  ", "dim"), Piece(row))
        else:
            yield tuple(piece for piece in part if isinstance(piece, Piece))
    yield ()
    yield (Piece("esc back   y copy", "dim"),)


def why_text(why: Why) -> str:
    """The card as text to copy."""
    rows = [why.title]
    for part in why.lines:
        rows.append(part if isinstance(part, str) else ": ".join(str(p) if _pair(part) else p[0] for p in part))
    return "\n".join(rows)


def _pair(part: object) -> bool:
    return isinstance(part, tuple) and len(part) == 2 and isinstance(part[0], str) and not isinstance(part[0], Piece)
