"""Strangers' code in forks: whatever it does, it is cut off and named, and the others' answers stay."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tweetplan.analysis.forks import MOST_ANSWERS, Answer, ask
from tweetplan.analysis.recommending import as_json, taken
from tweetplan.domain.recommendations import Because, Effect, Fact, Recommendation
from tweetplan.domain.situation import Situation

SECONDS = 0.4


class Base(BaseException):
    """No `except Exception` catches it."""


class LyingEq(Recommendation):
    """Equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def told(title: str = "Do it", **more: Any) -> Recommendation:
    return Recommendation("k", title, **{"because": Because(rule="x"), **more})


def loops() -> Iterator[Any]:
    while True:
        pass
    yield


def sleeps() -> list[Any]:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        try:
            time.sleep(60)
        except BaseException:
            continue


def never_ends() -> Iterator[Any]:
    while True:
        yield told()


def floods() -> Iterator[Any]:
    while True:
        yield told("x" * 100_000)


def forks_on() -> list[Any]:
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
    return []


def starts_a_process() -> list[Any]:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    return []


def starts_a_thread() -> list[Any]:
    threading.Thread(target=time.sleep, args=(60,)).start()
    return [told()]


def recurses() -> list[Any]:
    return recurses()


def raises(error: BaseException) -> Callable[[], list[Any]]:
    def call() -> list[Any]:
        raise error

    return call


def prints() -> list[Any]:
    os.write(1, b"\x1b[2J" * 1000)
    print("\x1b[2J", file=sys.stderr)
    return [told()]


def closes_everything() -> list[Any]:
    os.closerange(0, 256)
    return [told()]


def kills_its_parent_group() -> list[Any]:
    os.killpg(0, signal.SIGKILL)
    return []


def answers_then_dies() -> Iterator[Any]:
    yield told("First")
    os._exit(3)


