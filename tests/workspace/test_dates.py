"""Days to respect: typed, read from a file twice, replaced, undone; an account sees its own and those for all."""

from datetime import date

import pytest

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.exchange.ics_read import DatesRead, read_dates
from tweetplan.storage import draft_facts
from tweetplan.workspace import dates, history
from tweetplan.workspace.core import Workspace
from workspace.planned import planned

MAY = date(2026, 5, 1)


def file(*events: str, last: date = date(2027, 12, 31)) -> DatesRead:
    held = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{held}END:VCALENDAR\r\n"
    return read_dates(text.encode(), "dates.ics", date(2026, 1, 1), last, "UTC")


LABOUR = "UID:1\r\nSUMMARY:Labour Day\r\nDTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY"
FAIR = "UID:2\r\nSUMMARY:Fair\r\nDTSTART:20260420T090000Z\r\nDTEND:20260422T150000Z"


def test_a_day_is_marked_listed_and_removed(ws: Workspace):
    planned(ws)
    held = dates.add_date(ws, MAY, "Labour Day")
    own = dates.add_date(ws, date(2026, 4, 20), "Fair", last=date(2026, 4, 22), kind="event", account="@tern")
    assert dates.dates(ws) == (own, held) and dates.dates(ws, account="@ternhelp") == (held,)
    assert dates.dates(ws, date(2026, 4, 22), date(2026, 4, 30)) == (own,)
    assert date(2026, 4, 21) in own and MAY not in own
    assert draft_facts.marked(ws.db, "@tern", MAY)[0].title == "Labour Day"
    dates.remove_date(ws, held.id)
    assert dates.dates(ws) == (own,)
    with pytest.raises(NotFound):
        dates.remove_date(ws, held.id)
    with pytest.raises(UsageProblem, match="not 'feast'"):
        dates.add_date(ws, MAY, "x", kind="feast")
    with pytest.raises(UsageProblem, match="no span"):
        dates.add_date(ws, MAY, "x", last=date(2026, 4, 1))


def test_the_same_file_twice_adds_nothing_and_a_changed_one_changes(ws: Workspace):
    planned(ws)
    first = dates.take_in(ws, file(LABOUR, FAIR), "team.ics")
    assert (first.new, first.known) == (3, 0)
    assert [(one.title, one.kind) for one in dates.dates(ws)] == [
        ("Fair", "event"), ("Labour Day", "holiday"), ("Labour Day", "holiday"),
    ]  # fmt: skip
    before = ws.revision
    again = dates.take_in(ws, file(LABOUR, FAIR), "team.ics")
    assert (again.new, again.changed, again.known, ws.revision) == (0, 0, 3, before)
    renamed = dates.take_in(ws, file(LABOUR, FAIR.replace(":Fair", ":Big fair")), "team.ics")
    assert (renamed.new, renamed.changed, dates.dates(ws)[0].title) == (0, 1, "Big fair")
    gone = dates.take_in(ws, file(LABOUR), "team.ics", replace=True)
    assert (gone.removed, [one.title for one in dates.dates(ws)]) == (1, ["Labour Day"] * 2)
    history.undo(ws)
    assert dates.dates(ws)[0].title == "Big fair"


def test_a_dry_run_stores_nothing_and_a_kind_can_be_said(ws: Workspace):
    planned(ws)
    assert dates.take_in(ws, file(FAIR), "x.ics", dry_run=True).new == 1
    assert dates.dates(ws) == ()
    dates.take_in(ws, file(FAIR), "x.ics", kind="risk", account="@tern")
    assert [(one.kind, one.account, one.source) for one in dates.dates(ws)] == [("risk", "@tern", "x.ics")]
