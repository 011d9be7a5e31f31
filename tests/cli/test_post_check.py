"""`post check`: one text or many, from a file or a pipe, with no workspace needed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commandline import Shell

KEYS = ["weighted_length", "limit", "valid", "entities", "reply_to", "findings"]


def lines(shell: Shell, *asked: dict[str, Any] | str, code: int = 0, options: tuple[str, ...] = ()) -> list[Any]:
    given = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in asked)
    answer = shell("post", "check", "--jsonl", "-", *options, stdin=given.encode(), code=code)
    return [json.loads(line) for line in answer.out.splitlines()]


def test_the_answer_has_the_documented_shape(shell: Shell) -> None:
    text = "@ana I love tern.coffee #roast $TERN 咖啡"
    data = shell("post", "check", "-", "--json", stdin=text.encode(), code=3).data
    assert list(data) == KEYS
    assert (data["weighted_length"], data["limit"], data["valid"], data["reply_to"]) == (53, 280, True, "ana")
    assert data["entities"] == {
        "urls": [{"text": "tern.coffee", "start": 12, "end": 23}],
        "mentions": [{"text": "ana", "start": 0, "end": 4}],
        "hashtags": [{"text": "roast", "start": 24, "end": 30}],
        "cashtags": [{"text": "TERN", "start": 31, "end": 36}],
    }
    (found,) = data["findings"]
    assert list(found) == ["rule", "severity", "start", "end", "message", "remedy"]
    assert (found["rule"], found["severity"], found["start"], found["end"]) == ("C01.first-person", "error", 5, 6)


def test_an_error_ends_with_3_and_a_warning_does_not(shell: Shell) -> None:
    shell("post", "check", "-", stdin=b"I roast.", code=3)
    shell("post", "check", "-", stdin=b"a" * 281, code=3)
    warned = shell("post", "check", "-", stdin=b"We are sorry about that.", code=0)
    assert "! C02.apology" in warned.out
    assert "✓" in shell("post", "check", "-", stdin=b"We roast.").out


def test_valid_is_xs_own_rule_whatever_the_findings(shell: Shell) -> None:
    found = lines(shell, {"text": "I roast."}, {"text": "a" * 281}, {"text": "a\ufffeb"}, {"text": ""})
    assert [one["valid"] for one in found] == [True, False, False, False]
    assert all(one["findings"] for one in found)


def test_a_file_is_read_without_its_mark_and_its_last_line_end(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_bytes("\ufeffWe roast.\r\n".encode())
    data = shell.json("post", "check", file)
    assert (data["weighted_length"], data["valid"]) == (9, True)


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe", 1), (b"a" * 1_000_001, 1)])
def test_a_file_that_is_no_text_is_refused_in_words(shell: Shell, tmp_path: Path, content: bytes, code: int) -> None:
    file = tmp_path / "post.txt"
    file.write_bytes(content)
    answer = shell("post", "check", file, code=code)
    assert answer.out == "" and "post.txt" in answer.err and "fault" not in answer.err


def test_a_file_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    shell("post", "check", tmp_path / "none.txt", code=4)
    shell("post", "check", tmp_path, code=1)


def test_lines_are_answered_one_by_one(shell: Shell) -> None:
    found = lines(
        shell,
        {"text": "我们"},
        {"text": "我", "lang": "zh-TW"},
        "",
        {"text": "咖", "config": "v1"},
        {"text": "Sorry about that.", "account": "support"},
        {"text": "Sorry about that.", "account": "@EtsyHelp"},
        {"text": "Sorry about that.", "account": "@etsy"},
        {"text": "Sorry about that.", "account": None},
    )
    rules = [[said["rule"] for said in one["findings"]] for one in found]
    assert rules == [[], ["C01.first-person"], [], [], [], ["C02.apology"], ["C02.apology"]]
    assert [one["limit"] for one in found[:3]] == [280, 280, 140]
    assert [one["weighted_length"] for one in found[:3]] == [4, 2, 1]


BAD = [
    "nonsense",
    "[]",
    '{"lang": "en"}',
    '{"text": 3}',
    '{"text": "a", "lang": 3}',
    '{"text": "a", "config": "v9"}',
    "[" * 100_000,
]


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_cannot_be_read_is_answered_by_why_and_ends_with_3(shell: Shell, line: str) -> None:
    first, wrong, last = lines(shell, {"text": "We"}, line, {"text": "We"}, code=3)
    assert list(first) == list(last) == KEYS
    assert list(wrong) == ["error"] and wrong["error"]


def test_lang_and_account_hold_for_lines_that_name_none(shell: Shell) -> None:
    asked = ({"text": "I roast."}, {"text": "I roast.", "lang": "en"})
    assert [len(one["findings"]) for one in lines(shell, *asked, options=("--lang", "fr"))] == [0, 1]


def test_the_role_of_an_account_is_what_the_workspace_says(team: Shell, tmp_path: Path) -> None:
    team("account", "add", "@acme")
    team("account", "add", "@ask_acme_people", "--role", "main")
    team("account", "add", "@quiet", "--role", "support")

    def rules(*options: str) -> list[str]:
        said = team("post", "check", "-", "--json", *options, stdin=b"We are sorry about that.").data["findings"]
        return [f"{one['rule']}: {one['remedy']}" for one in said]

    assert rules("--account", "@quiet") == []
    assert [told.split(":")[0] for told in rules("--account", "@ask_acme_people")] == ["C02.apology"]
    assert "@quiet" in rules("--account", "@acme")[0]
    assert [told.split(":")[0] for told in rules()] == ["C02.apology"]


def test_hostile_text_reaches_no_terminal(shell: Shell) -> None:
    text = "I \x1b]0;pwn\x07 \u202e \x9b31m #a #b #c\x1b[6n"
    for options in (("--json",), ()):
        answer = shell("post", "check", "-", *options, stdin=text.encode(), code=3)
        assert not set("\x1b\x07\x9b\u202e") & set(answer.out + answer.err)
    assert "\x1b" not in shell("post", "check", "--jsonl", "-", stdin=json.dumps({"text": text}).encode()).out


def test_lone_surrogates_are_told_and_not_choked_on(shell: Shell) -> None:
    (found,) = lines(shell, '{"text": "#\\ud800 I"}')
    assert [one["rule"] for one in found["findings"]] == ["C01.first-person"]


def test_ten_thousand_lines_take_seconds(home: Path) -> None:
    text = "We roasted the winter blend twice, because I asked: https://tern.example/{} #coffee 咖啡很好喝 \U0001f600"
    given = "".join(json.dumps({"text": text.format(n)}) + "\n" for n in range(10_000))
    command = [sys.executable, "-m", "tweetplan", "post", "check", "--jsonl", "-"]
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=60, check=True)
    assert len(done.stdout.splitlines()) == 10_000


def test_a_check_loads_neither_frames_nor_screens(home: Path) -> None:
    code = (
        "import sys; from tweetplan.__main__ import main; sys.argv[1:] = ['post', 'check', '-']; main(); "
        "print([name for name in ('pandas', 'numpy', 'textual', 'narwhals', 'sqlite3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], input="We roast.", capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_line_of_three_hyphens_parts_a_thread_as_in_post_add(shell: Shell) -> None:
    text = "a" * 200 + "\n---\n" + "We roast #now " + "b" * 186 + "\n"
    data = shell("post", "check", "-", "--json", stdin=text.encode()).data
    assert list(data) == [*KEYS[:3], "parts", *KEYS[3:]]
    assert (data["weighted_length"], data["valid"]) == (200, True)
    assert [(part["start"], part["end"]) for part in data["parts"]] == [(0, 200), (205, 405)]
    assert data["entities"]["hashtags"] == [{"text": "now", "start": 214, "end": 218}]
    empty = shell("post", "check", "-", "--json", stdin=b"We roast.\n---\n", code=3).data
    assert not empty["valid"] and [found["rule"] for found in empty["findings"]] == ["X.empty"]
    assert "thread: 9 of 280 + 12 of 280" in shell("post", "check", "-", stdin=b"We roast.\n---\nTaste it now").out
