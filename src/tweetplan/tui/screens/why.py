"""The why card: from a number to its reason in one key (UX rule 2)."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tweetplan.domain.values import frozen
from tweetplan.tui.host import host_of
from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece, wrap
from tweetplan.tui.widgets.scroll import LineScroll

Told = str | tuple[str, str]
"""A sentence, or a name with its value."""


class Reason(Protocol):
    """What the card shows: `workspace.why.Why`, or a `Why` of a screen's own."""

    @property
    def title(self) -> str:
        """What is explained."""

    @property
    def lines(self) -> Sequence[Told]:
        """How it came about."""


@frozen
class Why:
    """A reason that a screen puts together itself."""

    title: str
    lines: Sequence[Told] = ()


class WhyCard(ModalScreen[None]):
    """A card over the mode; esc, enter or `w` closes it, `y` copies it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("card")]

    def __init__(self, why: Reason) -> None:
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
        host_of(self.app).copy(why_text(self._why))


def why_lines(why: Reason, width: int) -> Iterable[Line]:
    """The card's lines for a width: names in one column, values wrapped beside them."""
    yield from ((Piece(row, "head"),) for row in wrap(why.title, width))
    yield ()
    names = max((len(told[0]) for told in why.lines if isinstance(told, tuple)), default=0)
    for told in why.lines:
        if isinstance(told, str):
            yield from ((Piece(row),) for row in wrap(told, width))
        else:
            for at, row in enumerate(wrap(told[1], max(width - names - 2, 10))):
                yield (Piece(f"{told[0] if not at else '':<{names}}  ", "dim"), Piece(row))
    yield ()
    yield (Piece("esc back   y copy", "dim"),)


def why_text(why: Reason) -> str:
    """The card as text to copy."""
    return "\n".join([why.title, *(told if isinstance(told, str) else ": ".join(told) for told in why.lines)])
