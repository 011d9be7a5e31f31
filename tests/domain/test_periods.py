"""Periods have one label, two inclusive ends, and neighbours; fiscal years may start in any month (G07)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.periods import KINDS, PeriodKind, containing, local_day, parse, within

kinds = st.sampled_from(KINDS)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
fiscal = st.integers(1, 12)


@pytest.mark.parametrize(
    ("label", "kind", "first", "last"),
    [
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q1", "quarter", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-02", "month", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-W12", "week", date(2026, 3, 16), date(2026, 3, 22)),
        ("2026-W01", "week", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-W53", "week", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-03-17", "day", date(2026, 3, 17), date(2026, 3, 17)),
    ],
)
def test_g07_labels_name_periods_of_the_calendar(label: str, kind: str, first: date, last: date) -> None:
    period = parse(label)
    assert (period.kind, period.label, period.first, period.last) == (kind, label, first, last)


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2026", date(2025, 4, 1), date(2026, 3, 31)),
        ("2026-Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("2026-Q4", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30)),
    ],
)
def test_g07_a_fiscal_year_carries_the_number_of_the_year_it_ends_in(label: str, first: date, last: date) -> None:
    period = parse(label, fiscal_start=4)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "label",
    [
        "", "26", "2026-13", "2026-00", "2026-Q5", "2026-W54", "2025-W53", "2026-W00", "2026-02-30", "2026-3", "0000",
        "9999-12", "1899", "2201-W01",
        "２０２６", "2026\n",
    ],
)  # fmt: skip
def test_labels_that_name_nothing_are_refused_with_the_forms_that_do(label: str) -> None:
    with pytest.raises(UsageProblem, match="is not a period"):
        parse(label)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_fiscal_year_starts_in_a_month_that_exists(month: int) -> None:
    with pytest.raises(UsageProblem, match="1 to 12"):
        parse("2026", month)


@given(kind=kinds, day=days, start=fiscal)
def test_g07_a_label_and_its_period_are_one(kind: PeriodKind, day: date, start: int) -> None:
    period = containing(kind, day, start)
    assert day in period
    assert parse(period.label, start) == period


@given(kind=kinds, day=days, start=fiscal)
def test_g07_neighbours_touch_and_lead_back(kind: PeriodKind, day: date, start: int) -> None:
    period = containing(kind, day, start)
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.fiscal_start == (start if kind in ("year", "quarter") else 1)


@given(kind=kinds, day=days, length=st.integers(0, 900), start=fiscal)
def test_g07_the_periods_of_a_span_leave_no_day_out(kind: PeriodKind, day: date, length: int, start: int) -> None:
    last = day + timedelta(days=length)
    found = list(within(kind, day, last, start))
    clipped = [span for period in found if (span := period.clipped(day, last)) is not None]
    assert len(clipped) == len(found)
    assert sum((b - a).days + 1 for a, b in clipped) == length + 1
    assert clipped[0][0] == day
    assert clipped[-1][1] == last


@given(day=days, start=fiscal)
def test_g07_days_months_and_quarters_nest_in_the_fiscal_year_and_weeks_do_not(day: date, start: int) -> None:
    year, quarter, month, single = (containing(kind, day, start) for kind in ("year", "quarter", "month", "day"))
    assert quarter in year
    assert month in quarter
    assert single in month
    assert single.days == 1
    assert containing("week", day).days == 7


def test_g07_an_iso_week_crosses_months() -> None:
    assert parse("2026-W14") not in parse("2026-03")
    assert parse("2026-W14").clipped(*((march := parse("2026-03")).first, march.last)) == (
        date(2026, 3, 30),
        date(2026, 3, 31),
    )


def test_no_periods_lie_in_an_empty_span_and_the_calendar_ends_quietly() -> None:
    assert list(within("day", date(2026, 1, 2), date(2026, 1, 1))) == []
    assert [period.label for period in within("month", date(9999, 11, 1), date.max)] == ["9999-11", "9999-12"]


def test_so_far_stops_at_the_day_asked_about() -> None:
    march = parse("2026-03")
    assert march.so_far(date(2026, 3, 17)) == (date(2026, 3, 1), date(2026, 3, 17))
    assert march.so_far(date(2026, 4, 2)) == (march.first, march.last)
    assert march.so_far(date(2026, 2, 28)) is None


def test_the_same_instant_is_another_day_elsewhere() -> None:
    instant = datetime(2026, 3, 16, 23, 30, tzinfo=UTC)
    assert local_day(instant, "Europe/Berlin") == date(2026, 3, 17)
    assert local_day(instant, "America/New_York") == date(2026, 3, 16)
    with pytest.raises(ValueError, match="no zone"):
        local_day(instant.replace(tzinfo=None), "UTC")
    for zone in ("Mars/Olympus", "../../etc/passwd", ""):
        with pytest.raises(UsageProblem, match="not a time zone"):
            local_day(instant, zone)


def test_a_day_has_23_24_or_25_hours_where_its_clocks_change() -> None:
    def hours(label: str, zone: str) -> float:
        begin, end = parse(label).instants(zone)
        return (end - begin).total_seconds() / 3600

    assert [hours(day, "Europe/Berlin") for day in ("2026-03-28", "2026-03-29", "2026-10-25")] == [24, 23, 25]
    assert hours("2018-11-04", "America/Sao_Paulo") == 23  # midnight itself was skipped
    assert parse("2026-03-17").instants("Asia/Tokyo")[0] == datetime(2026, 3, 16, 15, tzinfo=UTC)
