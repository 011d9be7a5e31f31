"""What frames every mode: breadcrumb and clock, the tabs of the modes, and at most six hints at the foot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var

from tweetplan.tui.keys import Key, shown
from tweetplan.tui.paint import Line, Piece, cut, spread
from tweetplan.tui.widgets.painted import Painted

GAP = 3
"""Cells between two hints."""
FEWEST = 4
"""The cells that a workspace's name is cut to at most, so that the rest of the breadcrumb and the clock fit."""


class ModeTab(NamedTuple):
    """One mode as the tab line shows it."""

    name: str
    digit: str
    title: str


def clock_text(now: datetime, zones: Sequence[str]) -> str:
    """`Tue 17 Mar  13:05 UTC · 09:05 New York`: UTC, then each other zone once; the day is the first zone's."""
    own = [zone for zone in dict.fromkeys(zones) if zone != "UTC"]
    day = now.astimezone(ZoneInfo(own[0])) if own else now
    times = [f"{now:%H:%M} UTC", *(f"{now.astimezone(ZoneInfo(zone)):%H:%M} {city(zone)}" for zone in own)]
    return f"{day:%a} {day.day} {day:%b}  {' · '.join(times)}"


def city(zone: str) -> str:
    """`America/New_York` → `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def shorter(clock: str) -> tuple[str, ...]:
    """The clock line, then in fewer and fewer cells: without the day, then with the initials of cities."""
    day, _, times = clock.rpartition("  ")
    bare = " · ".join(_short_time(time) for time in times.split(" · "))
    return tuple(dict.fromkeys((clock, times, bare))) if day else (clock,)


def _short_time(time: str) -> str:
    """`09:05 New York` → `09:05 NY`, `14:05 Berlin` → `14:05 Ber`; UTC stays."""
    at, _, place = time.partition(" ")
    words = place.split()
    return f"{at} {''.join(word[0] for word in words) if len(words) > 1 else place[:3]}"


def crumb_line(crumb: Sequence[str], room: int) -> Line | None:
    """The breadcrumb in so many cells: the workspace's name gives way, the rest stays whole; None when it cannot."""
    rest = cell_len(" › ".join(crumb[1:])) + 3
    if not crumb or cell_len(" › ".join(crumb)) <= room:
        kept = tuple(crumb)
    elif len(crumb) > 1 and room - rest >= FEWEST:
        kept = (cut(crumb[0], room - rest), *crumb[1:])
    else:
        return None
    return tuple(
        piece
        for at, part in enumerate(kept)
        for piece in ((Piece(" › ", "dim"),) if at else ()) + (Piece(part, "bold" if at + 1 == len(kept) else ""),)
    )


def ago(now: datetime, at: str) -> str:
    """`10 s ago`, `5 min ago`, `3 h ago`, `2 d ago`."""
    seconds = max(int((now - datetime.fromisoformat(at)).total_seconds()), 0)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


class TopBar(Painted):
    """Where we are and what time it is; below, the modes that exist, each with its digit."""

    crumb: var[tuple[str, ...]] = var[tuple[str, ...]](())
    clock: var[str] = var("")
    status: var[str] = var("")
    """What runs in the background, such as `import 40 %`."""
    alert: var[str] = var("")
    """What everybody must see while it lasts: an open crisis with its level and the minutes left."""

    @dataclass
    class ModeClicked(Message):
        """A click on a mode's tab."""

        mode: str

    def __init__(self, tabs: Sequence[ModeTab], here: str) -> None:
        super().__init__()
        self._tabs = tuple(tabs)
        self._here = here

    def watch_crumb(self) -> None:
        """Show where we are now."""
        self.repaint()

    def watch_clock(self) -> None:
        """Show the time."""
        self.repaint()

    def watch_status(self) -> None:
        """Show what runs."""
        self.repaint()

    def watch_alert(self) -> None:
        """Show the crisis in the place of the rule: that row alone, for its minutes change by themselves."""
        self._cache = None
        self.refresh(Region(0, 2, self.size.width, 1))

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """Breadcrumb and clock; tabs; a rule, or the crisis that goes on."""
        yield self._head(width)
        status = (Piece(self.status, "accent"),) if self.status else ()
        yield spread(tuple(self._tab_pieces()), status, width)
        yield (Piece(f" ■ CRISIS {self.alert}", "bad"),) if self.alert else (Piece("─" * width, "dim"),)

    def _head(self, width: int) -> Line:
        """Where we are, and beside it as much of the clock as leaves that whole; what never fits is cut."""
        for clock in shorter(self.clock):
            crumb = crumb_line(self.crumb, width - cell_len(clock) - 2)
            if crumb is not None:
                return spread((Piece(" "), *crumb), (Piece(clock),), width)
        crumb = crumb_line(self.crumb, 1000) or ()
        return spread((Piece(" "), *crumb), (Piece(self.clock),), width)

    def _tab_pieces(self) -> Iterable[Piece]:
        for at, tab in enumerate(self._tabs):
            yield Piece(" " if at else "")
            yield Piece(f"{tab.digit} {tab.title}", "head" if tab.name == self._here else "dim")

    def on_click(self, event: events.Click) -> None:
        """Go to the mode whose tab was clicked."""
        start = 0
        for tab in self._tabs:
            end = start + cell_len(f"{tab.digit} {tab.title}")
            if event.y == 1 and start <= event.x < end:
                self.post_message(self.ModeClicked(tab.name))
            start = end + 1


class HintBar(Painted):
    """The keys worth knowing here; a click does what the key does."""

    hints: var[tuple[Key, ...]] = var[tuple[Key, ...]](())

    @dataclass
    class Clicked(Message):
        """A click on a hint."""

        key: Key

    def watch_hints(self) -> None:
        """Show the hints of this moment."""
        self.repaint()

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """A rule and the hints."""
        yield (Piece("─" * width, "dim"),)
        pieces: list[Piece] = [Piece(" ")]
        for key in self.hints:
            pieces += [Piece(shown(key.keys), "accent"), Piece(f" {key.hint}" + " " * GAP)]
        yield tuple(pieces)

    def on_click(self, event: events.Click) -> None:
        """Do what the hint under the click says."""
        start = 1
        for key in self.hints:
            end = start + cell_len(f"{shown(key.keys)} {key.hint}")
            if event.y == 1 and start <= event.x < end:
                self.post_message(self.Clicked(key))
            start = end + GAP
