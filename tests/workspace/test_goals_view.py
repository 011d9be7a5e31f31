"""What the Goals mode reads: the same figures as any other way to ask, from days that are read once (G07, G25, G27)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tweetplan.domain.kpis import Kpi, duration, growth, level, ratio, total
from tweetplan.domain.ladder import Node
from tweetplan.workspace import goals, goals_view, results, why
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.goals_view import offer, view
from tweetplan.workspace.results_running import figures_within
from workspace.planned import YEAR, days, leads, planned

START = date(2026, 1, 1)
KPIS = (
    Kpi("leads", total("leads")), Kpi("net", total("leads", minus="spend")), Kpi("rate", ratio("leads", "url_clicks")),
    Kpi("wait", duration("response_seconds", "responses")), Kpi("f", level("followers")), Kpi("g", growth("followers")),
)  # fmt: skip


@pytest.fixture
def stored(ws: Workspace) -> Workspace:
    planned(ws)
    for measure, first, count, step in (
        ("leads", START, 70, 2.0), ("spend", START + timedelta(days=9), 30, 0.1), ("url_clicks", START, 75, 41.0),
        ("response_seconds", START, 20, 600.5), ("responses", START, 20, 3.0), ("followers", START, 40, 1000.0),
    ):  # fmt: skip
        leads(ws, {day: step * (1 + at % 5) for at, day in enumerate(days(first, count))}, measure)
    return ws


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(KPIS), st.integers(-40, 120), st.integers(0, 150))
def test_a_span_of_days_read_once_is_what_the_store_says(stored: Workspace, kpi: Kpi, begin: int, length: int) -> None:
    first = START + timedelta(days=begin)
    last = first + timedelta(days=length)
    figure = figures_within(stored, kpi, "@tern", START, START + timedelta(days=90))
    here, there = figure(first, last), results.kpi_value(stored, kpi, "@tern", first, last)
    assert (here.source, here.posts, here.complete_to) == (there.source, there.posts, there.complete_to)
    assert here.value == pytest.approx(there.value)


def test_opening_the_whole_ladder_asks_the_store_nothing(stored: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = view(stored, "leads-2026").page
    assert page is not None and page.reading is not None

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a query")

    monkeypatch.setattr(stored.db, "rows", refuse)
    monkeypatch.setattr(stored.db, "row", refuse)

    def count(nodes: tuple[Node, ...]) -> int:
        return sum(1 + count(node.children) for node in nodes)

    assert count(page.reading.tree()) > 400


def test_a_commit_is_seen_at_the_next_reading(stored: Workspace) -> None:
    def reached() -> float | None:
        page = view(stored, "leads-2026").page
        assert page is not None and page.whole is not None
        return page.whole.actual

    before = reached()
    results.record(stored, "leads", 50.0, on=date(2026, 3, 12), account="@tern")
    after = reached()
    assert before is not None and after is not None and after > before


def test_the_first_goal_is_shown_when_the_one_asked_for_is_gone(stored: Workspace) -> None:
    found = view(stored, "was-removed")
    assert found.page is not None and found.page.goal.name == "leads-2026" and found.page.place == 1


def test_only_what_is_in_sight_is_read(stored: Workspace) -> None:
    every, ranked = view(stored, place="all"), view(stored, place="priority")
    assert every.page is None and len(every.lines) == 1 and every.priority is None
    assert ranked.lines == () and ranked.priority is not None and ranked.priority.core[0].name == "leads-2026"


def test_a_goal_without_a_curve_keeps_its_page(stored: Workspace) -> None:
    with stored.db.writing():
        stored.db.execute("UPDATE goals SET end_day = '2025-01-01'")
    page = view(stored).page
    assert page is not None and page.reading is None and "no target curve" in page.trouble


def test_g27_the_preset_is_offered_until_its_goals_are_there(ws: Workspace) -> None:
    planned(ws)
    assert offer(ws).preset is None
    goals.remove(ws, "leads-2026")
    preset = offer(ws).preset
    assert preset is not None and [proposal.type for proposal in preset.goals] == ["leads"]


def test_who_changed_a_goal_last(session: Callable[..., Workspace]) -> None:
    ana, ben = session("ana"), session("ben")
    planned(ana)
    changed = goals.edit(ben, "leads-2026", urgency=1)
    assert goals_view.last_change(ana, changed.version) == "ben"
    assert goals_view.last_change(ana, 10**6) == "Somebody"


def test_what_is_over_is_explained_as_agreed_even_after_a_replan(stored: Workspace) -> None:
    goals.replan(stored, "leads-2026")
    told = dict(line for line in why.explain_rung(stored, "leads-2026", "2026-01").lines if isinstance(line, tuple))
    assert told["plan"].startswith("182: re-planned") and told["status"].startswith("closed: 214.1 % of the 85 asked")


def test_a_proposed_replan_stores_nothing(stored: Workspace) -> None:
    revision = stored.revision
    made = goals.proposed_replan(stored, "leads-2026")
    assert stored.revision == revision
    assert goals.replan(stored, "leads-2026") == made and replace(YEAR).target == 1000
