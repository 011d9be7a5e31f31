"""The text of a post under the cursor: letters type, nothing that a terminal would obey gets in or out of it."""

from typing import ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from tweetplan.domain.text import safe_text
from tweetplan.tui.host import host_of
from tweetplan.tui.keys import FORBIDDEN, TABLES

LONGEST = 100_000
"""Code points of a text that is edited here; a post of X has 25,000 at most."""


def clean_text(text: str) -> str:
    """A text as the field takes it: several lines, every one safe for a terminal."""
    return safe_text(text.replace("\r\n", "\n").replace("\r", "\n"), LONGEST, newlines=True)


def _allowed() -> list[Binding]:
    """The field's own keys, less those that never arrive and those that are commands of the editor."""
    taken = FORBIDDEN | {key.strip() for entry in TABLES["editor"] for key in entry.keys.split(",")}
    kept = []
    for binding in TextArea.BINDINGS:
        assert isinstance(binding, Binding)
        keys = [key for key in binding.key.split(",") if key.strip() not in taken]
        if keys:
            kept.append(binding.with_key(",".join(keys)))
    return kept


class PostText(TextArea, inherit_bindings=False):
    """Textual's text area with soft wrap, without colours of a language, a blinking cursor or forbidden keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*_allowed()]

    _painted: list[Strip] = []  # noqa: RUF012
    """The rows as they were painted last; empty: all are to be painted."""
    _comparing = False

    def __init__(self, text: str = "", read_only: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(clean_text(text), id=id, read_only=read_only, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False

    # ---- painting --------------------

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint only the rows that changed: the widget asks for all of them with each key, which a slow link feels."""
        if regions or layout or recompose or not repaint or not self._painted:
            self._painted = [] if layout or recompose else self._painted
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
            if not regions and self.is_mounted:
                self.call_after_refresh(self._remember)
        elif not self._comparing:
            self._comparing = True
            self.call_next(self._refresh_changed)
        return self

    def _rows(self) -> list[Strip]:
        return [self.render_line(y) for y in range(self.size.height)]

    def _remember(self) -> None:
        self._painted = self._rows()

    def _refresh_changed(self) -> None:
        self._comparing = False
        before, self._painted = self._painted, self._rows()
        if len(before) != len(self._painted):
            super().refresh()
            return
        for y, (old, new) in enumerate(zip(before, self._painted, strict=True)):
            if old != new:
                super().refresh(Region(0, y, self.outer_size.width, 1))

    # ---- text --------------------

    def load_text(self, text: str) -> None:
        """Show another text, made safe."""
        super().load_text(clean_text(text))

    def insert_text(self, text: str) -> None:
        """Put a text where the cursor stands, in place of what is marked."""
        if result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)

    def place_of(self, at: int) -> Location:
        """The line and column of a code point of the text."""
        before = self.text[: max(at, 0)]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    @property
    def cursor_place(self) -> int:
        """The code point of the text at which the cursor stands."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column

    def mark(self, start: int, end: int) -> None:
        """Select the code points from `start` to `end` and bring them into sight."""
        self.move_cursor(self.place_of(start))
        self.move_cursor(self.place_of(end), select=True)

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Whatever is typed or pasted passes here, and stays safe text."""
        return super()._replace_via_keyboard(clean_text(insert), start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        """A paste that is far longer than any post would hold up the keys: its beginning is taken."""
        event.stop()
        event.prevent_default()
        if not self.read_only:
            self.insert_text(event.text[:LONGEST])

    def action_copy(self) -> None:
        """Copy what is marked, the way that reaches the person's clipboard."""
        if self.selected_text:
            host_of(self.app).copy(self.selected_text)

    def action_cut(self) -> None:
        """Copy what is marked and take it out."""
        if self.selected_text and not self.read_only:
            self.action_copy()
            self._delete_via_keyboard(*self.selection)
