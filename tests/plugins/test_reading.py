"""The surest reader wins, and a reader that fails is told without costing the others' answer."""

from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from tweetplan.domain.findings import NotFound, Problem
from tweetplan.plugins import Plugins

Install = Callable[..., list[EntryPoint]]

READER = """
from tweetplan.api import Results, Problem, hookimpl

@hookimpl
def tweetplan_read_results(source):
    {body}
"""


class File:
    """A source that no test looks into."""

    name, account, zone, head, columns = "results.csv", "", "UTC", b"", {}


def reader(confidence: float | str) -> str:
    return READER.format(body=f"return Results(reader=__name__, confidence={confidence}, source='posts')")


@pytest.fixture
def readers(install: Install) -> Callable[..., Plugins]:
    def load(**sources: str) -> Plugins:
        points: list[EntryPoint] = []
        for name, source in sources.items():
            points = install(name, source)
        return Plugins.load(points, environ={})

    return load


def test_the_surest_reader_wins_and_a_tie_goes_to_the_first_name(readers: Callable[..., Plugins]) -> None:
    loaded = readers(dull=reader(0.2), sure_b=reader(0.9), sure_a=reader(0.9), silent=READER.format(body="return None"))
    found = loaded.read(File())
    assert found is not None
    assert found.reader == "sure_a"
    assert found.warnings == ()


def test_nobody_knowing_the_file_is_none(readers: Callable[..., Plugins]) -> None:
    assert readers(silent=READER.format(body="return None")).read(File()) is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("raise KeyError('id')", "KeyError: 'id'"),
        ("raise SystemExit(1)", "SystemExit: 1"),
        ("return 'posts'", "it returned str, not Results or None"),
        ("return Results(reader='x', confidence=float('nan'), source='posts')", "its confidence is nan"),
        ("return Results(reader='x', confidence=7, source='posts')", "its confidence is 7"),
        ("return Results()", "missing 3 required positional arguments"),
    ],
)
def test_a_reader_that_fails_is_named_and_the_others_answer_stays(
    readers: Callable[..., Plugins], body: str, told: str
) -> None:
    loaded = readers(bad=READER.format(body=body), good=reader(0.1))
    found = loaded.read(File())
    assert found is not None and found.reader == "good"
    (warning,) = found.warnings
    assert warning.rule == "plugins.raised"
    assert warning.message.startswith("bad: tweetplan_read_results was left out:")
    assert told in warning.message
    assert loaded.findings == [warning]


def test_a_file_beyond_the_limits_is_the_files_fault_not_the_readers(readers: Callable[..., Plugins]) -> None:
    loaded = readers(strict=READER.format(body="raise Problem('The file is too long.', 'Split it.')"))
    with pytest.raises(Problem, match="too long"):
        loaded.read(File())
    assert loaded.findings == []


def test_a_reader_can_be_asked_for_by_its_name(readers: Callable[..., Plugins]) -> None:
    loaded = readers(dull=reader(0.2), sure=reader(0.9))
    found = loaded.read(File(), reader="dull")
    assert found is not None and found.reader == "dull"
    assert loaded.readers() == ("dull", "sure")
    with pytest.raises(NotFound, match="Did you mean dull"):
        loaded.read(File(), reader="dulll")


def test_a_reader_that_could_not_be_loaded_says_why_when_asked_for(readers: Callable[..., Plugins]) -> None:
    with pytest.raises(Problem, match="out of coffee"):
        readers(broken="raise RuntimeError('out of coffee')").read(File(), reader="broken")


def test_ctrl_c_during_reading_is_the_users(readers: Callable[..., Plugins]) -> None:
    with pytest.raises(KeyboardInterrupt):
        readers(bad=READER.format(body="raise KeyboardInterrupt"), good=reader(0.1)).read(File())


def test_a_plugin_that_was_refused_is_not_asked(readers: Callable[..., Plugins]) -> None:
    half = reader(1.0) + "\n@hookimpl\ndef tweetplan_goal_type(): return []\n"
    loaded = readers(half=half, good=reader(0.1))
    found = loaded.read(File())
    assert found is not None and found.reader == "good"
    assert loaded.readers() == ("good",)
