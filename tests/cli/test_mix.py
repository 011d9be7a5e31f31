"""`mix` on the command line: rules in force with what is planned, and lifts with interval, n and proposed shift."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from commandline import Shell

KEYS = {"axis", "part", "lift", "low", "high", "n", "p_better", "method", "share", "proposed"}


@pytest.fixture
def clicks(team: Shell, tmp_path: Path) -> Shell:
    """Sixty posts of which every second asks with a link, and is clicked four times as often."""
    file = tmp_path / "posts.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("id", "posted_at", "text", "impressions", "likes", "replies", "reposts", "url_clicks"))
        for n in range(60):
            day = date(2026, 1, 1) + timedelta(days=n)
            asks = n % 2 == 0
            text = f"read it all https://t.co/a{n}" if asks else f"a plain thought {n}"
            writer.writerow((2_000_000_000_000_000_000 + n, f"{day}T09:00:00Z", text, 1000 + n % 7, 9, 1, 2,
                             12 + n % 5 if asks else 2 + n % 3))  # fmt: skip
    team("account", "add", "@acme")
    team("import", file, "--account", "@acme")
    team("goal", "add", "leads-q1", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--target", "950",
          "--start", "2026-01-01", "--end", "2026-12-31", "--reason", "Sell machines")  # fmt: skip
    return team


def test_lifts_have_interval_n_and_a_shift_of_ten_points_at_most(clicks: Shell):
    found = clicks.json("mix", "lifts", "--goal", "leads-q1")
    assert found["account"] == "@acme" and found["goal"] == "leads-q1" and found["figure"] == "url_clicks"
    assert all(set(row) == KEYS for row in found["lifts"])
    rows = {row["part"]: row for row in found["lifts"] if row["axis"] == "cta"}
    assert rows["link"]["n"] == 30 and rows["link"]["low"] > 0 > rows["none"]["high"]
    assert 0 < rows["link"]["proposed"] - rows["link"]["share"] <= 0.1 + 1e-9
    assert sum(row["proposed"] for row in rows.values()) == pytest.approx(1)
    assert "cta" in clicks("mix", "lifts", "--goal", "leads-q1").out


def test_stored_lifts_are_shown_while_they_are_new(clicks: Shell):
    computed = clicks.json("mix", "lifts", "--goal", "leads-q1")
    clicks("advise", "--refresh")
    stored = clicks.json("mix", "lifts", "--goal", "leads-q1")
    assert computed["made_at"] is None and stored["made_at"] and stored["lifts"] == computed["lifts"]


def test_the_rules_in_force_say_who_asks_for_them(clicks: Shell):
    clicks("week", "2026-W12", "--fill")
    found = clicks.json("mix", "show", "2026-W12")
    assert found["period"] == "2026-W12" and {"intent", "plan", "topic"} <= {row["axis"] for row in found["budgets"]}
    shown = clicks("mix", "show", "2026-W12").out
    assert "asked for by" in shown and "promo" in shown
    assert clicks.json("mix", "show", "2026-03")["period"] == "2026-03"
