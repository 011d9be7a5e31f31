"""`advise` and `goal adjust` on the command line, and two sessions that refresh at once."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from commandline import Shell

KEYS = {"id", "rank", "title", "kind", "goal", "account", "rule", "plugin", "must", "chosen", "explore", "minutes",
        "due", "role", "effect", "p_now", "p_done", "p_done_low", "p_done_high", "belief", "adoption", "score",
        "because", "sentences", "do", "made_at", "stale"}  # fmt: skip


@pytest.fixture
def leads(team: Shell, tmp_path: Path) -> Shell:
    """Ten weeks of leads, and a goal that cannot prove anything yet."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(75)]
    file = tmp_path / "leads.csv"
    file.write_text("date,account,measure,value\n" + "".join(f"{day},@acme,leads,{8 + day.day % 5}\n" for day in days))
    team("account", "add", "@acme")
    team("import", file)
    team("goal", "add", "leads-q1", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--target", "950",
         "--start", "2026-01-01", "--end", "2026-03-31", "--reason", "Sell machines")  # fmt: skip
    return team


def test_advice_is_refreshed_shown_and_answered(leads: Shell):
    assert leads.json("advise") == []
    assert "advise --refresh" in leads("advise").out
    found = leads.json("advise", "--refresh")
    assert found and all(set(one) == KEYS for one in found)
    (baseline,) = [one for one in found if one["rule"] == "D04" and one["goal"]]
    assert baseline["kind"] == "fix" and baseline["effect"] is None and not baseline["stale"]
    shown = leads("advise").out
    assert baseline["title"] in shown and "D04, core" in shown
    made = leads.json("advise", "accept", baseline["id"][:6])
    assert made["made"].startswith("task ")
    assert baseline["id"] not in [one["id"] for one in leads.json("advise", "--refresh")]
    leads("undo")
    (other,) = [one for one in leads.json("advise", "--refresh") if one["id"] == baseline["id"]]
    leads("advise", "dismiss", other["id"], "--reason", "wrong")
    leads("advise", "snooze", other["id"], code=4)
    assert leads.json("advise", "trust") == []


def test_progress_is_json_on_stderr(leads: Shell):
    told = leads("advise", "--refresh", "--progress", "json").err.splitlines()
    assert [line for line in told if '"message": "estimates"' in line]


def test_goal_adjust_shows_the_arithmetic(leads: Shell):
    (found,) = leads.json("goal", "adjust")
    assert found["goal"] == "leads-q1" and found["move"] in ("steady", "usual", "raise", "analyse")
    assert all(cycle["ratio"] == pytest.approx(cycle["actual"] / cycle["asked"]) for cycle in found["cycles"])
    assert "asked =" in leads("goal", "adjust", "leads-q1").out
    leads("goal", "adjust", "nothing", code=4)
    leads("goal", "adjust", "--accept", code=2)


def test_two_sessions_refresh_at_once_and_one_computes(
    tmp_path: Path, process: Callable[..., subprocess.CompletedProcess[str]], home: Path
):
    place = tmp_path / "demo"
    process("demo", "--dir", place, "--no-open")
    command = [sys.executable, "-m", "tweetplan", "--workspace", str(place), "advise", "--refresh", "--json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], answers
    from tweetplan.workspace.open import open_workspace

    ws = open_workspace(str(place))
    assert ws.db.value("SELECT COUNT(*) FROM advice_runs") == 1
    assert ws.db.value("SELECT COUNT(*) FROM advice") > 0
    ws.db.close()
    first, second = (out[out.index('"data"') :] for out, _ in answers)
    assert first == second
