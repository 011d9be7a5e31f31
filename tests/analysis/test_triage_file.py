"""Triage of files: what comes first, what is left out and named, other columns, and hostile text (C04, C05)."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tweetplan.analysis.sources import open_source
from tweetplan.analysis.triage_file import TriageReport, read_triage
from tweetplan.domain.findings import Problem

HEAD = "id,author,created_at,text,followers,answered_at\n"


def read(folder: Path, text: str, **wishes: object) -> TriageReport:
    path = folder / "mentions.csv"
    path.write_text(text, encoding="utf-8")
    with open_source(path, **wishes) as source:  # type: ignore[arg-type]
        return read_triage(source)


def test_c04_the_widest_reach_comes_first_and_c05_hate_last(tmp_path: Path) -> None:
    rows = (
        "1,a,2026-03-01T09:00Z,my order never arrived,10,\n"
        "2,b,2026-03-01T09:00Z,my order never arrived either,900000,\n"
        "3,c,2026-03-01T09:00Z,you pathetic idiots,900000,\n"
        "4,d,2026-03-01T09:00Z,my parcel is lost,900000,2026-03-01T10:00Z\n"
    )
    report = read(tmp_path, HEAD + rows)
    assert [each.id for each in report.mentions] == ["2", "1", "3", "4"]
    row = report.json()[0]
    assert {"id", "label", "evidence", "priority"} <= row.keys()
    assert report.counts() == {"support": 3, "abuse": 1}
    assert [each.priority.total for each in report.mentions][2:] == [0, 0]


def test_waiting_is_measured_to_the_moment_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "mentions.csv"
    path.write_text(HEAD + "1,a,2026-03-01T09:00Z,my order never arrived,,\n")
    with open_source(path) as source:
        assert read_triage(source).mentions[0].priority.age == 0
    with open_source(path) as source:
        late = read_triage(source, as_of=datetime(2026, 3, 3, tzinfo=UTC))
    assert late.mentions[0].priority.age == 10


def test_columns_can_be_mapped_and_broken_rows_are_named(tmp_path: Path) -> None:
    text = "Number,Message,followers\n7,where is my order,12\n8,hello,many\n9.1E+17,hi,\n,x,\n"
    report = read(tmp_path, text, columns={"id": "Number", "text": "Message"})
    assert [each.id for each in report.mentions] == ["7"]
    assert [row.line for row in report.rejected] == [3, 4, 5]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "id,id,text\n1,2,3\n"])
def test_what_is_no_such_table_is_refused_with_a_remedy(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem) as refused:
        read(tmp_path, text)
    assert "mentions.csv, line 1" in refused.value.message and refused.value.remedy


def test_every_hostile_file_is_read_or_refused(hostile_data: Path) -> None:
    for path in sorted((hostile_data / "files").rglob("*")):
        if not path.is_file() or path.stat().st_size > 30_000_000:
            continue
        try:
            with open_source(path) as source:
                read_triage(source)
        except Problem as problem:
            assert problem.message


def test_many_rows_do_not_cost_more_than_their_number(tmp_path: Path) -> None:
    text = "@acme my order 4711 has not arrived yet, where is it? I wrote three times and nobody answered. 我的订单"
    started = time.perf_counter()
    report = read(tmp_path, HEAD + "".join(f'{n},a{n % 50},2026-03-01T09:00Z,"{text} {n}",5,\n' for n in range(2000)))
    assert len(report.mentions) == 2000
    assert time.perf_counter() - started < 5  # a hundred times what it takes, so that only an explosion is seen
