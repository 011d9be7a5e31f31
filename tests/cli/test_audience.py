"""`audience triage` and `support` at the command line: JSON, words for people, exit codes, nothing that acts."""

import json
from pathlib import Path

from commandline import Shell

MENTIONS = (
    "id,author,created_at,text,answered_at\n"
    "1,@a,2026-03-02T09:00Z,@acme where is my order?,2026-03-02T09:20Z\n"
    "2,@b,2026-03-02T10:00Z,@acme what does the machine cost?,\n"
)


def test_triage_needs_no_workspace(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text(MENTIONS)
    rows = {row["id"]: row for row in shell.json("audience", "triage", file)}
    assert (rows["1"]["label"], rows["2"]["label"]) == ("support", "sales")
    assert rows["2"]["priority"] == sum(rows["2"]["parts"].values())
    assert "2 mentions: support 1, sales 1." in shell("audience", "triage", file).out


def test_standard_input_is_read(shell: Shell) -> None:
    answer = shell("audience", "triage", "-", "--json", stdin=MENTIONS.encode())
    assert len(answer.data) == 2


def test_support_figures(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text(MENTIONS)
    found = shell.json("support", file)
    assert (found["threads"], found["unanswered"], found["median_first_response_s"]) == (2, 1, 1200)
    assert found["by_account"] == {"acme": {"n": 1, "mean_s": 1200, "median_s": 1200}}
    hours = shell.json("support", file, "--hours", "mon-fri 09:10-17:00", "--zone", "UTC")
    assert hours["business_hours"]["median_s"] == 600
    assert "2 threads, 1 without an answer" in shell("support", file).out


def test_wrong_options_and_files_say_what_to_do(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text(MENTIONS + "3,@c,soon,hello,\n")
    assert "m.csv, line 4" in shell("audience", "triage", file, code=3).err
    assert shell("support", file, "--hours", "always", code=2).err
    assert shell("support", file, "--zone", "Mars/Base", code=2).err
    assert shell("audience", "triage", file, "--map", "text", code=2).err
    assert shell("support", tmp_path / "none.csv", code=4).err
    assert shell("audience", "triage", tmp_path, code=1).err


def test_what_people_wrote_does_nothing_to_the_terminal(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text(
        'id,author,text\n1,"\x1b[31m@evil","refund \x1b]0;owned\x07 [red]now[/red] \u202e"\n', encoding="utf-8"
    )
    for answer in (shell("audience", "triage", file), shell("audience", "triage", file, "--json")):
        assert not {"\x1b", "\x07", "\u202e"} & set(answer.out)
    assert json.loads(answer.out)["data"][0]["evidence"] == ["refund"]
