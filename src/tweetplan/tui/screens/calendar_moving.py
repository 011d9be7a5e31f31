"""Moving a slot, or its post, by keys: take it up, carry it, see what is against it there, drop it or put it back."""

from datetime import datetime, time, timedelta

from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.calendar_grid import CellPlace, cell_key, slot_line, words_of
from tweetplan.tui.screens.calendar_places import CalendarPlaces, Moving
from tweetplan.workspace import calendar_view, posts, slots

QUARTER = timedelta(minutes=15)


class CalendarMoving(CalendarPlaces):
    """Carrying a slot to another day and time."""

    def action_move_slot(self) -> None:
        """Take the slot up; the arrows carry it, enter drops it, esc puts it back."""
        self._take_up(post_only=False)

    def action_move_post(self) -> None:
        """Take up the post alone; enter gives it the slot under the cursor, its own slot stays where it is."""
        if self._slot() is not None and self.here is not None and self.here.placed is not None:
            if self.here.placed.post is None:
                self.host.say("No post stands on this slot: m moves the slot, s puts a post on it.")
            else:
                self._take_up(post_only=True)

    def _take_up(self, *, post_only: bool) -> None:
        place = self.here
        if self._slot() is None or place is None or place.placed is None:
            return
        state = place.placed.post.state if place.placed.post else ""
        if state == "published":
            self.host.say("Its post is out: the slot stays where it was.")
            return
        if state == "handed_off":
            self.host.say("Its post is handed off: move it in that tool too, or take it back on the desk (D).")
        self.moving, self.more_times = Moving(place.placed, place.time, self.view.view, post_only), ()
        self._show_carried()
        self.reread()

    def _show_carried(self) -> None:
        """Show in the cell under the cursor what is carried."""
        self.carried = (Piece("↦", "warn"), *slot_line(self.moving.placed)) if self.moving else ()

    def put_back(self) -> None:
        """Let go of what is being moved, where it was."""
        moving = self.moving
        self.moving, self.more_times = None, ()
        self._show_carried()
        if moving is not None:
            self._show_day(moving.slot.day)
            found = (key for key, place in self.places.items() if place.slot_id == moving.slot.id)
            self._stand_later(next(found, ""))

    def _drop(self) -> None:
        moving, place, view = self.moving, self.here, self.view.view
        if moving is None or place is None or view is None:
            return
        if moving.post_only:
            self._drop_post(moving, place)
            return
        slot = moving.slot
        day, clock = calendar_view.own_place(slot, view.zone, place.day, place.time)
        if (day, clock) == (slot.day, slot.time):
            self.put_back()
            return
        title = words_of(moving.placed)
        self.moving, self.more_times = None, ()
        self._show_carried()
        done = self.host.perform(
            lambda ws: slots.move(ws, slot.id, day, clock, slot.version),
            lambda held: f"Moved {title} to {held.day:%a} {held.day.day} {held.time}, locked (u undoes)",
        )
        if done is None:
            self.moving = moving
            self._show_carried()
            self.reread()
        self._stand_later(cell_key(place.day, place.time))

    def _drop_post(self, moving: Moving, place: CellPlace) -> None:
        """Give the post the slot under the cursor."""
        post, target = moving.placed.post, place.placed
        if target is None or post is None:
            self.host.say("No slot lies here: a post goes to a slot. esc, then m moves its slot along.")
            return
        if target.slot.id == moving.slot.id:
            self.put_back()
            return
        slot = target.slot
        done = self.host.perform(
            lambda ws: posts.take_slot(ws, post.id, slot.id, post.version),
            f"{words_of(moving.placed)}: now on {slot.day:%a} {slot.day.day} {slot.time} (u undoes)",
        )
        if done is not None:
            self.moving, self.more_times = None, ()
            self._show_carried()
            self.reread()
            self._stand_later(cell_key(place.day, place.time))

    def _shift_time(self, by: timedelta) -> None:
        place = self.here
        if self.moving is None or place is None:
            self.host.say("m takes a slot up; then + and − move it by a quarter of an hour.")
            return
        if self.moving.post_only:
            self.host.say("The post takes the time of the slot that it gets.")
            return
        there = datetime.combine(place.day, time.fromisoformat(place.time)) + by
        if there.date() != place.day:
            return
        clock = f"{there:%H:%M}"
        self.more_times = (*self.more_times, clock)
        self.reread()
        self._stand_later(cell_key(place.day, clock))

    def action_later(self) -> None:
        """While moving: a quarter of an hour later."""
        self._shift_time(QUARTER)

    def action_earlier(self) -> None:
        """While moving: a quarter of an hour earlier."""
        self._shift_time(-QUARTER)
