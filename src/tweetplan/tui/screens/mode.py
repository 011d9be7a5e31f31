"""The frame of every mode: it reads one immutable view value, hands it down to widgets, and answers their messages."""

import gc
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from tweetplan.domain.findings import Problem
from tweetplan.tui.chrome import HintBar, TopBar
from tweetplan.tui.host import Host, host_of
from tweetplan.tui.keys import Key, bindings, hints
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.tight import TightCompositor
from tweetplan.workspace import settings
from tweetplan.workspace.core import Workspace

if TYPE_CHECKING:
    from tweetplan.tui.screens.why import Reason


@runtime_checkable
class WithCursor(Protocol):
    """A widget with a cursor on a key: a list of rows, or a grid."""

    @property
    def key(self) -> str:
        """The key under the cursor; empty while there is none."""

    def stand_on(self, key: str) -> bool:
        """Put the cursor on this key."""


Whereabouts = tuple[Mapping[str, Any], Mapping[str, tuple[str, str, bool]]]
"""The values of a mode's `PLACE`, and where its cursors were."""
V = TypeVar("V")
"""What the mode shows: a frozen value that one call of the workspace makes."""


class ModeScreen(Screen[None], Generic[V]):
    """A mode. Give it MODE, TITLE and BINDINGS; say `read`, `show` and `body`; the rest has answers already."""

    MODE: ClassVar[str]
    """Its name in `modes.MODES`, which is also its table in `keys.TABLES`."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("mode")]
    AUTO_FOCUS = "RowList"

    view: var[Any] = var(None)
    crumb: var[tuple[str, ...]] = var[tuple[str, ...]](())
    clock: var[str] = var("")
    status: var[str] = var("")
    alert: var[str] = var("")
    hints: var[tuple[Key, ...]] = var[tuple[Key, ...]](())
    PLACE: ClassVar[tuple[str, ...]] = ()
    """The attributes that say where somebody is in the mode: they outlive its screen."""
    _cursors: Mapping[str, tuple[str, str, bool]] = MappingProxyType({})
    """Of each list, once the screen stands again: the row under the cursor, the filter, and whether it had the keys."""
    _fresh = False
    """Whether it was read since it was last looked at, so that opening a mode reads it once."""

    def __init__(self) -> None:
        super().__init__()
        # A new screen wants every style sheet parsed again, although nothing changed since they were.
        self._css_update_count = self.app._css_update_count
        self._compositor = TightCompositor()

    # ---- what a mode says --------------------

    def read(self, workspace: Workspace) -> V:
        """The view value of this moment; one quick call of the workspace, made again whenever something changed."""
        raise NotImplementedError

    def show(self, view: V) -> None:
        """Spread the view over the screen's own vars, which `body` binds to its widgets."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The widgets between the frame's bars, bound to the screen's vars by `data_bind`."""
        raise NotImplementedError

    def subjects(self) -> tuple[str, ...]:
        """What follows the mode's title in the breadcrumb."""
        return ()

    def explain(self, rows: RowList, key: str) -> "Reason | None":
        """How the figure on this row was made; None when there is none on it."""
        return None

    def open_row(self, rows: RowList, key: str) -> None:
        """Enter on a row."""

    def go_to(self, subject: str) -> None:
        """Show this subject (a goal's name, a day), asked for by another mode."""

    def step_back(self) -> bool:
        """Take one step back inside the mode; False when there is none to take."""
        return False

    def reopen(self, form: str) -> bool:
        """Open the form of this name, which finds its draft itself; False when the mode has no such form."""
        return False

    # ---- the frame --------------------

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return host_of(self.app)

    def compose(self) -> ComposeResult:
        """The bars around the body; the first value is read before the first frame, so no skeleton is ever painted."""
        self.hints = hints(self.MODE, self.host.keymap)
        self.reread()
        yield self.top_bar(self.MODE)
        yield from self.body()
        yield HintBar().data_bind(ModeScreen.hints)

    def top_bar(self, tab: str) -> TopBar:
        """The bar at the top, bound to what this screen tells it; `tab` is the mode that it marks."""
        bar = TopBar(self.host.tabs, tab)
        bar.data_bind(ModeScreen.crumb, ModeScreen.clock, ModeScreen.status, ModeScreen.alert)
        return bar

    def reread(self) -> None:
        """Read the view again and show it; a refusal is told, and what was shown stays."""
        self.tell_time()
        try:
            self.view = self.read(self.host.workspace)
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return
        self.show(self.view)
        self._fresh = True
        title = str(self.title or self.MODE)
        self.crumb = (workspace_name(self.host.workspace), title, *self.subjects())

    def tell_time(self) -> None:
        """Bring clock and status up to date; paints only what changed."""
        self.clock, self.status = self.host.clock_line, self.host.status
        self.tell_alert()

    def tell_alert(self) -> None:
        """Say what everybody must see now; paints when its words changed, so at most once a minute."""
        self.alert = self.host.alert

    def whereabouts(self) -> Whereabouts:
        """Where somebody is in the mode: its `PLACE`, and of each list the row under the cursor, filter and focus."""
        cursors = {
            widget.id or "": (widget.key, getattr(widget, "needle", ""), widget.has_focus)
            for widget in self.walk_children(Widget)
            if isinstance(widget, WithCursor)
        }
        return {name: getattr(self, name) for name in self.PLACE}, cursors

    def be_at(self, place: Whereabouts) -> "ModeScreen[V]":
        """Begin where somebody was when the mode's screen was given up."""
        held, self._cursors = place
        for name, value in held.items():
            if name in self._reactives:
                self.set_reactive(getattr(type(self), name), value)
            else:
                setattr(self, name, value)
        return self

    def _put_cursors_back(self) -> None:
        kept, self._cursors = self._cursors, {}
        for widget in self.walk_children(Widget):
            if isinstance(widget, WithCursor) and (widget.id or "") in kept:
                key, needle, focus = kept[widget.id or ""]
                if needle:
                    setattr(widget, "needle", needle)  # noqa: B010 - of a list of rows; a grid has none
                if key:
                    widget.stand_on(key)
                if focus:
                    widget.focus()

    def on_screen_resume(self) -> None:
        """Come back to the mode with the figures of now."""
        if self._cursors:
            self.call_after_refresh(self._put_cursors_back)
        if self._fresh:
            self._fresh = False
        else:
            self.reread()

    def on_screen_suspend(self) -> None:
        """What was read may be old by the time somebody looks again; what was painted for another mode is memory."""
        self._fresh = False
        if self not in self.app.screen_stack:
            for widget in self.walk_children(Widget):
                widget._styles_cache.clear()
            self.call_after_refresh(gc.collect)

    def back(self) -> bool:
        """One step back: out of the filter, then whatever the mode says; False when nothing was left to do."""
        for rows in self.query(RowList):
            if rows.needle:
                rows.needle = ""
                rows.focus()
                self._end_filter()
                return True
        return self._end_filter() or self.step_back()

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        event.stop()
        self.open_row(event.rows, event.key)

    @on(RowList.WhyAsked)
    def _why(self, event: RowList.WhyAsked) -> None:
        event.stop()
        reason = self.explain(event.rows, event.key)
        if reason is None:
            self.host.say("There is no figure on this row to explain.")
        else:
            from tweetplan.tui.screens.why import WhyCard

            self.app.push_screen(WhyCard(reason))

    @on(RowList.CopyAsked)
    def _copy(self, event: RowList.CopyAsked) -> None:
        event.stop()
        self.host.copy(event.rows.text_of(event.key))

    @on(RowList.WriteAsked)
    def _write(self, event: RowList.WriteAsked) -> None:
        event.stop()
        self.host.write(event.rows.text_of(event.key))

    @on(RowList.FilterAsked)
    def _filter(self, event: RowList.FilterAsked) -> None:
        event.stop()
        from tweetplan.tui.widgets.filter import FilterField

        if not self.query(FilterField):
            self.mount(FilterField(event.rows), before=self.query_one(HintBar))

    def _end_filter(self) -> bool:
        """Take the field away; what it filtered stays filtered."""
        if not self.query("FilterField"):
            return False
        self.query("FilterField").remove()
        return True

    def action_jump(self) -> None:
        """Put a letter on everything in sight."""
        from tweetplan.tui.screens.jump import JumpScreen, Spot

        spots = [
            Spot(rows.id or "", key, rows.content_region.x, rows.content_region.y + y)
            for rows in self.query(RowList)
            for y, key in rows.in_sight()
        ]
        self.app.push_screen(JumpScreen(spots), self._jumped)

    def _jumped(self, spot: Any) -> None:
        if spot is not None:
            rows = self.query_one(f"#{spot.rows}", RowList)
            rows.focus()
            rows.stand_on(spot.key)


def workspace_name(workspace: Workspace) -> str:
    """What people call the workspace: the name they gave it, else its folder."""
    path = workspace.db.path
    return settings.read(workspace).name or path.parent.name or path.stem
