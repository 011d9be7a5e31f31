"""Import, record and kpi on the command line: exact shapes, staged and whole, told to programs and people."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Shell

REPORT = ["batch", "read", "new", "updated", "known", "rejected", "matched", "unsure", "unplanned"]
KPI = ["kpi", "account", "from", "to", "value", "numerator", "denominator", "posts", "source", "complete_to"]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def generic(tmp_path: Path) -> Path:
    file = tmp_path / "figures.csv"
    file.write_text(
        "date,account,measure,value\n2026-03-01,@acme,leads,4\n2026-03-02,@acme,leads,2\n2026-03-02,@acme,spend,30\n",
        encoding="utf-8",
    )
    return file


def kpis(shell: Shell, *arguments: str) -> dict[str, dict[str, object]]:
    return {row["kpi"]: row for row in shell.json("kpi", *arguments)}


def test_import_reports_exactly_these_figures(team: Shell, generic: Path) -> None:
    answer = team("import", generic, "--json")
    assert list(answer.data) == REPORT
    assert answer.data["batch"]
    assert [answer.data[name] for name in REPORT[1:]] == [3, 3, 0, 0, [], 0, 0, 0]
    assert "@acme" in answer.err
    assert [row["handle"] for row in team.json("account", "list")] == ["@acme"]


def test_the_same_file_twice_adds_nothing(team: Shell, generic: Path) -> None:
    team("import", generic)
    again = team.json("import", generic)
    assert (again["new"], again["updated"], again["known"]) == (0, 0, 3)


def test_a_batch_is_undone_and_redone(team: Shell, generic: Path) -> None:
    team("import", generic)
    team("undo")
    assert "leads" not in kpis(team)
    team("redo")
    assert kpis(team)["leads"]["value"] == 6


def test_rejected_rows_are_named_and_the_others_stored(team: Shell, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("date,account,measure,value\n2026-03-01,@acme,leads,4\n2026-03-02,@acme,leads,many\n")
    report = team.json("import", file, code=3)
    assert [(row["file"], row["line"]) for row in report["rejected"]] == [("some.csv", 3)]
    assert set(report["rejected"][0]) == {"file", "line", "why"}
    assert kpis(team)["leads"]["value"] == 4
    text = team("import", file, code=3).out
    assert "some.csv, line 3" in text


def test_a_dry_run_stores_nothing_and_needs_no_workspace(shell: Shell, generic: Path, tmp_path: Path) -> None:
    assert shell.json("import", generic, "--dry-run")["new"] == 3
    shell("init", tmp_path / "team")
    assert shell.json("import", generic, "--dry-run")["new"] == 3
    assert shell.json("kpi") == []
    assert shell.json("log") == []


def test_standard_input_is_a_file_too(team: Shell, generic: Path) -> None:
    report = team("import", "-", "--account", "@acme", "--json", stdin=generic.read_bytes()).data
    assert report["new"] == 3


def test_what_cannot_be_read_is_named_and_nothing_is_stored(team: Shell, generic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    fifo = tmp_path / "fifo.csv"
    os.mkfifo(fifo)
    for wrong in (folder, fifo):
        answer = team("import", generic, wrong, "--account", "@acme", code=1)
        assert wrong.name in answer.err
    assert "none.csv" in team("import", generic, tmp_path / "none.csv", "--account", "@acme", code=4).err
    assert team.json("log") == []


def test_columns_can_be_mapped_and_encodings_named(team: Shell, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes("Tag,Größe,Zahl\n2026-03-02,leads,3\n".encode("cp1252"))
    mapped = ["--map", "date=Tag", "--map", "measure=Größe", "--map", "value=Zahl", "--account", "@acme"]
    refused = team("import", file, *mapped, code=1)
    assert "--encoding" in refused.err
    assert team.json("import", file, *mapped, "--encoding", "cp1252")["new"] == 1
    team("import", file, "--map", "date", code=2)
    file.write_text("date,measure,value\n2026-03-02,leads,3\n")
    team("import", file, "--reader", "nobody", "--account", "@acme", code=4)


def test_progress_is_json_lines_on_stderr(team: Shell, generic: Path) -> None:
    answer = team("import", generic, "--progress", "json", "--json")
    lines = [json.loads(line) for line in answer.err.splitlines() if line.startswith("{")]
    assert lines
    assert all({"done", "total", "message"} == set(line) for line in lines)
    assert answer.data["new"] == 3


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_signal_before_the_end_stores_nothing(team: Shell, tmp_path: Path, number: int, code: int) -> None:
    """The child is stopped while it waits for the rest of its standard input."""
    command = [sys.executable, "-m", "tweetplan", "import", "-", "--account", "@acme", "--progress", "json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdin is not None
        child.stdin.write(b"date,measure,value\n2026-03-01,leads,4\n")
        child.stdin.flush()
        wait_until_it_reads(child.pid)
        child.send_signal(number)
        assert child.wait(timeout=20) == code
    assert team.json("log") == []
    assert team.json("check") == []


def wait_until_it_reads(process: int) -> None:
    """Until the process sleeps in a read of its standard input: then handlers are in place and nothing is stored."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            call = Path(f"/proc/{process}/syscall").read_text().split()
        except OSError:
            pytest.skip("needs /proc/PID/syscall to see where a process waits")
        if call[:2] == ["0", "0x0"]:
            return
        time.sleep(0.02)
    raise AssertionError("it never read its standard input")


