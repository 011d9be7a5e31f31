"""Checks that plugins bring: all are asked, a broken one is named, and what the others said stays."""

from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from tweetplan.analysis.x_text import draft
from tweetplan.domain.goals import Account
from tweetplan.plugins import Plugins
from tweetplan.testing import check_plugin

Install = Callable[..., list[EntryPoint]]
SAYS = """
    from tweetplan.api import Finding, hookimpl

    @hookimpl
    def tweetplan_check_draft(draft, account):
        yield Finding("a.word", "note", f"{draft.text} for {account.handle if account else 'nobody'}", start=0, end=2)
    """
BROKEN = {
    "raises": ("yield Finding('b.first', 'note', 'kept'); raise RuntimeError('no dictionary')", "no dictionary"),
    "nonsense": ("return [42]", "found 42"),
    "elsewhere": ("return [Finding('b.x', 'note', 'm', start=5, end=99)]", "points to 5–99"),
    "half": ("return [Finding('b.x', 'note', 'm', start=5)]", "points to 5–None"),
    "endless": ("while True: pass", "It took longer than"),
}


def plugin(body: str) -> str:
    return f"""
    from tweetplan.api import Finding, hookimpl

    @hookimpl
    def tweetplan_check_draft(draft):
        {body}
    """


def test_every_check_is_asked_and_given_what_it_wants(install: Install) -> None:
    install("one_check", SAYS)
    loaded = Plugins.load(install("another_check", SAYS), environ={})
    assert [row.kind for row in loaded.rows] == ["checks", "checks"]
    assert [found.message for found in loaded.check_draft(draft("Hi"), Account("@acme"))] == ["Hi for @acme"] * 2
    assert [found.message for found in loaded.check_draft(draft("Hi"))] == ["Hi for nobody"] * 2


def test_a_check_may_answer_nothing(install: Install) -> None:
    assert Plugins.load(install("silent_check", plugin("return None")), environ={}).check_draft(draft("Hi")) == ()


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_check_is_named_and_the_others_stay(
    install: Install, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tweetplan.plugins.CHECK_SECONDS", 0.2)
    body, told = BROKEN[case]
    install("fine_check", SAYS)
    loaded = Plugins.load(install("broken_check", plugin(body)), environ={})
    found = loaded.check_draft(draft("Hi"))
    kept = ["b.first"] if case == "raises" else []
    assert sorted(one.rule for one in found) == sorted(["a.word", *kept, "plugins.raised"])
    fault = next(one for one in found if one.rule == "plugins.raised")
    assert fault.severity == "warning" and "broken_check" in fault.message and told in fault.message
    assert loaded.findings == [fault]


def test_the_conformance_kit_tries_a_check_on_drafts_of_every_shape(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("kit") / "first_letter.py"
    file.write_text(
        '"""Looks at the first letter."""\n\nfrom tweetplan.api import hookimpl\n\n\n'
        "@hookimpl\ndef tweetplan_check_draft(draft):\n    return [] if draft.text[0] else []\n"
    )
    assert [(found.rule, found.severity) for found in check_plugin(file)] == [("plugin.check", "error")]
