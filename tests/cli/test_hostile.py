"""Hostile files and texts through the command line: refused or taken, never a crash, an escape or half an import."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from commandline import Shell

ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
REFUSED = {"C04", "C16", "C18", "J02", "J04", "J08", "J10", "M02", "M04", "M08", "M12"}


def cases(folder: Path, area: str) -> list[dict[str, Any]]:
    lines = (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for line in lines if (case := json.loads(line))["area"] == area]


def made(case: dict[str, Any], folder: Path, place: Path) -> Path:
    """The case's file; the three that are not shipped are made."""
    name = Path(case["input"]).name
    file = place / name
    if name == "fifo.csv":
        os.mkfifo(file)
    elif name == "oneline_300MB.csv":
        with file.open("wb") as opened:
            opened.truncate(300_000_000)
    elif name == "shared_prefix.toml":
        file.write_text("".join(f"a.b.c.d.k{n} = 1\n" for n in range(200_000)))
    else:
        return folder / case["input"]
    return file


@pytest.mark.parametrize("area", ["csv", "json"])
def test_hostile_imports_are_refused_or_taken_whole(team: Shell, hostile_data: Path, tmp_path: Path, area: str) -> None:
    team("account", "add", "@acme")
    for case in cases(hostile_data, area):
        file = made(case, hostile_data, tmp_path)
        before = time.monotonic()
        answer = team("import", file, "--account", "@acme", "--json", code=None)
        assert time.monotonic() - before < 10, case["id"]
        assert answer.code in (0, 1, 3), (case["id"], answer.err)
        assert "a fault of tweetplan" not in answer.err, (case["id"], answer.err)
        assert not ACTS.search(answer.err + answer.out), case["id"]
        if case["id"] in REFUSED:
            assert (answer.code, answer.out) == (1, ""), (case["id"], answer.out)
            assert file.name in answer.err, (case["id"], answer.err)
        people = team("import", file, "--account", "@acme", code=None)
        assert not ACTS.search(people.err + people.out), case["id"]
        assert team.json("check") == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 400_000


def test_hostile_plans_are_refused_and_nothing_is_written(team: Shell, hostile_data: Path, tmp_path: Path) -> None:
    before = team("plan", "export").out
    for case in cases(hostile_data, "toml"):
        file = made(case, hostile_data, tmp_path)
        started = time.monotonic()
        answer = team("plan", "apply", file, code=None)
        assert time.monotonic() - started < 5, case["id"]
        assert "a fault of tweetplan" not in answer.err, (case["id"], answer.err)
        assert not ACTS.search(answer.err + answer.out), case["id"]
        assert answer.code in (0, 1, 3, 5), (case["id"], answer.err)
        if case["id"] in REFUSED:
            assert answer.code != 0, case["id"]
        if answer.code:
            assert team("plan", "export").out == before, case["id"]
        else:
            team("undo", code=None)
            before = team("plan", "export").out


def test_hostile_texts_come_back_unchanged_and_print_inert(team: Shell, hostile_data: Path, tmp_path: Path) -> None:
    """Each text as a goal's statement: stored as it was, shown as nothing that acts."""
    team("account", "add", "@acme")
    goal = ["--type", "leads", "--account", "@acme", "--kpi", "leads", "--baseline", "0", "--target", "10",
            "--start", "2026-01-01", "--end", "2026-12-31"]  # fmt: skip
    for at, case in enumerate(cases(hostile_data, "text")):
        text = case["input"]
        if "\ud800" in text or not text.strip():
            continue
        name = f"g{at}"
        team("goal", "add", name, *goal, "--reason", f"because {text}", "--statement", text, "--draft", code=None)
        shown = team("goal", "show", name, code=None)
        if shown.code == 0:
            assert not ACTS.search(shown.out + shown.err), case["id"]
            assert team.json("goal", "show", name)["statement"] == text, case["id"]
    exported = team("plan", "export").out
    assert not ACTS.search(exported)
    file = tmp_path / "plan.toml"
    team("plan", "export", file)
    assert team.json("plan", "diff", file, code=None)["changes"] == []
    for verb in (["goal", "list"], ["goal", "check"], ["log"], ["today"], ["week"], ["month"], ["task", "list"]):
        answer = team(*verb, code=None)
        assert not ACTS.search(answer.out + answer.err), verb


def test_a_signal_while_it_stores_leaves_nothing(team: Shell, tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    rows = "".join(f"2026-01-{1 + n % 28:02d},m{n // 28},{n}\n" for n in range(60_000))
    file.write_text("date,measure,value\n" + rows)
    command = [sys.executable, "-m", "tweetplan", "import", str(file), "--account", "@acme", "--progress", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        for line in child.stderr:
            if line.startswith("{") and json.loads(line)["message"] == "storing":
                child.send_signal(signal.SIGTERM)
                break
        child.stderr.read()
        code = child.wait(timeout=60)
    assert code == 143
    assert team.json("log") == []
    assert team.json("kpi") == []
    assert team.json("check") == []


def test_an_export_never_writes_through_a_link(team: Shell, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("theirs")
    link = tmp_path / "plan.toml"
    link.symlink_to(theirs)
    team("plan", "export", link, code=5)
    team("plan", "export", link, "--force")
    assert theirs.read_text() == "theirs"
    assert link.read_text().startswith("#")
    assert not link.is_symlink()
