"""Hostile files on their way in: refused or their bad rows named, nothing half imported, nothing outside the store."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tweetplan.analysis import importing
from tweetplan.domain.findings import Problem
from tweetplan.plugins import Plugins
from tweetplan.workspace.core import Workspace

POSTS: dict[str, tuple[int, list[int]]] = {
    "bom.csv": (1, []),
    "nul.csv": (1, []),
    "field_131073.csv": (0, [2]),
    "ragged.csv": (0, [2, 3, 4]),
    "sci_ids.csv": (1, [2, 4, 5, 6]),
    "dates.csv": (6, [4, 5, 6, 8, 9, 12, 13]),
    "js_prefix.js": (1, []),
}
"""Rows that reach the store, and the lines that are refused."""
REFUSED = {
    "cp1252.csv": r"byte 45 does not fit.*--encoding cp1252",
    "nan.json": "NaN",
    "deep.json": "nested too deep",
    "traversal.zip": "outside of the archive",
    "dup_names.zip": "twice",
    "fifo.csv": "not a regular file",
    "oneline_300MB.csv": "longer than 1 MB",
}
"""Files that are refused as a whole, and what the message must say."""


def cases(hostile_data: Path) -> list[str]:
    lines = (hostile_data / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    return [case["input"].removeprefix("files/") for case in told if case["area"] in ("csv", "json")]


def path_of(hostile_data: Path, tmp_path: Path, name: str) -> Path:
    """The file of a case; those that are not shipped are made."""
    shipped = hostile_data / "files" / name
    made = tmp_path / name
    if name == "fifo.csv":
        os.mkfifo(made)
        return made
    if name == "oneline_300MB.csv":
        made.touch()
        os.truncate(made, 300_000_000)
        return made
    return shipped


def test_every_case_is_known_here(hostile_data: Path) -> None:
    assert set(cases(hostile_data)) == POSTS.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", sorted(POSTS))
def test_good_rows_reach_the_store_and_bad_ones_are_named(
    hostile_data: Path, ws: Workspace, plugins: Plugins, name: str
) -> None:
    stored, refused = POSTS[name]
    report = importing.run(ws, plugins, [hostile_data / "files" / name], account="@acme")
    assert ws.db.value("SELECT COUNT(*) FROM post_results") == stored
    assert [row.line for row in report.rejected] == refused
    assert report.read == report.new + report.updated + report.known + len(report.rejected)
    assert all(row.file == name and row.why.isprintable() for row in report.rejected)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_files_are_refused_whole(
    hostile_data: Path, tmp_path: Path, fresh: Callable[[], Workspace], plugins: Plugins, name: str
) -> None:
    ws = fresh()
    good = tmp_path / "good.csv"
    good.write_text("id,created_at,text\n1,2026-01-01T00:00:00Z,hi\n")
    path = path_of(hostile_data, tmp_path, name)
    before = {entry for entry in tmp_path.rglob("*")}
    with pytest.raises(Problem, match=REFUSED[name]) as caught:
        importing.run(ws, plugins, [path], account="@acme")
    assert str(caught.value).isprintable()
    with pytest.raises(Problem):
        importing.run(ws, plugins, [good, path], account="@acme")
    assert ws.db.value("SELECT COUNT(*) FROM post_results") == 0
    assert ws.revision == 0
    written = {entry for entry in tmp_path.rglob("*")} - before
    assert all("tweetplan.db" in entry.name for entry in written), "nothing is written but the store's own files"


def test_cp1252_is_read_when_it_is_named(hostile_data: Path, ws: Workspace, plugins: Plugins) -> None:
    importing.run(ws, plugins, [hostile_data / "files/cp1252.csv"], account="@acme", encoding="cp1252")
    assert ws.db.value("SELECT text FROM post_results") == "café “q”"