def test_kpi_rows_have_exactly_these_columns(team: Shell, generic: Path) -> None:
    team("import", generic)
    rows = team.json("kpi", "--account", "@acme")
    assert rows
    assert all(list(row) == KPI for row in rows)
    leads = next(row for row in rows if row["kpi"] == "leads")
    assert (leads["value"], leads["account"], leads["from"], leads["to"]) == (6, "@acme", "2026-03-01", "2026-03-02")
    assert leads["complete_to"] == "2026-03-02"


def test_kpi_of_a_span_a_goal_and_a_campaign(team: Shell, generic: Path) -> None:
    team("import", generic)
    assert kpis(team, "--from", "2026-03-02", "--to", "2026-03-02")["leads"]["value"] == 2
    team("record", "leads", "5", "--account", "@acme", "--on", "2026-03-05", "--campaign", "spring")
    assert kpis(team, "--campaign", "spring")["leads"]["value"] == 5
    team("kpi", "--goal", "nobody", code=4)
    team("kpi", "--account", "@nobody", code=4)
    team("kpi", "--from", "2026-03-09", "--to", "2026-03-01", code=2)


def test_record_types_one_figure(team: Shell) -> None:
    team("account", "add", "@acme")
    made = team.json("record", "followers", "2210", "--on", "2026-03-01")
    assert (made["measure"], made["value"], made["on"]) == ("followers", 2210, "2026-03-01")
    assert kpis(team)["followers"]["value"] == 2210
    assert "leads" in team("record", "leeds", "3").err
    team("record", "leads", "many", code=2)
    team("record", "leads", "1", "--account", "@nobody", code=4)
    team("undo")
    team("undo")
    assert team.json("kpi") == []


@pytest.mark.parametrize("stem", ["HestysInvest", "kaia", "wormhole"])
def test_real_exports_add_up_by_import_and_kpi(team: Shell, real_data: Path, stem: str) -> None:
    totals = json.loads((real_data / "totals.json").read_text(encoding="utf-8"))
    name, expected = next((name, held) for name, held in totals.items() if stem in name and "content" in name)
    report = team.json("import", real_data / name, "--account", "@someone")
    assert (report["read"], report["new"], report["rejected"]) == (expected["rows"], expected["valid_posts"], [])
    found = kpis(team, "--account", "@someone", "--source", "posts")
    for measure in ("impressions", "likes", "engagements", "bookmarks", "replies", "reposts", "profile_visits"):
        assert found[measure]["value"] == expected[measure], measure
    assert found["engagement_rate"]["value"] == pytest.approx(expected["engagement_rate_total"], abs=1e-6)
    assert {row["source"] for row in found.values()} == {"posts"}
    assert {row["account"] for row in found.values()} == {"@someone"}
