"""The verbs of advice on the command line."""

from pathlib import Path

import pytest

from commandline import Shell

KEYS = {"goal", "p_hit", "expected", "low", "high", "n", "method", "status", "complete_to"}


@pytest.fixture
def leads(team: Shell, tmp_path: Path) -> Shell:
    """Ten leads a day from 1 January to 16 March 2026, and a goal."""
    from datetime import date, timedelta

    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(75)]
    file = tmp_path / "leads.csv"
    file.write_text("date,account,measure,value\n" + "".join(f"{day},@acme,leads,{8 + day.day % 5}\n" for day in days))
    team("account", "add", "@acme")
    team("import", file)
    team("goal", "add", "leads-q1", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--baseline", "700",
         "--target", "850", "--start", "2026-01-01", "--end", "2026-03-31", "--reason", "Sell machines")  # fmt: skip
    return team


def test_chance_as_json(leads: Shell):
    (row,) = leads.json("chance")
    assert set(row) >= KEYS
    assert row["goal"] == "leads-q1" and row["complete_to"] == "2026-03-16" and row["status"] == "ahead"
    assert row["low"] < row["expected"] < row["high"] and 0.9 < row["p_hit"] < 1
    assert row["n"] == 10
    assert leads.json("chance", "leads-q1")[0] | {"all_core": None} == row | {"all_core": None}
    assert leads.json("chance") == leads.json("chance")


def test_chance_for_people(leads: Shell):
    told = leads("chance").out
    assert "leads-q1" in told and "ahead" in told and "2026-03-16" in told
    assert "running quarter" in leads("chance", "--over", "quarter").out


def test_chance_without_history(team: Shell):
    team("account", "add", "@acme")
    assert team.json("chance") == []
    team("goal", "add", "leads-q1", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--baseline", "700",
         "--target", "850", "--start", "2026-01-01", "--end", "2026-03-31", "--reason", "Sell machines")  # fmt: skip
    (row,) = team.json("chance")
    assert (row["status"], row["p_hit"], row["complete_to"]) == ("no_history", None, None)
    assert "not enough history" in team("chance").out
    team("chance", "nothing", code=4)


def test_timing_says_first_whether_the_time_matters(leads: Shell):
    told = leads.json("timing", "--account", "@acme")
    assert (told["verdict"], told["posts"], told["zone"], told["windows"]) == ("none", 0, "UTC", [])
    assert len(told["slots"]) == 168
    assert "no evidence that the time of posting matters" in leads("timing").out
    leads("timing", "--account", "@nobody", code=4)


def test_bench_needs_no_workspace(shell: Shell, tmp_path: Path):
    from datetime import UTC, datetime, timedelta

    from exports import Post, content

    begin = datetime(2025, 1, 6, 9, tzinfo=UTC)
    figures = [
        {"likes": n * 7919 % 50, "reposts": n % 5, "impressions": 900 + n * 31 % 500, "engagements": n % 40}
        for n in range(120)
    ]
    times = [(begin + timedelta(hours=31 * n)).strftime("%Y-%m-%dT%H:%M") for n in range(120)]
    texts = ["why?" if n % 3 == 0 else "see https://acme.example" for n in range(120)]
    posts = [Post(at, text, n, told) for n, (at, text, told) in enumerate(zip(times, texts, figures, strict=True))]
    file = tmp_path / "content.csv"
    file.write_text(content(posts))
    told = shell.json("bench", file)
    assert set(told) == {"timing", "chance", "adjust", "ab", "lift", "accounts"}
    assert set(told["timing"]) == {"rho", "rho_heatmap", "skill", "verdict", "posts"}
    assert set(told["chance"]) >= {"brier", "brier_run_rate", "coverage", "forecasts"}
    assert set(told["adjust"]) == {"fired", "fired_ungated", "periods"}
    assert set(told["ab"]) >= {"false_positives", "false_positives_z", "trials"}
    assert set(told["lift"]) >= {"rmse", "rmse_zero", "rmse_naive"}
    assert [each["account"] for each in told["accounts"]] == ["@acme"]
    assert told["timing"]["posts"] == 118 and told["timing"]["verdict"] == "none" and told["timing"]["skill"] == 0
    assert told == shell.json("bench", file)
    assert "best times" in shell("bench", file).out
    shell("bench", tmp_path / "nothing.csv", code=4)
    shell("bench", file, "--zone", "Nowhere/Land", code=2)


def test_advice_is_quick_to_be_looked_up():
    """The verbs' module loads no numpy: that comes with the first estimate."""
    import subprocess
    import sys

    code = "import sys, tweetplan.cli.advice; print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
