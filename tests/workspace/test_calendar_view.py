"""What the calendar's screen asks: places in the grid's zone, what a move would do, what may be posted next."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.budgets import by_axis, post_budgets, window_entries
from tweetplan.domain.claims import PartRule
from tweetplan.domain.goals import Account
from tweetplan.domain.mix import Band
from tweetplan.domain.periods import containing
from tweetplan.domain.posts import Post, Slot
from tweetplan.domain.slots import slot_at
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import calendar, calendar_view, slots
from tweetplan.workspace.calendar_view import next_post, next_words, own_place, place_of
from tweetplan.workspace.core import Workspace
from workspace.planned import planned

WEEK = "2026-W12"
ACCOUNT = Account("@tern", zone="Europe/Berlin", audience_zone="America/New_York")
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Tehran", "Pacific/Kiritimati"])
INSTANTS = st.integers(0, 8735).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(INSTANTS, ZONES, ZONES)
def test_a_place_of_the_grid_is_the_same_instant_in_the_slots_own_zone(at: datetime, own: str, grid: str) -> None:
    local = at.astimezone(ZoneInfo(own))
    slot = Slot("s", "@tern", local.date(), f"{local:%H:%M}", own, at)
    day, clock = place_of(slot, grid, containing("year", at.astimezone(ZoneInfo(grid)).date()))
    back_day, back_clock = own_place(slot, grid, day, clock)
    there = slot_at(ACCOUNT, back_day, back_clock, own).at
    assert there == at or there == at - timedelta(hours=1)  # an hour that occurs twice means the first


def test_a_slot_that_the_grids_zone_pushes_out_of_its_week_stays_in_it() -> None:
    early = slot_at(ACCOUNT, date(2026, 3, 16), "02:00", "Europe/Berlin")  # Sunday evening in New York
    week = containing("week", date(2026, 3, 16))
    assert place_of(early, "America/New_York", week) == (date(2026, 3, 16), "02:00")
    assert place_of(early, "America/New_York", containing("month", date(2026, 3, 16))) == (date(2026, 3, 15), "21:00")


def test_a_board_without_accounts_is_empty_and_one_whose_account_is_gone_shows_the_first(ws: Workspace) -> None:
    assert calendar_view.board(ws).view is None
    planned(ws)
    view = calendar_view.board(ws, account="@gone").view
    assert view is not None and view.account.key == "@tern"


def test_moving_to_another_week_counts_the_slot_and_its_post_there(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    held = next(placed for placed in calendar.week(ws, WEEK).slots if placed.free)
    with ws.operation("test") as change:
        change.put("posts", stored_posts.row(Post("p", "@tern", "x", slot=held.slot.id, intent="promo")))
    held = calendar_view.placed(ws, held.slot.id)
    target = calendar.week(ws, "2026-W13")
    preview = calendar_view.moved(ws, target, held, date(2026, 3, 24), "10:00")
    counts = {state.axis: state.counts for state in preview.axes}
    assert counts["intent"] == "1 of 1 promo" and counts["plan"] == "1 of 1 elastic"
    slots.move(ws, held.slot.id, preview.day, preview.time)
    assert {state.axis: state.counts for state in calendar.week(ws, "2026-W13").axes} == counts


def test_moving_inside_the_week_leaves_its_budgets(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    view = calendar.week(ws, WEEK)
    preview = calendar_view.moved(ws, view, view.slots[0], date(2026, 3, 21), "10:00")
    assert preview.axes is view.axes and not preview.taken
    other = view.slots[1].slot
    assert calendar_view.moved(ws, view, view.slots[0], other.day, other.time).taken


SLOT = Slot("s", "@tern", date(2026, 3, 16), "09:00", "UTC", datetime(2026, 3, 16, 9, tzinfo=UTC))


def rule(axis: str, part: str, low: float, high: float) -> PartRule:
    return PartRule(axis, part, Band(low, high), "week", False, "W04", ("somebody",))


def test_w04_a_third_promo_of_fourteen_is_one_too_many_and_of_fifteen_it_fits() -> None:
    slot = replace(SLOT, intent="value")

    def answer(posts: int) -> str:
        held = [replace(slot, id=str(n), intent="promo" if n < 2 else "value") for n in range(posts)]
        axes = by_axis(post_budgets(window_entries(held, ()), [rule("intent", "promo", 0.0, 0.2)]))
        return next_words(next_post(axes)[0])

    assert answer(13) == "value fits; promo is full"  # 3 of 14 would be 21 %
    assert answer(14) == "promo fits; value fits"  # 3 of 15 are 20 %


def test_t21_what_lies_below_its_share_is_wanted() -> None:
    slot = Slot(
        "s", "@tern", date(2026, 3, 16), "09:00", "UTC", datetime(2026, 3, 16, 9, tzinfo=UTC), topic="evergreen"
    )
    held = [replace(slot, id=str(n)) for n in range(9)]
    rules = [
        rule("topic", "evergreen", 0.6, 0.6),
        rule("topic", "industry", 0.2, 0.2),
        rule("topic", "trend", 0.2, 0.2),
    ]
    found = next_post(by_axis(post_budgets(window_entries(held, ()), rules)))[0]
    assert (found.wanted, found.fits, found.full) == (("industry", "trend"), (), ("evergreen",))
    assert dict(found.counts)["industry"] == "0 now; about 20 % of 10 posts is 1 to 3"
