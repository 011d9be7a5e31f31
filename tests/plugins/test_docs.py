"""The pages for authors tell the truth: their examples run, and they name every hook exactly."""

import inspect
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from types import ModuleType

import pytest

from tweetplan import api, hookspecs
from tweetplan.analysis.sources import open_source
from tweetplan.analysis.x_text import draft
from tweetplan.domain.cadence import RecurringFields, TaskFields
from tweetplan.domain.declaration_checks import POST_FIELDS, ROLES, check_declaration
from tweetplan.domain.draft import Draft, Entities, Entity, Part, Picture
from tweetplan.domain.events import Event
from tweetplan.domain.goal_type import GoalType, declare
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi, account_kpis
from tweetplan.domain.measures import X_MEASURES, Measure
from tweetplan.domain.mix import AXES
from tweetplan.domain.outlooks import PartLift, Window
from tweetplan.domain.own_fields import read_own_fields
from tweetplan.domain.publishing import Outgoing, Published, Refused
from tweetplan.domain.results import MentionRow, PostRow, Results, Source
from tweetplan.domain.situation import AccountView, BudgetView, GoalView, MeasureView, PeopleView, Situation, SlotView
from tweetplan.plugins import Plugins
from tweetplan.testing import check_plugin

DOCS = Path(__file__).resolve().parents[2] / "docs"
GOALS, HOOKS, SITUATION = (
    (DOCS / name).read_text(encoding="utf-8") for name in ("writing-a-goal-type.md", "hooks.md", "situation.md")
)
Install = Callable[..., list[EntryPoint]]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def named_files() -> dict[str, str]:
    """The blocks that begin with a path, as files of the example's project."""
    found = [block.split("\n", 1) for language in ("toml", "python") for block in blocks(GOALS, language)]
    return {first[2:]: rest for first, rest in found if re.fullmatch(r"# [\w./-]+\.(py|toml)", first)}


def snippets() -> str:
    return "\n".join(block for block in blocks(GOALS, "python") if not re.match(r"# \S+\.py\n", block))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The newsletter's project, written from the page."""
    folder = tmp_path / "tweetplan-newsletter"
    for name, text in named_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def event() -> type[GoalType]:
    """The goal type that the page's pieces make up."""
    module = ModuleType("event_example")
    sys.modules["event_example"] = module  # where dataclasses look up annotations
    exec(compile(snippets(), "docs/writing-a-goal-type.md", "exec"), module.__dict__)
    del sys.modules["event_example"]
    found: type[GoalType] = module.__dict__["Event"]
    return found


def test_the_example_project_passes_the_check_it_recommends(project: Path) -> None:
    assert sorted(named_files()) == [
        "pyproject.toml",
        "src/tweetplan_newsletter/__init__.py",
        "src/tweetplan_newsletter/goals.py",
        "tests/test_goals.py",
    ]
    assert check_plugin(project) == []