EFFECT = Effect("impressions", 1.0, 0.0, 2.0, 5)
HOSTILE: dict[str, tuple[Callable[[], Any], int, str]] = {
    "loops": (loops, 0, "too long"),
    "sleeps, whatever it is told": (sleeps, 0, "too long"),
    "never ends": (never_ends, MOST_ANSWERS, "more than 200"),
    "floods": (floods, 9, "bytes"),
    "forks": (forks_on, 0, ""),
    "starts a process": (starts_a_process, 0, ""),
    "starts a thread": (starts_a_thread, 1, ""),
    "exits": (lambda: os._exit(7), 0, "with 7"),
    "sys.exit": (raises(SystemExit(2)), 0, "SystemExit"),
    "raises": (raises(RuntimeError("no\nway")), 0, "RuntimeError: no way"),
    "raises what nobody catches": (raises(Base("x")), 0, "Base: x"),
    "interrupts": (raises(KeyboardInterrupt()), 0, "KeyboardInterrupt"),
    "segfaults": (lambda: ctypes.string_at(0), 0, "signal 11"),
    "takes all memory": (lambda: [bytearray(4 * 10**9)], 0, "MemoryError"),
    "recurses": (recurses, 0, "RecursionError"),
    "prints to the terminal": (prints, 1, ""),
    "closes everything": (closes_everything, 0, "with 70"),
    "kills its group": (kills_its_parent_group, 0, "signal 9"),
    "answers, then dies": (answers_then_dies, 1, "with 3"),
    "answers with a number": (lambda: 5, 0, "not iterable"),
    "answers with None": (lambda: None, 0, "not iterable"),
    "yields words": (lambda: ["do it", told()], 1, "found str"),
    "yields a subclass that lies": (lambda: [LyingEq("k", "x")], 0, "found LyingEq"),
    "NaN": (lambda: [told(effect=Effect("impressions", float("nan"), 0, 1, 5))], 0, "not JSON compliant"),
    "an object in the text": (lambda: [told(object())], 0, "not JSON serializable"),  # type: ignore[arg-type]
    "a lone surrogate": (lambda: [told("\ud800")], 1, ""),
    "no permission to write": (lambda: [Path("/tmp/tweetplan-hostile").write_text("x" * 9)], 0, "OSError"),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    """All of them at once, among two that behave."""
    asked = {"good": lambda: [told("A"), told("B")], **{name: call for name, (call, _, _) in HOSTILE.items()}}
    started = time.monotonic()
    found = ask({**asked, "last": lambda: [told("C")]}, as_json, SECONDS)
    assert time.monotonic() - started < 6 * SECONDS + 2
    return found


def test_there_are_27_kinds() -> None:
    assert len(HOSTILE) == 27


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_plugin_is_cut_off_and_named(name: str, answers: dict[str, Answer]) -> None:
    _, count, fault = HOSTILE[name]
    assert len(answers[name].values) == count
    assert fault in answers[name].fault and bool(fault) == bool(answers[name].fault)


def test_the_others_answers_stay(answers: dict[str, Answer]) -> None:
    assert [value["title"] for value in answers["good"].values] == ["A", "B"]
    assert [value["title"] for value in answers["last"].values] == ["C"]
    assert not answers["good"].fault


def test_nothing_is_left_behind(answers: dict[str, Answer]) -> None:
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert [pid for pid in children if "sleep" in Path(f"/proc/{pid}/cmdline").read_text()] == []
    Path("/tmp/tweetplan-hostile").unlink(missing_ok=True)


def test_secrets_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEETPLAN_SECRET", "token")
    found = ask({"reads": lambda: [sorted(os.environ)]}, lambda value: value)
    assert set(found["reads"].values[0]) <= {"PATH", "LANG", "HOME"}


def test_an_open_file_of_ours_is_not_there(tmp_path: Path) -> None:
    with (tmp_path / "open").open("w") as file:
        number = file.fileno()
        found = ask({"writes": lambda: [os.write(number, b"x")]}, lambda value: value)
    assert "OSError" in found["writes"].fault and (tmp_path / "open").read_text() == ""


NOW = Situation(datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (told(""), "no title"),
        (told("\u200b"), "no title"),
        (told(minutes=0), "minutes"),
        (told(minutes=10**6), "minutes"),
        (told(because=Because(goal="nobody's")), "no running goal"),
        (told(account="@nobody"), "no account"),
        (told(effect=Effect("impressions", 5.0, 6.0, 7.0, 3)), "not between"),
        (told(effect=Effect("impressions", 5.0, 4.0, 7.0, 0)), "from nothing"),
        (told(effect=Effect("impressions", 1e300, 0.0, 1e301, 3)), "mean"),
        (told(because=Because(facts=(Fact("x", 1e300),))), "fact value"),
    ],
)
def test_what_cannot_be_is_refused_and_said(given: Recommendation, why: str) -> None:
    answer = Answer([as_json(given), as_json(told())])
    assert [kept.title for kept in taken(answer, NOW)] == ["Do it"]
    assert why in answer.fault and answer.fault.startswith("1 of")


def test_text_is_inert() -> None:
    answer = Answer([as_json(told("\x1b[31m[b]red[/b]\u202e" + "x" * 500, do="a\nb"))])
    (kept,) = taken(answer, NOW)
    assert "\x1b" not in kept.title and "\u202e" not in kept.title and "\n" not in kept.do and len(kept.title) <= 121
    assert "[b]" in kept.title  # markup stays text


def test_wrong_types_are_refused() -> None:
    answer = Answer([{"key": 5, "title": "x"}, {"key": "k", "title": "x", "minutes": "many"}, ["no"], None])
    assert list(taken(answer, NOW)) == []
    assert answer.fault.startswith("4 of")


def test_who_leaves_quietly_before_the_end_is_named_too() -> None:
    def leaves() -> Iterator[Any]:
        yield told()
        os._exit(0)

    (answer,) = ask({"x": leaves}, as_json, SECONDS).values()
    assert len(answer.values) == 1 and answer.fault == "It ended its process before it had said all."
