"""Public holidays as days to respect: named in English, of a country or a part of it, the same once however often."""

from datetime import date

import pytest

from tweetplan.domain.findings import NotFound
from tweetplan.workspace import dates
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

pytest.importorskip("holidays", reason="the extra `holidays` is not installed")

from tweetplan.exchange.public_holidays import read_holidays

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_germany_has_its_nine_and_bavaria_more() -> None:
    germany, bavaria = read_holidays("de", "", *YEAR), read_holidays("DE", "BY", *YEAR)
    days = {held.first for held in germany.found}
    assert {date(2026, 1, 1), date(2026, 4, 3), date(2026, 10, 3), date(2026, 12, 25), date(2026, 12, 26)} <= days
    assert len(germany.found) == 9
    assert {date(2026, 1, 6), date(2026, 6, 4)} <= {held.first for held in bavaria.found} - days
    assert "Christmas Day" in {held.title for held in germany.found}


def test_what_is_not_known_is_said() -> None:
    with pytest.raises(NotFound, match="ZZ"):
        read_holidays("ZZ", "", *YEAR)
    with pytest.raises(NotFound, match="no part 'XX'") as told:
        read_holidays("DE", "XX", *YEAR)
    assert "BY" in told.value.remedy


def test_marked_twice_they_are_there_once(tmp_path: object) -> None:
    ws: Workspace = open_workspace(tmp_path / "plan", create=True)  # type: ignore[operator]
    read = read_holidays("MY", "", *YEAR)
    first, second = (dates.take_in(ws, read, read.name, kind="holiday") for _ in range(2))
    assert first.new == len(read.found) > 5 and (second.new, second.known) == (0, first.new)
    assert {held.kind for held in dates.dates(ws, *YEAR)} == {"holiday"}
