"""The plan as a file: exact round trips, nothing half applied, and no change of somebody else overwritten."""

import pytest

from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.domain.findings import CheckFailed, Conflict
from tweetplan.workspace import goals, history, plan
from tweetplan.workspace.core import Workspace

PLAN = """\
format = 1

[workspace]
name = "Acme"

[[accounts]]
handle = "@acme"
zone = "Europe/Berlin"

[[goals]]
name = "leads-2026"
type = "leads"
account = "@acme"
kpi = "leads"
reason = "Sell A"
baseline = 0
target = 1000
start = 2026-01-01
end = 2026-12-31

  [goals.anchors]
  2026-03-31 = 200

[[patterns]]
account = "@acme"
days = ["mon", "thu"]
times = ["09:00"]

[reserve]
hours = 0.2

[rules]
"winback.silent_days" = 21
"""


@pytest.fixture
def planned(ws: Workspace) -> Workspace:
    refresh_if_changed(ws)
    plan.apply(ws, PLAN.encode(), "plan.toml")
    return ws


def again(ws: Workspace, text: str, **wishes: bool) -> plan.Applied:
    return plan.apply(ws, text.encode(), "plan.toml", **wishes)


def test_a_plan_is_applied_as_one_operation_and_undone_as_one(planned: Workspace):
    assert [goal.name for goal in goals.listing(planned)] == ["leads-2026"]
    assert planned.revision == history.log(planned, 1)[0].seq
    history.undo(planned)
    assert goals.listing(planned) == ()


def test_applying_twice_changes_nothing(planned: Workspace):
    before = planned.revision
    assert again(planned, PLAN).changes == ()
    assert planned.revision == before


def test_export_diff_and_apply_are_a_round_trip(planned: Workspace):
    text = plan.export(planned)
    assert plan.diff(planned, text.encode(), "p").changes == ()
    assert again(planned, text).changes == ()
    assert plan.export(planned) == text


def test_a_stale_file_is_a_conflict_and_nothing_of_it_is_written(planned: Workspace):
    text = plan.export(planned)
    goals.anchor(planned, "leads-2026", goals.get(planned, "leads-2026").anchors[0].day, 250)
    stale = text.replace('reason = "Sell A"', 'reason = "Sell B"').replace('name = "Acme"', 'name = "Other"')
    with pytest.raises(Conflict) as caught:
        again(planned, stale)
    assert "ana changed it" in caught.value.findings[0].message
    assert 'name = "Acme"' in plan.export(planned)


def test_a_record_that_changed_to_what_the_file_says_is_no_conflict(planned: Workspace):
    text = plan.export(planned)
    day = goals.get(planned, "leads-2026").anchors[0].day
    goals.anchor(planned, "leads-2026", day, 250)
    goals.anchor(planned, "leads-2026", day, 200)
    assert again(planned, text).changes == ()


def test_a_record_that_somebody_removed_does_not_come_back_by_a_stale_file(planned: Workspace):
    text = plan.export(planned)
    goals.remove(planned, "leads-2026")
    with pytest.raises(Conflict, match="nothing was written"):
        again(planned, text)


def test_a_revision_of_another_workspace_protects_everything_that_is_there(planned: Workspace):
    foreign = "revision = 99999\n" + PLAN.replace("target = 1000", "target = 900")
    with pytest.raises(Conflict):
        again(planned, foreign)


def test_what_the_file_does_not_mention_stays_unless_pruned(planned: Workspace):
    short = PLAN[: PLAN.index("[[goals]]")] + "[[patterns]]" + PLAN.split("[[patterns]]")[1]
    assert again(planned, short).changes == ()
    without = short + '\n[[goals]]\nname = "other"\ntype = "leads"\naccount = "@acme"\nkpi = "leads"\nreason = "x"\n'
    without += "baseline = 1\ntarget = 5\nstart = 2026-04-01\nend = 2026-06-30\n"
    applied = again(planned, without, prune=True)
    assert [(change.kind, change.name) for change in applied.changes] == [("add", "other"), ("remove", "leads-2026")]


def test_the_patterns_of_an_account_are_replaced_as_one(planned: Workspace):
    applied = again(planned, PLAN.replace('times = ["09:00"]', 'times = ["10:00"]'))
    assert sorted(change.kind for change in applied.changes) == ["add", "remove"]
    assert 'times = [\n    "10:00",\n]' in plan.export(planned)


def test_a_goal_with_an_error_is_stored_only_as_a_draft(planned: Workspace):
    vague = PLAN.replace('reason = "Sell A"', 'statement = "increase engagement"')
    with pytest.raises(CheckFailed) as caught:
        again(planned, vague)
    assert any("plan.toml, line" in found.where and found.rule.startswith("G0") for found in caught.value.findings)
    assert "Sell A" in plan.export(planned)
    again(planned, vague.replace('name = "leads-2026"', 'name = "leads-2026"\ndraft = true'))
    assert goals.get(planned, "leads-2026").draft


def test_an_unknown_rule_is_refused_with_the_nearest(planned: Workspace):
    with pytest.raises(CheckFailed) as caught:
        again(planned, PLAN.replace("winback.silent_days", "winback.silent_dayz"))
    assert any("winback.silent_days" in f"{found.message} {found.remedy}" for found in caught.value.findings)
