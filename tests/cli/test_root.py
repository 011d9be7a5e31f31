"""The root of the command line: what it costs to ask, how it fails, and with which code."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

import tweetplan
from commandline import Shell
from tweetplan.cli.main import VERBS, root, verb_table
from tweetplan.domain.findings import CheckFailed, Conflict, Finding, NotFound, Problem, UsageProblem

Process = Callable[..., "subprocess.CompletedProcess[str]"]
HEAVY = ("textual", "numpy", "pandas", "narwhals", "pluggy", "rich", "sqlite3", "tweetplan.plugins", "tweetplan_goals")


@pytest.mark.parametrize("argument", ["--version", "--help", "-h"])
def test_asking_for_version_or_help_loads_nothing_heavy(argument: str, home: Path) -> None:
    script = (
        f"import sys; from tweetplan.__main__ import main; code = main([{argument!r}]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], code, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[] 0"
    assert tweetplan.__version__ in ended.stdout or "Verbs" in ended.stdout


def test_version_and_help_have_words_too(shell: Shell) -> None:
    assert shell("version").out == shell("--version").out == f"tweetplan {tweetplan.__version__}\n"
    assert shell("help").out == shell("--help").out
    assert shell("help", "goal", "add").out == shell("goal", "add", "--help").out


@pytest.mark.parametrize("name", list(VERBS))
def test_every_verb_of_the_table_exists_with_help(name: str) -> None:
    module = import_module(f"tweetplan.cli.{VERBS[name][0]}")
    command = getattr(module, f"{name}_command")
    assert command.name == name
    todo: list[click.Command] = [command]
    while todo:
        here = todo.pop()
        assert here.help, f"{name} {here.name} says nothing about itself"
        todo += here.commands.values() if isinstance(here, click.Group) else []


def test_every_verb_is_for_the_palette(shell: Shell) -> None:
    assert [name for name, _ in verb_table()] == list(VERBS)
    text = shell("--help").out
    assert all(name in text for name in VERBS)


def test_an_unknown_verb_names_the_nearest(shell: Shell) -> None:
    answer = shell("gaol", "list", code=2)
    assert "goal" in answer.err
    assert answer.out == ""


def test_control_bytes_of_the_command_line_are_not_printed(shell: Shell) -> None:
    for arguments in (
        ["\x1b]0;pwn\x07"],
        ["goal", "\x9b2J"],
        ["kpi", "--from", "\x1b[2J"],
        ["--as-of", "\x1b[2J", "today"],
    ):
        answer = shell(*arguments, code=2)
        assert not set(answer.err + answer.out) & set("\x1b\x07\x9b")


@pytest.mark.parametrize(
    "words",
    [
        ("today", "--as-of", "9999-12-31T23:59Z"), ("today", "--as-of", "0001-01-01T00:00+14:00"),
        ("week", "9999-W52"), ("month", "9999-12"), ("month", "0001-01"),
    ],
)  # fmt: skip
def test_the_ends_of_the_calendar_are_refused_in_words(team: Shell, words: tuple[str, ...]) -> None:
    team("account", "add", "@acme")
    assert "the years are 1900 to 2200" in team(*words, code=2).err


@pytest.mark.parametrize(
    ("problem", "code"),
    [(Problem("p"), 1), (UsageProblem("p"), 2), (CheckFailed("p"), 3), (NotFound("p"), 4), (Conflict("p"), 5)],
)
def test_each_problem_has_its_exit_code(
    problem: Problem, code: int, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem.remedy, problem.findings = "do this", (Finding("G02", "error", "too vague", "statement", "say how much"),)

    def stop(*_: object, **__: object) -> object:
        raise problem

    monkeypatch.setattr(shell, "open", stop)
    answer = shell("--workspace", "/nowhere", "log", code=code)
    assert answer.out == ""
    assert answer.err.splitlines() == ["tweetplan: p", "  do this", "✗ G02 statement: too vague", "    say how much"]


def test_a_fault_is_one_line_and_no_trace(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> object:
        raise ZeroDivisionError("division by \x1b[2J")

    monkeypatch.setattr(shell, "open", break_down)
    answer = shell("--workspace", "/nowhere", "log", code=1)
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err
    assert "ZeroDivisionError" in answer.err
    monkeypatch.setenv("TWEETPLAN_DEBUG", "1")
    assert "Traceback" in shell("--workspace", "/nowhere", "log", code=1).err


def test_signals_leave_with_their_codes_and_handlers_as_they_were(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
    for number, code in ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)):

        def interrupt(*_: object, number: int = number, **__: object) -> object:
            signal.raise_signal(number)
            raise AssertionError("not interrupted")

        monkeypatch.setattr(shell, "open", interrupt)
        assert shell("--workspace", "/nowhere", "log", code=code).out == ""
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == before


def test_without_a_workspace_a_verb_says_what_to_run(shell: Shell) -> None:
    answer = shell("today", code=1)
    assert "tweetplan init" in answer.err
    assert "tweetplan demo" in answer.err
    assert shell("--workspace", shell.home / "nothing", "today", code=4).out == ""


def test_options_of_the_root_and_of_the_verb_mean_the_same(team: Shell, tmp_path: Path) -> None:
    place = str(tmp_path / "team")
    assert team("--workspace", place, "log", "--json").data == team("log", "--workspace", place, "--json").data
    moment = "2026-03-01T09:00Z"
    assert team("--as-of", moment, "log", "--json").document["as_of"] == "2026-03-01T09:00:00Z"
    assert team("log", "--json", "--as-of", moment).document["as_of"] == "2026-03-01T09:00:00Z"
    assert team("log", "--json").document["as_of"] == "2026-03-17T13:05:00Z"


def test_json_is_one_object_with_its_version(team: Shell) -> None:
    document = team("account", "list", "--json").document
    assert set(document) == {"schema_version", "as_of", "data"}
    assert document["schema_version"] == 1


def test_without_a_terminal_it_says_so_and_exits_2(process: Process) -> None:
    ended = process(stdin=subprocess.DEVNULL)
    assert ended.returncode == 2
    assert "tweetplan today" in ended.stderr
    assert ended.stdout == ""


def test_a_reader_that_goes_away_is_no_fault(process: Process, home: Path) -> None:
    command = f"{sys.executable} -m tweetplan completion bash | true; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env=os.environ)
    assert (ended.stdout, ended.stderr) == ("0\n", "")


def test_a_full_disk_under_stdout_is_said(process: Process, home: Path) -> None:
    with open("/dev/full", "w") as full:
        ended = process("--help", stdout=full, capture_output=False, stderr=subprocess.PIPE)
    assert ended.returncode == 1
    assert "No space left" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_closed_stdout_is_no_fault(home: Path) -> None:
    command = f"{sys.executable} -m tweetplan --version >&-; echo $?"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert ended.stdout == "0\n"
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_variable_that_we_answer_to(shell: Shell, shell_name: str) -> None:
    script = shell("completion", shell_name).out
    assert "_TWEETPLAN_COMPLETE" in script
    assert "tweetplan" in script


def test_the_shell_gets_completions(process: Process) -> None:
    environment = {"_TWEETPLAN_COMPLETE": "bash_complete", "COMP_WORDS": "tweetplan go", "COMP_CWORD": "1"}
    ended = process(env=environment)
    assert (ended.returncode, ended.stdout.strip()) == (0, "plain,goal")
    deeper = process(env={**environment, "COMP_WORDS": "tweetplan goal an", "COMP_CWORD": "2"})
    assert deeper.stdout.strip() == "plain,anchor"


def test_the_shell_gets_the_names_of_goals_and_accounts(team: Shell, process: Process, tmp_path: Path) -> None:
    team("account", "add", "@Acme")
    dates = ["--start", "2026-01-01", "--end", "2026-12-31", "--reason", "Sell 40 office machines by December"]
    team(
        "goal", "add", "leads-2026", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--target", "9", *dates
    )
    asked = {"_TWEETPLAN_COMPLETE": "bash_complete"}
    ladder = process(env={**asked, "COMP_WORDS": "tweetplan ladder le", "COMP_CWORD": "2"})
    assert ladder.stdout.strip() == "plain,leads-2026"
    account = process(env={**asked, "COMP_WORDS": "tweetplan kpi --account @a", "COMP_CWORD": "3"})
    assert account.stdout.strip() == "plain,@Acme"


def test_the_root_is_click_with_our_table() -> None:
    assert isinstance(root, click.Group)
    assert root.list_commands(click.Context(root)) == list(VERBS)
