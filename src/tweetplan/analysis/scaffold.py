"""A plugin to start from: a distribution with one goal type, one check and a test, which passes the conformance kit."""

import keyword
import re
from pathlib import Path

from tweetplan.domain.findings import Conflict, UsageProblem

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tweetplan-{dashed}"
version = "0.1.0"
description = "{title} for tweetplan"
requires-python = ">=3.11"
dependencies = ["tweetplan"]

# One line for each module that holds hooks.
[project.entry-points.tweetplan]
{name} = "{package}.goals"
"{name}.checks" = "{package}.checks"
"""
GOALS = '''\
"""The goal type {title}: say what it is measured by, what work it asks for, and when its posts go out."""

from tweetplan.api import GoalType, Kpi, Measure, hookimpl, ratio, spread, total, weekly


class {cls}(GoalType):
    """{title}, as far as it comes from X."""

    key = "{name}"
    title = "{title}"
    measures = (Measure("{name}_count", unit="times", complete_after_days=1),)
    kpis = (
        Kpi("{name}_count", total("{name}_count")),
        Kpi("{name}_rate", ratio("{name}_count", "url_clicks"), unit="%"),
    )
    tasks = (weekly(1, "Post one thing that serves it", role="creator", minutes=30, makes_post=True),)
    timing = spread()


@hookimpl
def tweetplan_goal_types():
    """The goal types of this plugin."""
    return [{cls}]
'''
CHECKS = '''\
"""A check of drafts: delete what you do not need."""

from tweetplan.api import Finding, hookimpl

TOO_MANY = 3


@hookimpl
def tweetplan_check_draft(draft):
    """Say so when a draft shouts."""
    marks = draft.text.count("!")
    if marks >= TOO_MANY:
        where = draft.text.index("!")
        yield Finding(
            "{name}.shouting", "warning", f"It has {{marks}} exclamation marks.", "text", "Keep one.", where, where + 1
        )
'''
TEST = '''\
"""What this plugin declares is sound: the same kit that `tweetplan plugins check` runs."""

from pathlib import Path

from tweetplan.testing import check_plugin


def test_the_conformance_kit_finds_no_error():
    findings = check_plugin(Path(__file__).parents[1] / "src" / "{package}")
    assert [finding for finding in findings if finding.severity == "error"] == []
'''
README = """\
# tweetplan-{dashed}

{title} as a goal type of tweetplan, and one check of drafts.

    pip install -e .            # beside tweetplan, in the same environment
    tweetplan plugins list      # names it
    tweetplan plugins check src/{package}
    pytest                      # if you have it
"""


def new_plugin(name: str, folder: Path) -> tuple[Path, ...]:
    """Write a plugin of this name into `folder/tweetplan-NAME` and give its files.

    Raises `UsageProblem` for a name that no package can have, `Conflict` when the folder is there already.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) > 40:
        raise UsageProblem(f"{name!r} is no name for a plugin.", "Write it in small letters, like newsletter.")
    plain = name.replace("-", "_")
    words = {
        "name": plain,
        "dashed": plain.replace("_", "-"),
        "package": f"tweetplan_{plain}",
        "title": plain.replace("_", " ").capitalize(),
        "cls": "".join(word.capitalize() for word in plain.split("_")),
    }
    root = folder / f"tweetplan-{words['dashed']}"
    texts = {
        root / "pyproject.toml": PROJECT,
        root / "README.md": README,
        root / "src" / words["package"] / "__init__.py": '"""{title} for tweetplan."""\n',
        root / "src" / words["package"] / "goals.py": GOALS,
        root / "src" / words["package"] / "checks.py": CHECKS,
        root / "tests" / f"test_{plain}.py": TEST,
    }
    try:
        root.mkdir(parents=True)
    except FileExistsError:
        raise Conflict(f"{root} is there already.", "Name another place with --dir.") from None
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**words), encoding="utf-8")
    return tuple(texts)
