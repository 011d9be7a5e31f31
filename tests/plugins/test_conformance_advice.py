"""The conformance kit looks at advice: what raises, ends the process, or cannot be taken is a finding."""

from pathlib import Path

import pytest

from tweetplan.testing import check_plugin

HEAD = '"""A plugin."""\nfrom tweetplan.api import *\n\n\n@hookimpl\ndef tweetplan_advise(situation):\n'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    return []\n", ""),
        (
            "    for v in situation.goals:\n        yield Recommendation('k', 'x', because=Because(v.goal.name))\n",
            "",
        ),
        ("    raise ValueError('no figures')\n", "no figures"),
        ("    return ['do it']\n", "found str"),
        ("    yield Recommendation('k', '')\n", "no title"),
        ("    yield Recommendation('k', 'x', effect=Effect('likes', 1.0, 2.0, 3.0, 4))\n", "not between"),
        ("    while True:\n        yield Recommendation('k', 'x')\n", "more than 200"),
    ],
)
def test_advice_is_examined(tmp_path: Path, body: str, said: str) -> None:
    file = tmp_path / "advice_plugin.py"
    file.write_text(HEAD + body, encoding="utf-8")
    errors = [finding.message for finding in check_plugin(file) if finding.rule == "plugin.advice"]
    assert bool(errors) == bool(said) and all(said in message for message in errors)


def test_our_own_goal_types_pass() -> None:
    for name in ("leads", "sales", "awareness", "community", "thought_leadership", "support", "retention"):
        assert check_plugin(f"tweetplan_goals.{name}") == []
