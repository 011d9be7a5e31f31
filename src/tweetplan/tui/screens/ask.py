"""A question with a few answers, one key each; what cannot be undone wants its word typed (UX rule 6)."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tweetplan.tui.paint import Line, Piece, wrap
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.painted import Lines

Choice = tuple[str, str, str]
"""What is answered, its key, and its words."""
WIDTH = 66


class Ask(ModalScreen[str]):
    """Answers with the choice whose key was pressed; None after esc."""

    def __init__(self, question: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._question, self._choices = question, choices

    def compose(self) -> ComposeResult:
        """The question, and a row for each answer."""
        asked: list[Line] = [(Piece(row, "bold"),) for row in wrap(self._question, WIDTH)]
        answers: list[Line] = [(Piece(f"{key:<5}", "accent"), Piece(words)) for _, key, words in self._choices]
        yield Lines(*asked, (), *answers, (Piece(f"{'esc':<5}", "accent"), Piece("later")), classes="card")

    def on_key(self, event: events.Key) -> None:
        """Answer, or leave it."""
        event.stop()
        found = next((name for name, key, _ in self._choices if event.key == key or event.character == key), None)
        if found is not None or event.key == "escape":
            self.dismiss(found)


class TypeTheWord(ModalScreen[bool]):
    """For what cannot be undone: the person types the word, or nothing happens."""

    CSS = """
    TypeTheWord Field { border: none; height: 1; padding: 0; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Close")]

    def __init__(self, question: str, word: str) -> None:
        super().__init__()
        self._question, self._word = question, word

    def compose(self) -> ComposeResult:
        """What will happen, and the field for the word."""
        with Vertical(classes="card"):
            asked: list[Line] = [(Piece(row, "bold"),) for row in wrap(self._question, WIDTH)]
            yield Lines(*asked, (Piece(f"This cannot be undone. Type “{self._word}” and enter, or esc.", "warn"),))
            yield Field()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Only the word counts."""
        event.stop()
        self.dismiss(event.value.strip().casefold() == self._word.casefold())

    def action_close(self) -> None:
        """Do nothing."""
        self.dismiss(False)
