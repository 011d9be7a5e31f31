"""Declarations live in the workspace: written when they change, kept when their plugin goes."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import dedent

import pytest

from tweetplan.analysis import declarations as keeping
from tweetplan.domain.findings import NotFound
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, level, ratio, total
from tweetplan.domain.measures import Measure
from tweetplan.domain.operations import Actor
from tweetplan.plugins import SWITCH, Plugins
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.declarations import Refreshed
from tweetplan.workspace.open import open_workspace

Install = Callable[..., list[EntryPoint]]
SEATS = Declaration(
    "seats",
    "Seats",
    measures=(Measure("seats", complete_after_days=1), Measure("waiting", level=True)),
    kpis=(Kpi("seats", total("seats")), Kpi("seat_rate", ratio("seats", "url_clicks"))),
    plugin="tweetplan-seats",
    version="1.0",
)
CHAIRS = Declaration("chairs", "Chairs", measures=(Measure("seats", complete_after_days=3),), plugin="tweetplan-chairs")
GOAL = Goal("g", "seats", "@a", "seat_rate", 0.1, date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    ids = iter(f"op-{n}" for n in range(1000))
    found = open_workspace(
        tmp_path / "plan",
        actor=Actor("ana", 1000, "host"),
        clock=lambda: datetime(2026, 3, 17, 9, tzinfo=UTC),
        new_id=lambda: next(ids),
        create=True,
    )
    yield found
    found.db.close()


def named(goal: Goal, kpi: str) -> Goal:
    return replace(goal, kpi=kpi)


def test_what_is_declared_is_stored_and_comes_back(ws: Workspace) -> None:
    assert declarations.refresh(ws, [SEATS, CHAIRS]) == Refreshed(new=("seats", "chairs"))
    assert declarations.all(ws) == {"chairs": CHAIRS, "seats": SEATS}


def test_nothing_is_written_while_nothing_changed(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS])
    written = ws.db.row("SELECT * FROM declarations")
    later = Workspace(ws.db, ws.actor, lambda: datetime(2027, 1, 1, tzinfo=UTC), ws.new_id)
    assert declarations.refresh(later, [SEATS]) == Refreshed()
    assert tuple(ws.db.row("SELECT * FROM declarations")) == tuple(written)


def test_a_change_is_told(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS])
    newer = replace(SEATS, title="Places", version="1.1")
    assert declarations.refresh(ws, [newer]) == Refreshed(changed=("seats",))
    assert declarations.all(ws)["seats"].title == "Places"


def test_a_plugin_that_is_gone_leaves_its_declaration_marked(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS, CHAIRS])
    assert declarations.refresh(ws, [CHAIRS]) == Refreshed(gone=("seats",))
    assert declarations.missing(ws) == {"seats": "tweetplan-seats 1.0"}
    assert declarations.all(ws)["seats"] == SEATS
    assert declarations.kpi(ws, GOAL) == SEATS.kpis[1]
    assert declarations.refresh(ws, [CHAIRS]) == Refreshed()
    assert declarations.refresh(ws, [SEATS, CHAIRS]) == Refreshed(back=("seats",))
    assert declarations.missing(ws) == {}


def test_a_plugin_that_was_left_out_is_not_gone(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS, CHAIRS])
    assert declarations.refresh(ws, [CHAIRS], keep={"tweetplan-seats"}) == Refreshed()
    assert declarations.missing(ws) == {}


def test_a_declaration_in_words_of_a_newer_version_leaves_its_bare_key(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS, CHAIRS])
    with ws.db.writing():
        ws.db.execute("UPDATE declarations SET body = :body WHERE key = 'seats'", body='{"key":"seats","title":3}')
    assert declarations.all(ws) == {"chairs": CHAIRS, "seats": Declaration("seats", "seats")}


def test_a_goal_finds_its_kpi_in_its_type_then_in_the_account_then_among_the_measures(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS, CHAIRS])
    assert declarations.kpi(ws, GOAL).formula == ratio("seats", "url_clicks")
    assert declarations.kpi(ws, named(GOAL, "net_follows")).formula == total("new_follows", minus="unfollows")
    assert declarations.kpi(ws, named(GOAL, "waiting")).formula == level("waiting")
    with pytest.raises(NotFound, match="Did you mean seat_rate"):
        declarations.kpi(ws, named(GOAL, "seat_rat"))


def test_measures_are_x_s_own_and_the_declared_ones_complete_when_the_slowest_says_so(ws: Workspace) -> None:
    declarations.refresh(ws, [SEATS, CHAIRS])
    assert declarations.measure(ws, "impressions") is not None
    found = declarations.measure(ws, "seats")
    assert found is not None and found.complete_after_days == 3
    assert declarations.measure(ws, "nothing") is None


def built(ws: Workspace) -> list[str]:
    return sorted(declarations.all(ws))


def test_a_new_workspace_gets_the_seven_goal_types_and_the_second_look_loads_nothing(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.refresh_if_changed(ws, {})
    assert built(ws) == ["awareness", "community", "leads", "retention", "sales", "support", "thought_leadership"]
    monkeypatch.setattr(Plugins, "load", lambda *a, **k: pytest.fail("plugins were loaded again"))
    assert keeping.refresh_if_changed(ws, {}) == ()


def test_the_switch_has_one_name() -> None:
    assert keeping.SWITCH == SWITCH


def test_the_switch_makes_no_goal_type_go_away(ws: Workspace) -> None:
    keeping.refresh_if_changed(ws, {})
    keeping.refresh_if_changed(ws, {"TWEETPLAN_LOAD_PLUGINS": "goals.leads"})
    assert len(built(ws)) == 7 and declarations.missing(ws) == {}


def test_installing_changing_and_removing_a_plugin_is_noticed(ws: Workspace, install: Install, site: Path) -> None:
    source = """
        from tweetplan.api import *
        class Seats(GoalType):
            '''Seats.'''
            key, title = "seats", "Seats"
        @hookimpl
        def tweetplan_goal_types(): return [Seats]
    """
    keeping.refresh_if_changed(ws, {})
    install("seatsplugin", source)
    keeping.refresh_if_changed(ws, {})
    assert "seats" in built(ws)
    with ws.operation("goal.add") as change:
        change.put("goals", _goal_record("sold-out"))
    (site / "tweetplan_seatsplugin-1.0.dist-info" / "entry_points.txt").unlink()
    (told,) = (found for found in keeping.refresh_if_changed(ws, {}) if found.rule == "plugins.missing")
    assert told.message == ("Goal type seats (tweetplan-seatsplugin 1.0) is not installed any more; kept for sold-out.")
    assert "seats" in built(ws)


def test_a_broken_plugin_is_told_when_it_appears(ws: Workspace, install: Install) -> None:
    install("brokenplugin", "raise RuntimeError('out of coffee')")
    told = keeping.refresh_if_changed(ws, {})
    assert "Plugin brokenplugin: RuntimeError: out of coffee" in [finding.message for finding in told]


def test_editing_an_editable_plugin_changes_the_fingerprint(install: Install, site: Path, tmp_path: Path) -> None:
    install("edited", "x = 1", points="edited = editedpackage.types")
    project = tmp_path / "project"
    package = project / "src" / "editedpackage"
    package.mkdir(parents=True)
    (package / "types.py").write_text(dedent("x = 1"))
    direct = f'{{"url": "{project.as_uri()}", "dir_info": {{"editable": true}}}}'
    (site / "tweetplan_edited-1.0.dist-info" / "direct_url.json").write_text(direct)
    before = keeping.fingerprint([str(site)], {})
    assert keeping.fingerprint([str(site)], {}) == before
    os.utime(package / "types.py", ns=(1, 1))
    changed = keeping.fingerprint([str(site)], {})
    assert changed != before
    (package / "beside.py").write_text("")
    assert keeping.fingerprint([str(site)], {}) != changed


def test_a_reader_of_the_workspace_goes_on_with_what_is_stored(ws: Workspace) -> None:
    with ws.operation("plan.apply") as change:
        change.put("members", {"id": "ana", "roles": "[]", "zone": "UTC", "hours": "{}", "minutes_a_week": 0})
    stranger = Workspace(ws.db, Actor("eve", 1001, "host"), ws.clock, ws.new_id)
    assert keeping.refresh_if_changed(stranger, {}) == ()
    assert built(stranger) == []
    keeping.refresh_if_changed(ws, {})
    assert len(built(stranger)) == 7


def _goal_record(name: str) -> dict[str, object]:
    record: dict[str, object] = dict.fromkeys(("reason", "statement", "supports", "owner", "campaign"), "")
    record |= {"id": name, "name": name, "type": "seats", "account": "@a", "kpi": "likes", "target": 1.0, "draft": 0}
    record |= {"start_day": "2026-01-01", "end_day": "2026-12-31", "baseline": None, "importance": 3, "urgency": 3}
    return record | {"tier": "primary", "fields": "{}", "anchors": "[]", "periods": "[]"}
