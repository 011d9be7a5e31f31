"""What plugins declare comes back from the store exactly as it was, and quickly."""

import json
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.cadence import Cadence, TaskTemplate, after, before, daily, weekly, when
from tweetplan.domain.codec import plain, restored
from tweetplan.domain.goal_type import Benchmark, Declaration, GoalType, Phase, Shape, declare
from tweetplan.domain.kpis import Formula, Kpi
from tweetplan.domain.measures import Measure, PostFilter
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.own_fields import EXAMPLES, OwnField, read_own_fields
from tweetplan.domain.timing import Timing, within
from tweetplan.plugins import Plugins

words = st.text(max_size=12)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
several = st.lists(keys, max_size=3).map(tuple)
bands = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: Band(min(ends), max(ends)))
rules = st.builds(
    MixRule,
    axis=keys,
    parts=st.lists(st.tuples(keys, bands), max_size=3).map(tuple),
    window=st.sampled_from(["week", "month", "quarter"]),
    soft=st.booleans(),
    rule=words,
)
formulas = st.builds(
    Formula,
    kind=st.sampled_from(["total", "ratio", "level", "growth", "duration"]),
    plus=several,
    minus=several,
    over=several,
)
cadences = st.builds(
    Cadence,
    every=st.sampled_from(["day", "week", "month", "quarter", "fortnight", "before", "after", "when"]),
    least=st.integers(1, 3),
    most=st.integers(3, 9),
    of=words,
    days=st.integers(0, 400),
    weekday=st.none() | st.integers(0, 6),
)
own_values = st.one_of(
    st.tuples(st.just("text"), words),
    st.tuples(st.just("integer"), st.integers()),
    st.tuples(st.just("number"), st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just("date"), st.dates()),
    st.tuples(st.just("yes/no"), st.booleans()),
    st.tuples(st.sampled_from(list(EXAMPLES)), st.none()),
)
own_fields = st.builds(
    lambda name, value, required, told: OwnField(name, value[0], required, value[1], told),
    keys,
    own_values,
    st.booleans(),
    words,
)
declarations = st.builds(
    Declaration,
    key=keys,
    title=words,
    summary=words,
    measures=st.lists(
        st.builds(
            Measure,
            key=keys,
            unit=words,
            level=st.booleans(),
            complete_after_days=st.integers(0, 60),
            of=st.none() | keys,
            posts=st.none() | st.builds(PostFilter, st.dictionaries(keys, words, max_size=2)),
            title=words,
        ),
        max_size=3,
    ).map(tuple),
    kpis=st.lists(
        st.builds(
            Kpi,
            key=keys,
            formula=formulas,
            title=words,
            unit=words,
            better=st.sampled_from(["higher", "lower"]),
            currency=st.none() | st.sampled_from(["EUR", "USD"]),
            lag_days=st.integers(0, 60),
            at_end_only=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    mix=st.lists(rules, max_size=3).map(tuple),
    tasks=st.lists(
        st.builds(
            TaskTemplate,
            title=words,
            cadence=cadences,
            role=words,
            minutes=st.integers(1, 500),
            why=words,
            makes_post=st.booleans(),
            intent=words,
            topic=words,
            format=words,
        ),
        max_size=3,
    ).map(tuple),
    benchmarks=st.lists(
        st.builds(
            Benchmark,
            kpi=keys,
            value=st.none() | st.floats(allow_nan=False) | st.integers(-9, 9).map(float),
            source=words,
        ),
        max_size=3,
    ).map(tuple),
    timing=st.builds(
        Timing, kind=st.sampled_from(["peaks", "cover", "spread", "within"]), measure=words, delay=words, trigger=words
    ),
    phases=st.lists(
        st.builds(
            Phase,
            days=st.integers(1, 90),
            at=st.sampled_from(["first", "last"]),
            mix=st.lists(rules, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    curve=st.builds(Shape, kind=st.sampled_from(["even", "late", "early"])),
    fields=st.lists(own_fields, max_size=3).map(tuple),
    plugin=words,
    version=words,
)


@given(declarations)
def test_a_declaration_comes_back_exactly(declaration: Declaration) -> None:
    back = restored(Declaration, json.loads(json.dumps(plain(declaration))))
    assert back == declaration
    assert repr(back) == repr(declaration)  # 0 and 0.0, or a list and a tuple, are equal to some and not to others


def test_fields_at_their_default_are_left_out_so_that_a_new_field_changes_no_old_hash() -> None:
    assert plain(Declaration("seats", "Seats")) == {"key": "seats", "title": "Seats"}


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ({"key": "a"}, "missing 1 required positional argument: 'title'"),
        ({"key": 3, "title": "A"}, "Declaration.key: expected text, found 3"),
        ({"key": "a", "title": "A", "kpis": {}}, "Declaration.kpis: expected a list"),
        ({"key": "a", "title": "A", "kpis": [{"key": "k"}]}, "Declaration.kpis[0]: .*formula"),
        ({"key": "a", "title": "A", "curve": {"kind": "steep"}}, "curve.kind: expected one of even, late, early"),
        ({"key": "a", "title": "A", "mix": [{"axis": "x", "parts": [["p"]]}]}, "parts.*expected 2 values, found 1"),
        ([], "expected a Declaration"),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(stored: object, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace("[0]", r"\[0\]")):
        restored(Declaration, stored)


def test_what_a_newer_version_wrote_beside_it_is_passed_over() -> None:
    assert restored(Declaration, {"key": "a", "title": "A", "colour": "red"}) == Declaration("a", "A")


def test_the_seven_built_in_declarations_survive_the_store() -> None:
    found = Plugins.load(environ={}).declarations()
    assert len(found) == 7
    assert [restored(Declaration, json.loads(json.dumps(plain(declared)))) for declared in found] == list(found)


class Event(GoalType):
    """Seats taken at an event."""

    key = "event"
    title = "Event"

    @dataclass(frozen=True)
    class Params:
        """What an event is."""

        event: date = field(metadata={"help": "The day of the event"})
        seats: int = 40
        price: float = 0.0
        online: bool = False
        url: str | None = None
        dinner: "date | None" = None
        opened: date = date(2026, 1, 31)


def test_own_fields_are_read_from_the_dataclass() -> None:
    assert declare(Event).fields == (
        OwnField("event", "date", True, None, "The day of the event"),
        OwnField("seats", "integer", False, 40),
        OwnField("price", "number", False, 0.0),
        OwnField("online", "yes/no", False, False),
        OwnField("url", "text", False, None),
        OwnField("dinner", "date", False, None),
        OwnField("opened", "date", False, date(2026, 1, 31)),
    )


def test_own_fields_are_given_as_text_and_come_out_typed_with_defaults_filled_in() -> None:
    given = {"event": "2026-06-01", "seats": "25", "online": "Yes", "price": "12.5"}
    values, findings = read_own_fields(declare(Event).fields, given)
    assert findings == ()
    assert values == {
        "event": date(2026, 6, 1),
        "seats": 25,
        "price": 12.5,
        "online": True,
        "opened": date(2026, 1, 31),
    }


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "event is missing."),
        ({"event": "1 June"}, "event wants a date, such as 2026-06-01, not '1 June'."),
        ({"event": "2026-06-01", "seats": "many"}, "seats wants a whole number, such as 40, not 'many'."),
        ({"event": "2026-06-01", "seats": True}, "seats wants a whole number, such as 40, not True."),
        ({"event": "2026-06-01", "price": "nan"}, "price wants a number, such as 1.5, not 'nan'."),
        ({"event": "2026-06-01", "online": "perhaps"}, "online wants yes or no, not 'perhaps'."),
        ({"event": "2026-06-01", "seat": 3}, "This goal type has no field 'seat'."),
    ],
)
def test_own_fields_that_do_not_fit_are_findings(given: dict[str, object], told: str) -> None:
    _, findings = read_own_fields(declare(Event).fields, given)
    assert [finding.message for finding in findings] == [told]
    assert {finding.severity for finding in findings} == {"error"}
    assert all(finding.remedy for finding in findings)


def test_an_unknown_own_field_names_the_nearest() -> None:
    _, (finding,) = read_own_fields(declare(Event).fields, {"event": "2026-06-01", "seat": 3})
    assert finding.remedy == "Did you mean seats?"


def test_cadences_say_what_they_mean() -> None:
    assert weekly((2, 3), "Insight", weekday=0).cadence == Cadence("week", 2, 3, weekday=0)
    assert daily(1, "Answer", role="community_manager").role == "community_manager"
    assert before("event", days=7)("Remind", minutes=10).cadence == Cadence("before", of="event", days=7)
    assert after("event")("Thank").cadence == Cadence("after", of="event")
    assert when("release")("Cover").cadence == Cadence("when", of="release")


@pytest.mark.parametrize(
    "wrong", [{"least": 0}, {"least": 3, "most": 2}, {"weekday": 7}, {"days": -1}], ids=lambda wrong: str(wrong)
)
def test_a_cadence_that_cannot_be_is_refused_where_it_is_written(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"least|weekday|days"):
        Cadence("week", **wrong)  # type: ignore[arg-type]


def test_delays_are_read_and_refused_where_they_are_written() -> None:
    assert within("2 h", of="mention").delay_minutes == 120
    assert within("30 min", of="mention").delay_minutes == 30
    with pytest.raises(ValueError, match="30 min, 2 h or 1 d"):
        within("soon", of="mention")