def test_the_example_test_passes(project: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(project / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_pieces_make_a_goal_type_that_holds(event: type[GoalType]) -> None:
    assert [found for found in check_declaration(declare(event)) if found.severity == "error"] == []


def test_the_fields_and_the_check_of_the_example_do_what_the_page_says(event: type[GoalType]) -> None:
    values, wrong = read_own_fields(declare(event).fields, {"event": "2026-06-01", "seats": "25", "online": "yes"})
    assert wrong == ()
    assert values == {"event": date(2026, 6, 1), "seats": 25, "price": 0.0, "online": True}
    goal = Goal("g", "event", "@a", "registrations", 30, date(2026, 1, 1), date(2026, 6, 1), fields=values)
    assert [found.message for found in event.check(goal)] == ["30 registrations, but only 25 seats."]


def test_every_word_of_the_api_is_on_one_of_the_pages() -> None:
    values = {"Formula", "Band", "MixRule", "Phase", "Shape", "Timing", "Cadence", "TaskTemplate", "PostFilter"}
    constants = {"OVERVIEW", "POSTS", "POST_MEASURES", "TYPED", "X_MEASURES"}
    told = set(re.findall(r"\w+", GOALS + HOOKS + SITUATION))
    assert set(api.__all__) - values - constants - told == {"Source"}
    assert all(hasattr(api, name) for name in api.__all__)


def test_every_keyword_of_the_declarations_is_on_the_page() -> None:
    told = set(re.findall(r"\w+", GOALS))
    names = {entry.name for kind in (Measure, Kpi) for entry in fields(kind)} - {"formula"}
    names |= set(TaskFields.__annotations__) | set(RecurringFields.__annotations__)
    names |= {name for name in vars(GoalType) if not name.startswith("_")}
    names |= (
        {measure.key for measure in X_MEASURES} | {kpi.key for kpi in account_kpis()} | set(POST_FIELDS) | set(ROLES)
    )
    names |= {*AXES, *(part for parts in AXES.values() for part in parts)}
    assert names - told == set()


def hooks() -> dict[str, inspect.Signature]:
    found = inspect.getmembers(hookspecs, inspect.isfunction)
    return {name: inspect.signature(function) for name, function in found if name.startswith("tweetplan_")}


def test_each_hook_is_documented_with_its_exact_call_and_no_other_is() -> None:
    calls = [f"{name}({', '.join(signature.parameters)})" for name, signature in hooks().items()]
    assert re.findall(r"^## `(.+)`$", HOOKS, re.MULTILINE) == sorted(calls)
    assert set(re.findall(r"tweetplan_\w+", HOOKS)) == set(hooks())


def test_each_hook_says_when_it_is_called_and_has_types() -> None:
    for name, signature in hooks().items():
        told = inspect.getdoc(getattr(hookspecs, name)) or ""
        assert "Called " in told, name
        assert signature.return_annotation is not inspect.Signature.empty
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty
            assert f":param {parameter.name}:" in told


def test_each_hook_has_an_example_that_works(install: Install, tmp_path: Path) -> None:
    advice, check, fetcher, goal_type, notifier, publisher, reader = blocks(HOOKS, "python")
    install("advice_example", advice)
    install("fetch_example", fetcher)
    install("notify_example", notifier)
    install("publish_example", publisher)
    install("check_example", check)
    install("reach_example", goal_type)
    loaded = Plugins.load(install("reader_example", reader), environ={})
    assert [(row.status, row.reason) for row in loaded.rows] == [("ok", "")] * 7
    assert set().union(*(row.hooks for row in loaded.rows)) == set(hooks())
    assert [(said.message, said.start, said.end) for said in loaded.check_draft(draft("Hey guys!"))] == [
        ("We do not say “guys”.", 4, 8)
    ]
    assert list(loaded.goal_types()) == ["reach"]
    file = tmp_path / "subscribers.csv"
    file.write_text("day;new subscribers\n2026-01-05;3\n2026-01-06;none\n2026-01-07;2\n")
    with open_source(file) as source:
        found = loaded.read(source)
    assert found is not None
    assert [(row.day, row.measure, row.value, row.line) for row in found.days] == [
        (date(2026, 1, 5), "signups", 3.0, 2),
        (date(2026, 1, 7), "signups", 2.0, 4),
    ]
    assert [(row.line, row.why) for row in found.rejected] == [(3, "wants a day and a number: 2026-01-05;3")]
    assert found.read == 3


@pytest.mark.parametrize("kind", [Results, PostRow, MentionRow])
def test_every_field_a_reader_fills_is_on_the_page(kind: type) -> None:
    names = kind._fields if issubclass(kind, tuple) else [entry.name for entry in fields(kind)]
    assert [name for name in names if not re.search(rf"\b{name}\b", HOOKS)] == []


def test_the_page_of_the_situation_has_exactly_its_fields() -> None:
    kinds = (Situation, AccountView, BudgetView, GoalView, SlotView, MeasureView, PeopleView, Window, PartLift)
    sections = dict(zip(*[iter(re.split(r"^## `(\w+)`$", SITUATION, flags=re.MULTILINE)[1:])] * 2, strict=True))
    assert list(sections) == [kind.__name__ for kind in kinds]
    for kind in kinds:
        named = re.findall(r"^\| `(\w+)(?:\(\))?` \|", sections[kind.__name__], re.MULTILINE)
        methods = [
            name
            for name, held in vars(kind).items()
            if not name.startswith("_") and (inspect.isfunction(held) or isinstance(held, property))
        ]
        assert set(named) == {entry.name for entry in fields(kind)} | set(methods), kind.__name__


def test_the_examples_that_reach_outside_do_what_the_page_says(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, fetcher, _, notifier, publisher, _ = blocks(HOOKS, "python")
    install("counter", fetcher)
    install("teller", notifier)
    loaded = Plugins.load(install("pigeon", publisher), environ={})
    monkeypatch.chdir(tmp_path)
    account = Account("@acme")
    (found,) = loaded.fetch(account)
    assert [(post.text, post.figures) for post in found.posts] == [("Open on Sunday.", (120.0,))]
    assert loaded.fetch(Account("@other")) == ()
    assert set(loaded.notify(Event("freeze", "All stops.")).values()) == {""}
    assert (tmp_path / "told.txt").read_text() == "#live-engagement All stops.\n"
    (name,) = loaded.publishers()
    due = "2026-03-17T09:00:00.000Z"
    answer = loaded.publish(Outgoing("d.1", "p", "@acme", "Hi", due, ("Hi",)), account, name)
    assert (answer.x_id, answer.said) == ("", f"given to a pigeon at {due}")
    with pytest.raises(Refused, match="100 letters"):
        loaded.publish(Outgoing("d.1", "p", "@acme", "Hi" * 60, due), account, name)


@pytest.mark.parametrize("kind", [Outgoing, Published, Event])
def test_every_word_of_what_is_sent_is_on_the_page(kind: type) -> None:
    assert [entry.name for entry in fields(kind) if f"`{entry.name}`" not in HOOKS] == []


def test_every_word_of_a_draft_is_on_the_page() -> None:
    names = [name for name in vars(Draft) if not name.startswith("_")]
    assert [name for name in names if f"`{name}`" not in HOOKS] == []
    inner = {entry.name for kind in (Part, Entities, Entity, Picture) for entry in fields(kind)}
    assert [name for name in inner if f"`{name}`" not in HOOKS] == []


def test_every_word_of_a_source_is_on_the_page() -> None:
    names = [name for name in vars(Source) if not name.startswith("_")]
    assert [name for name in names if f"`{name}" not in HOOKS] == []


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command of the page with the lines that it shows as its output."""
    for block in blocks(GOALS, "console"):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = piece.splitlines()
            yield command, [line for line in shown if line.strip()]


def test_the_commands_of_the_page_work(project: Path, site: Path, tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{project / 'src'}", "XDG_CONFIG_HOME": str(tmp_path)}
    environ |= {"TWEETPLAN_WORKSPACE": str(tmp_path / "workspace"), "COLUMNS": "160"}

    def run(command: str) -> str:
        words = shlex.split(command)
        assert words[0] == "tweetplan"
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=project, env=environ, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    run(f"tweetplan init {shlex.quote(str(tmp_path / 'workspace'))}")
    run("tweetplan account add @acme --zone Europe/Berlin")
    for command, shown in commands():
        if "pip install" in command:
            _install(project, site)
            continue
        lines = [" ".join(line.split()) for line in run(command).splitlines()]
        for line in shown:
            assert " ".join(line.split()) in lines, command


def _install(project: Path, site: Path) -> None:
    """What an editable install leaves behind."""
    info = site / "tweetplan_newsletter-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tweetplan-newsletter\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text("[tweetplan]\nnewsletter = tweetplan_newsletter.goals\n")
    (info / "direct_url.json").write_text(f'{{"url": "{project.as_uri()}", "dir_info": {{"editable": true}}}}')
    assert [found.name for found in distributions(path=[str(site)])] == ["tweetplan-newsletter"]
