"""Goals on the command line: what is refused, what is stored, and a ladder whose rows add up."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commandline import Shell

LEADS = (
    "goal", "add", "leads-2026", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--baseline", "0",
    "--target", "1000", "--start", "2026-01-01", "--end", "2026-12-31",
    "--reason", "Sell 40 office machines by December", "--owner", "ana",
)  # fmt: skip
ROW = ["start", "end", "target", "planned", "actual", "status", "source"]
STATUSES = {"closed", "ahead", "on_track", "behind", "future", "no_data"}


@pytest.fixture
def acme(team: Shell) -> Shell:
    """A person with an account and a goal on it."""
    team("account", "add", "@acme", "--zone", "Europe/Berlin")
    team(*LEADS)
    return team


def figures(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "leads.csv"
    file.write_text("date,account,measure,value\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def test_goal_types_need_no_workspace(shell: Shell) -> None:
    keys = {row["key"] for row in shell.json("goal", "types")}
    assert {"awareness", "leads", "community", "thought_leadership", "support", "retention", "sales"} <= keys
    assert shell.json("goal", "types", "leads")["key"] == "leads"
    assert "leads" in shell("goal", "types", "leeds", code=4).err


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("increase engagement", "en", 3),
        ("raise the monthly engagement rate by 15 %", "en", 0),
        ("提高互动", "zh", 3),
        ("每月互动率提高15%", "zh", 0),
    ],
)
def test_g02_a_sentence_is_checked_without_a_workspace(shell: Shell, text: str, language: str, code: int) -> None:
    findings = shell.json("goal", "check", "--text", text, "--lang", language, code=code)
    assert any(finding["severity"] == "error" for finding in findings) == (code == 3)
    assert all({"rule", "severity", "message", "remedy"} <= set(finding) for finding in findings)


def test_a_goal_with_an_error_is_not_stored_unless_it_is_a_draft(acme: Shell) -> None:
    wrong = ["goal", "add", "vague", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--target", "5",
             "--start", "2026-02-01", "--end", "2026-01-01"]  # fmt: skip
    refused = acme(*wrong, "--json", code=3)
    assert refused.data["stored"] is False
    assert any(finding["severity"] == "error" for finding in refused.data["findings"])
    assert "vague" in refused.err
    assert [row["name"] for row in acme.json("goal", "list")] == ["leads-2026"]
    assert acme.json(*wrong, "--draft")["draft"] is True


def test_what_does_not_exist_is_named_with_the_nearest(acme: Shell) -> None:
    for option, wrong, nearest in (
        ("--type", "leeds", "leads"),
        ("--account", "@akme", "@acme"),
        ("--kpi", "lead", "leads"),
    ):
        arguments = [*LEADS]
        arguments[2] = "other"
        arguments[arguments.index(option) + 1] = wrong
        answer = acme(*arguments, code=4)
        assert nearest in answer.err
    assert "leads-2026" in acme("goal", "show", "leads-2025", code=4).err
    assert acme(*LEADS, code=5).out == ""


def test_numbers_and_days_are_checked_before_anything_is_opened(acme: Shell) -> None:
    for option, wrong in (("--target", "many"), ("--target", "inf"), ("--target", "nan"), ("--start", "1 May")):
        arguments = [*LEADS]
        arguments[arguments.index(option) + 1] = wrong
        assert wrong in acme(*arguments, code=2).err
    acme("goal", "edit", "leads-2026", "--set", "nothing", code=2)
    acme("goal", "edit", "leads-2026", code=2)


def test_a_percent_is_a_share(acme: Shell) -> None:
    arguments = ["goal", "add", "rate", "--type", "community", "--account", "@acme", "--kpi", "interaction_rate"]
    dates = ["--start", "2026-01-01", "--end", "2026-06-30", "--reason", "Be talked with, so that people stay"]
    made = acme.json(*arguments, "--baseline", "2%", "--target", "3 %", *dates)
    assert (made["baseline"], made["target"]) == (0.02, 0.03)


def test_edit_anchor_note_and_remove_are_undone_one_by_one(acme: Shell) -> None:
    acme("goal", "edit", "leads-2026", "--urgency", "5", "--rename", "leads")
    acme("goal", "anchor", "leads", "2026-03-31", "200")
    acme("goal", "note", "leads", "2026-03", "--focus", "industry fair", "--budget", "800", "--count", "posts=15")
    acme("goal", "note", "leads", "2026-03", "--count", "chats=2")
    goal = acme.json("goal", "show", "leads")
    assert goal["anchors"] == [{"day": "2026-03-31", "value": 200}]
    assert goal["periods"] == [
        {"period": "2026-03", "focus": "industry fair", "budget": 800, "counts": {"posts": 15, "chats": 2}}
    ]
    acme("goal", "remove", "leads")
    for _ in range(5):
        acme("undo")
    assert acme.json("goal", "show", "leads-2026")["anchors"] == []
    acme("goal", "anchor", "leads-2026", "2026-03-31", code=2)
    acme("goal", "anchor", "leads-2026", "2026-03-31", "--remove", code=4)


def test_g07_the_ladder_adds_up_at_every_level_and_follows_anchors(acme: Shell) -> None:
    for day, value in (("2026-03-31", 200), ("2026-06-30", 450), ("2026-09-30", 750)):
        acme("goal", "anchor", "leads-2026", day, str(value))
    quarters = acme.json("ladder", "leads-2026", "--level", "quarter")
    assert [row["target"] for row in quarters] == [200, 250, 300, 250]
    for level in ("year", "quarter", "month", "week", "day"):
        rows = acme.json("ladder", "leads-2026", "--level", level)
        assert all(list(row) == ROW for row in rows)
        assert sum(row["target"] for row in rows) == sum(row["planned"] for row in rows) == 1000
        assert {row["status"] for row in rows} <= STATUSES
        assert (rows[0]["start"], rows[-1]["end"]) == ("2026-01-01", "2026-12-31")
    assert acme.json("ladder", "leads-2026") == acme.json("ladder", "leads-2026", "--level", "month")
    acme("ladder", "leads-2026", "--level", "decade", code=2)
    assert "leads-2026" in acme("ladder", "leads-2062", code=4).err


def test_actuals_come_onto_the_ladder_and_a_replan_keeps_the_commitment(acme: Shell, tmp_path: Path) -> None:
    acme("goal", "anchor", "leads-2026", "2026-03-31", "200")
    acme("import", figures(tmp_path, "2026-01-10,@acme,leads,40", "2026-03-16,@acme,leads,134"))
    january, _, march, *later = acme.json("ladder", "leads-2026")
    assert (january["actual"], january["status"]) == (40, "closed")
    assert march["actual"] == 134
    assert {row["status"] for row in later} == {"future"}
    assert {row["actual"] for row in later} == {None}
    made = acme.json("goal", "replan", "leads-2026")
    assert (made["as_of"], made["actual"]) == ("2026-03-16", 174)
    rows = acme.json("ladder", "leads-2026")
    assert sum(row["target"] for row in rows) == 1000
    assert sum(row["planned"] for row in rows) == made["target"]
    text = acme("ladder", "leads-2026").out
    assert "2026-Q1" in text and "2026-03" in text and "174" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_as_of_hides_what_came_later(acme: Shell, tmp_path: Path) -> None:
    acme("import", figures(tmp_path, "2026-01-10,@acme,leads,40", "2026-03-10,@acme,leads,7"))
    then = acme.json("ladder", "leads-2026", "--level", "year", "--as-of", "2026-02-01T00:00Z")
    now = acme.json("ladder", "leads-2026", "--level", "year")
    assert (then[0]["actual"], now[0]["actual"]) == (40, 47)


def test_a_goal_without_a_baseline_is_unproven_until_one_is_recorded(acme: Shell) -> None:
    arguments = [word for word in LEADS if word not in ("--baseline", "0")]
    arguments[2] = "unproven"
    made = acme.json(*arguments)
    assert made["proven"] is False
    assert any(finding["rule"].startswith("D04") for finding in made["findings"])
    assert acme.json("goal", "baseline", "unproven", "3")["baseline"] == 3


def test_lists_are_for_people_at_80_columns(acme: Shell) -> None:
    for verb in (["goal", "list"], ["goal", "types"], ["goal", "show", "leads-2026"], ["goal", "check"]):
        text = acme(*verb, code=None).out
        assert text.strip()
        assert "leads" in text
    assert max(len(line) for line in acme("goal", "list").out.splitlines()) <= 80


def test_w16_a_plan_file_hears_the_goal_types_own_check(acme: Shell, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        'format = 1\n[[goals]]\nname = "back"\ntype = "retention"\naccount = "@acme"\nkpi = "net_follows"\n'
        'baseline = 5\ntarget = 10\nstart = 2026-01-01\nend = 2026-01-20\nreason = "Win back those who left"\n'
    )
    for words in (("diff",), ("apply", "--dry-run"), ("apply",)):
        said = acme.json("plan", words[0], tmp_path / "plan.toml", *words[1:])
        assert "W16.too-short" in {finding["rule"] for finding in said["findings"]}


def test_today_names_the_weekday_of_its_clock_where_it_is_another_day(team: Shell) -> None:
    team("account", "add", "@acme", "--zone", "Europe/Berlin", "--audience-zone", "America/New_York")
    team.now = datetime(2026, 3, 17, 3, 5, tzinfo=UTC)
    assert team("today").out.startswith("Today   Tue 17 Mar 2026   Mon 23:05 in America/New_York")
    team.now = datetime(2026, 3, 17, 13, 5, tzinfo=UTC)
    assert team("today").out.startswith("Today   Tue 17 Mar 2026   09:05 in America/New_York")
