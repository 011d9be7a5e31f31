"""A one-line text field without the keys that terminals take, which never loads or passes on a control character."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from tweetplan.domain.text import safe_text
from tweetplan.tui.keys import FORBIDDEN


def _allowed() -> list[Binding]:
    """Input's own bindings without the keys that never arrive."""
    kept = []
    for binding in Input.BINDINGS:
        assert isinstance(binding, Binding)
        keys = [key for key in binding.key.split(",") if key.strip() not in FORBIDDEN]
        if keys:
            kept.append(binding.with_key(",".join(keys)))
    return kept


class Field(Input, inherit_bindings=False):
    """Textual's Input for text of people: letters type, the cursor does not blink when the app is told so."""

    BINDINGS: ClassVar[list[BindingType]] = [*_allowed()]

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(
            safe_text(value), placeholder=safe_text(placeholder), id=id, classes=classes, select_on_focus=False
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What is typed or pasted stays one safe line."""
        return safe_text(value, newlines=False)
