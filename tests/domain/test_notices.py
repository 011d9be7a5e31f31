"""When channels are told (T12): quiet hours over midnight, digests once a day, urgent things at once."""

from datetime import UTC, datetime, timedelta

import pytest

from tweetplan.domain.events import CONTENT, Event
from tweetplan.domain.notices import RETRIES, ChannelRule, digest_due, digest_of, next_try, quiet_at, tellable

NIGHT = ChannelRule(quiet="22:00-07:00", zone="Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def event(kind: str = "post.approved", when: str = "2026-03-17T09:00:00.000Z") -> Event:
    return Event(kind, f"{kind} at {when}", id=when, at=when)


@pytest.mark.parametrize(
    ("utc", "quiet"),
    [
        ("2026-03-17T20:59", False),  # 21:59 in Berlin
        ("2026-03-17T21:00", True),
        ("2026-03-17T23:30", True),
        ("2026-03-18T05:59", True),
        ("2026-03-18T06:00", False),
        ("2026-03-29T05:00", False),  # summer time began that night: 07:00 in Berlin
    ],
)
def test_t12_quiet_hours_pass_midnight_and_follow_the_zone(utc: str, quiet: bool) -> None:
    assert quiet_at(NIGHT, at(utc)) is quiet
    assert not quiet_at(ChannelRule(), at(utc))


def test_t12_in_quiet_hours_only_what_is_urgent_is_told() -> None:
    usual, crisis = event(), event("crisis.opened")
    assert tellable(NIGHT, [usual, crisis], at("2026-03-17T23:00")) == ((crisis,), False)
    assert tellable(NIGHT, [usual, crisis], at("2026-03-17T12:00")) == ((usual, crisis), False)


def test_t12_a_digest_waits_for_its_time_and_holds_everything() -> None:
    rule = ChannelRule(digest="08:00", zone="UTC")
    early, late = event(when="2026-03-17T07:00:00.000Z"), event(when="2026-03-17T09:00:00.000Z")
    assert tellable(rule, [early], at("2026-03-17T07:59")) == ((), False)
    assert tellable(rule, [early], at("2026-03-17T08:00")) == ((early,), True)
    assert tellable(rule, [late], at("2026-03-17T23:00")) == ((), False)
    assert tellable(rule, [late], at("2026-03-18T08:00")) == ((late,), True)
    assert not digest_due(rule, at("2026-03-17T08:00"), at("2026-03-17T08:01"))
    made = digest_of([early, late])
    assert made.text.splitlines() == [
        "2 notices",
        "2026-03-17 07:00 UTC  post.approved at 2026-03-17T07:00:00.000Z",
        "2026-03-17 09:00 UTC  post.approved at 2026-03-17T09:00:00.000Z",
    ]
    assert made.goes_to == CONTENT


def test_a_failed_notice_is_tried_again_ever_later_and_then_given_up() -> None:
    now = at("2026-03-17T08:00")
    waits = [next_try(tries, now) for tries in range(1, len(RETRIES) + 2)]
    assert waits[:-1] == [now + wait for wait in RETRIES]
    assert waits[-1] is None
    assert list(RETRIES) == sorted(RETRIES) and RETRIES[0] >= timedelta(minutes=1)


@pytest.mark.parametrize("fields", [{"quiet": "22-7"}, {"quiet": "24:00-07:00"}, {"digest": "8"}])
def test_hours_that_cannot_be_read_are_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="write"):
        ChannelRule(**fields)
