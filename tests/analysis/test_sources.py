"""A file offered to readers: limits that hold, messages that name file, line or byte, and nothing swallowed."""

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetplan.analysis import csv_records as records_module
from tweetplan.analysis import zip_members
from tweetplan.analysis.csv_records import csv_records
from tweetplan.analysis.sources import FileSource, open_source
from tweetplan.domain.findings import NotFound, Problem, UsageProblem
from tweetplan.domain.results import Line, Rejected


def made(tmp_path: Path, content: str | bytes, name: str = "file.csv", **options: object) -> FileSource:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = open_source(path, **options)  # type: ignore[arg-type]
    source.examine()
    return source


def rows(source: FileSource) -> list[tuple[int, object]]:
    found: list[tuple[int, object]] = []
    for item in source.records():
        found.append((item.number, item.cells) if isinstance(item, Line) else (item.line, item.why))
    return found


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert rows(made(tmp_path, "\ufeffid,text\n1,hi\n")) == [(1, ["id", "text"]), (2, ["1", "hi"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_and_blank_lines(tmp_path: Path, end: str) -> None:
    text = end.join(["a,b", "", '1,"x', 'y"', "2,z", ""])
    assert [number for number, _ in rows(made(tmp_path, text))] == [1, 3, 5]


def test_nul_characters_are_removed_and_counted(tmp_path: Path) -> None:
    source = made(tmp_path, "a,b\n1,x\0y\0\n")
    assert (rows(source)[1], source.nuls) == ((2, ["1", "xy"]), 2)


def test_other_encodings_are_refused_naming_the_byte_and_read_when_named(tmp_path: Path) -> None:
    text = "id,text\n1,café “q”\n"
    with pytest.raises(Problem, match=r"byte 13 does not fit.*--encoding cp1252"):
        made(tmp_path, text.encode("cp1252"))
    assert rows(made(tmp_path, text.encode("cp1252"), encoding="cp1252"))[1] == (2, ["1", "café “q”"])
    with pytest.raises(Problem, match="UTF-16"):
        made(tmp_path, text.encode("utf-16"))
    assert rows(made(tmp_path, text.encode("utf-16"), encoding="utf-16"))[1] == (2, ["1", "café “q”"])
    with pytest.raises(UsageProblem, match="encoding"):
        made(tmp_path, text, encoding="klingon")
    with pytest.raises(UsageProblem, match="encoding"):
        made(tmp_path, text, encoding="hex")


def test_the_byte_is_right_behind_the_first_chunk(tmp_path: Path) -> None:
    good = ("é" * 40 + "\n").encode() * 20_000
    with pytest.raises(Problem, match=f"byte {len(good):,} does not fit"):
        made(tmp_path, good + b"\xff\n")


def test_a_field_over_the_limit_costs_its_row(tmp_path: Path) -> None:
    found = rows(made(tmp_path, f"a,b\n1,{'x' * 131_073}\n2,y\n"))
    assert found[0] == (1, ["a", "b"])
    assert found[1][0] == 2
    assert "131,072" in str(found[1][1])
    assert found[2] == (3, ["2", "y"])


def test_a_quote_that_is_never_closed_swallows_nothing_silently(tmp_path: Path) -> None:
    found = rows(made(tmp_path, 'a,b\n1,"open\n2,"x"\n3,y\n'))
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert "quote" in str(found[1][1])
    assert found[2:] == [(3, ["2", "x"]), (4, ["3", "y"])]
    found = rows(made(tmp_path, 'a,b\n1,"open' + "\n2,y" * 50_000))
    assert len(found) == 50_002
    assert found[-1] == (50_002, ["2", "y"])


def test_inner_quotes_that_nobody_doubled_are_read_where_the_row_is_whole(tmp_path: Path) -> None:
    found = rows(made(tmp_path, 'a,b,c\n1,"x",2\n1,"say "hi" there",2\n'))
    assert found[2] == (3, ["1", 'say hi" there"', "2"])


def test_many_broken_quotes_cost_bounded_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_module, "REPEAT_CHARACTERS", 2_000_000)
    lines = ['x,"open ' + "y" * 100 + "\n"] * 20_001
    began = time.perf_counter()
    found = list(csv_records(lines, "x"))
    assert time.perf_counter() - began < 20
    assert all(isinstance(item, Rejected) for item in found)
    assert any("skipped" in item.why for item in found if isinstance(item, Rejected))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(alphabet=st.sampled_from('ab,"\n\r é'), max_size=8), min_size=2, max_size=4), max_size=12)
)
def test_what_csv_writes_is_read_back_with_the_right_lines(table: list[list[str]]) -> None:
    import csv

    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    starts = []
    for row in table:
        starts.append(len(file.getvalue().replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        writer.writerow(row)
    lines = io.StringIO(file.getvalue(), newline="")
    found = [item for item in csv_records(lines, "x") if isinstance(item, Line)]
    assert [item.cells for item in found] == table
    assert len(found) == len(table)
    if not any("\r" in cell for row in table for cell in row):
        assert [item.number for item in found] == starts


def test_only_regular_files_are_opened_and_nothing_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.csv")
    for path in (tmp_path / "fifo.csv", tmp_path, "/dev/null"):
        with pytest.raises(Problem, match="not a regular file"):
            open_source(path)
    with pytest.raises(NotFound):
        open_source(tmp_path / "none.csv")
    with pytest.raises(Problem):
        open_source(tmp_path / ("x" * 5000))


def test_a_line_of_300_mb_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "oneline.csv"
    with path.open("wb") as file:
        file.write(b"id,created_at,text\n1,2026-01-01T00:00:00Z,")
        file.truncate(300_000_000)
    program = (
        "import sys\n"
        "from tweetplan.analysis.sources import open_source\n"
        "from tweetplan.domain.findings import Problem\n"
        "try:\n    open_source(sys.argv[1]).examine()\n"
        "except Problem as problem:\n    print(problem)\n"
        "print([int(line.split()[1]) // 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')][0])\n"
    )
    began = time.perf_counter()
    ended = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    message, megabytes = ended.stdout.strip().splitlines()
    assert "line 2 is longer than 1 MB" in message
    assert int(megabytes) < 200
    assert time.perf_counter() - began < 10


def test_a_file_of_more_than_1_gb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(1_000_000_001)
    with pytest.raises(Problem, match="1 GB"):
        open_source(path)


def test_standard_input_is_kept_in_a_file_without_a_name(tmp_path: Path) -> None:
    source = open_source("-", io.BytesIO(b"a,b\n1,2\n"))
    assert (source.name, rows(source)) == ("stdin", [(1, ["a", "b"]), (2, ["1", "2"])])
    source.close()
    with pytest.raises(UsageProblem):
        open_source("-")


def zipped(entries: list[tuple[str, bytes, int]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([("../../evil.js", b"x", 0o644)], "outside"),
        ([("/abs.js", b"x", 0o644)], "outside"),
        ([("data\\..\\win.js", b"x", 0o644)], "outside"),
        ([("c:/x.js", b"x", 0o644)], "outside"),
        ([("link", b"/etc/passwd", 0o120777)], "is a link"),
        ([("bomb.js", b"\0" * 200_000_000, 0o644)], "100 times"),
    ],
)
def test_hostile_members_refuse_the_whole_zip(tmp_path: Path, entries: list[tuple[str, bytes, int]], why: str) -> None:
    before = set(tmp_path.iterdir())
    with pytest.raises(Problem, match=why):
        made(tmp_path, zipped(entries), "archive.zip")
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {"archive.zip"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_one_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="twice"):
        made(tmp_path, zipped([("tweets.js", b"1", 0o644), ("tweets.js", b"2", 0o644)]), "archive.zip")


def test_a_zip_of_too_many_or_too_large_members_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped([(f"{number}.js", b"x" * 10, 0o644) for number in range(30)])
    monkeypatch.setattr(zip_members, "MEMBERS", 20)
    with pytest.raises(Problem, match="more than 20 members"):
        made(tmp_path, content, "many.zip")
    monkeypatch.setattr(zip_members, "MEMBERS", 100)
    monkeypatch.setattr(zip_members, "SUM_BYTES", 299)
    with pytest.raises(Problem, match="unpacks to"):
        made(tmp_path, content, "large.zip")


def test_real_bytes_are_counted_not_the_sizes_that_the_zip_states(tmp_path: Path) -> None:
    content = bytearray(zipped([("data/tweets.js", b"\0" * 50_000_000, 0o644)]))
    true, lie = (50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert content.count(true) == 2
    source = made(tmp_path, bytes(content.replace(true, lie)), "lying.zip")
    with pytest.raises(Problem):
        source.member_text("data/tweets.js")


@pytest.mark.parametrize("content", [b"PK\3\4", b"PK\3\4" + b"x" * 100, b"PK\5\6" + b"\xff" * 18])
def test_a_broken_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Problem, match=r"zip|members"):
        made(tmp_path, content, "broken.zip")
