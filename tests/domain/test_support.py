"""First-response figures, censoring, the business-hours clock and instants, by hand and by what must add up (G13)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.support import Thread, censored, figures, times
from tweetplan.domain.support_hours import business_hours
from tweetplan.domain.support_instants import seconds_of


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp()


WEEK = business_hours("mon-fri 09:00-17:00", "Europe/Berlin")


def test_g13_times_are_over_answered_threads() -> None:
    threads = [Thread("1", "acme", 0, 60), Thread("2", "acme", 0, 120), Thread("3", "help", 0, 600), Thread("4", "", 0)]
    found = figures(threads, 1000)
    assert (found.threads, found.unanswered, found.mean_first_response_s, found.median_first_response_s) == (
        4,
        1,
        260,
        120,
    )
    assert list(found.by_account) == ["acme", "help"]
    assert found.by_account["acme"] == times([60, 120])
    assert found.resolution is None and found.satisfaction is None and found.business_hours is None


def test_nothing_gives_nothing() -> None:
    found = figures([], 0, resolution=True)
    assert (found.threads, found.mean_first_response_s, found.censored.median_s, found.resolution) == (
        0,
        None,
        None,
        None,
    )


def test_kaplan_and_meiers_median_by_hand() -> None:
    # S = 4/5 after 1, then two of the four left are cut off at 2, S = 4/5 * 1/2 = .4 after 3
    waits = [(1.0, True), (2.0, False), (2.0, False), (3.0, True), (4.0, False)]
    found = censored(waits)
    assert (found.n, found.open, found.median_s, found.p90_s) == (5, 3, 3.0, None)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=60))
def test_without_open_threads_the_median_is_that_of_the_answered(waits: list[int]) -> None:
    ordered = sorted(waits)
    assert censored([(float(wait), True) for wait in waits]).median_s == ordered[(len(ordered) - 1) // 2]


@given(st.lists(st.tuples(st.integers(1, 10**6), st.booleans()), max_size=60))
def test_open_threads_never_make_support_look_faster(waits: list[tuple[int, bool]]) -> None:
    answered = censored([(float(wait), True) for wait, ended in waits if ended]).median_s
    whole = censored([(float(wait), ended) for wait, ended in waits]).median_s
    assert whole is None or (answered is not None and whole >= answered)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-16T10:00", "2026-03-16T12:30", 2.5),
        ("2026-03-13T16:00", "2026-03-16T10:00", 2),  # over a weekend
        ("2026-03-14T10:00", "2026-03-15T10:00", 0),
        ("2026-03-27T09:00", "2026-03-30T17:00", 16),  # the clocks change on the 29th
        ("2026-03-16T00:00", "2026-03-23T00:00", 40),
        ("2026-03-16T12:00", "2026-03-16T11:00", 0),
    ],
)
def test_the_business_hours_clock(start: str, end: str, hours: float) -> None:
    assert WEEK.between(at(start), at(end)) == pytest.approx(hours * 3600)


@given(st.integers(0, 10**8), st.integers(0, 10**7), st.integers(0, 10**7))
def test_business_seconds_add_up(start: int, first: int, second: int) -> None:
    begin = 1_300_000_000 + start
    middle, end = begin + first, begin + first + second
    whole = WEEK.between(begin, end)
    assert whole == pytest.approx(WEEK.between(begin, middle) + WEEK.between(middle, end))
    assert 0 <= whole <= end - begin


@pytest.mark.parametrize(
    "text", ["", "always", "mon-fri", "mon 17:00-09:00", "mon 9:00-25:00", "mon-fri 9:00-12:00, wed 11:00-13:00"]
)
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        business_hours(text, "UTC")


def test_hours_may_wrap_the_week_and_end_at_midnight() -> None:
    found = business_hours("sat-mon 22:00-24:00", "UTC")
    start = datetime(2026, 3, 14, tzinfo=UTC)
    assert found.between(start.timestamp(), (start + timedelta(days=7)).timestamp()) == 3 * 7200


def test_instants_of_either_form() -> None:
    seconds = datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC).timestamp()
    for text in (
        "Tue Oct 31 22:10:47 +0000 2017",
        "2017-10-31T22:10:47Z",
        "2017-10-31 22:10:47",
        "Tue Oct 31 23:10:47 +0100 2017",
    ):
        assert seconds_of(text) == seconds
    assert seconds_of("2017-10-31 23:10:47", ZoneInfo("Europe/Berlin")) == seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "1969-01-01", "Tue Foo 31 22:10:47 +0000 2017", "Tue Feb 31 22:10:47 +0000 2017", "9999-12-31"]
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        seconds_of(text)
