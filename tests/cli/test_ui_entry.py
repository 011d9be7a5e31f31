"""The entry without a verb, in a real terminal: a welcome, no such workspace, a terminal that cannot draw."""

import os
import sys
from pathlib import Path

import pexpect


def opened(*arguments: str, term: str = "xterm-256color") -> tuple[str, int]:
    environment = {**os.environ, "TERM": term}
    child = pexpect.spawn(
        sys.executable, ["-m", "tweetplan", *arguments], env=environment, timeout=30, encoding="utf-8"
    )
    text = child.read()
    child.close()
    return text, child.exitstatus


def test_without_a_workspace_there_is_a_welcome(home: Path) -> None:
    text, code = opened()
    assert code == 0
    assert all(words in text for words in ("tweetplan demo", "tweetplan init", "--workspace PATH"))


def test_a_workspace_that_is_not_there_is_said(home: Path) -> None:
    text, code = opened("--workspace", str(home / "nothing"))
    assert code == 4
    assert "tweetplan init" in text


def test_a_dumb_terminal_is_named(home: Path) -> None:
    text, code = opened(term="dumb")
    assert code == 2
    assert "TERM=dumb" in text
