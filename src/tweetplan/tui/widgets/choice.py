"""One of a few words, chosen with the left and right keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var

from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece, Tone
from tweetplan.tui.widgets.painted import Painted


class Choice(Painted, can_focus=True):
    """Shows the word chosen between `‹` and `›`; answers with `Changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]

    value: var[str] = var("", init=False)

    @dataclass
    class Changed(Message):
        """Another word is chosen."""

        choice: "Choice"
        value: str

    def __init__(self, choices: Sequence[str], value: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.set_reactive(Choice.value, value if value in self._choices else next(iter(self._choices), ""))

    def watch_value(self) -> None:
        """Show the new word."""
        self.repaint()
        self.post_message(self.Changed(self, self.value))

    def on_focus(self) -> None:
        """Show that the keys act here."""
        self.repaint()

    def on_blur(self) -> None:
        """Show that they do not."""
        self.repaint()

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The word, and how many there are."""
        tone: Tone = "accent" if self.has_focus else "dim"
        place = self._choices.index(self.value) + 1 if self.value in self._choices else 0
        count = Piece(f"  {place} of {len(self._choices)}" if self.has_focus else "", "dim")
        yield (Piece("‹ ", tone), Piece(self.value, "bold" if self.has_focus else ""), Piece(" ›", tone), count)

    def action_turn(self, by: int) -> None:
        """The next word, round and round."""
        if self._choices:
            at = self._choices.index(self.value) if self.value in self._choices else 0
            self.value = self._choices[(at + by) % len(self._choices)]
