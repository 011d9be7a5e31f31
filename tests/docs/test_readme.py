"""The README's commands do what it says, in its order; its goal type is a goal type."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tweetplan.domain.declaration_checks import check_declaration
from tweetplan.domain.goal_type import declare

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
EXPORT = """\
Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,\
Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks
2088707180694323466,"Sat, Aug 15, 2026",Hello,https://x.com/acme/status/2088707180694323466,44,1,3,0,0,0,1,0,0,1,0,0,0
"""
REFUSED = 3
"""The exit code of a check that found errors: what the README shows first is refused."""


def commands() -> list[list[str]]:
    """The indented command lines below "The first five things", continued lines joined, in order."""
    part = README.split("## The first five things")[1].split("\n## ")[0].replace("\\\n", " ")
    return [shlex.split(line)[1:] for line in re.findall(r"^ {7}(tweetplan .+)$", part, re.MULTILINE)]


def test_the_first_five_things_work_in_their_order(tmp_path: Path):
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_STATE_HOME": str(tmp_path / "s")}
    (tmp_path / "account_analytics_content_2026-08-10_2026-08-16.csv").write_text(EXPORT, encoding="utf-8")
    told = {}
    for words in commands():
        ended = subprocess.run(
            [sys.executable, "-m", "tweetplan", *(word.replace("~", str(tmp_path)) for word in words)],
            cwd=tmp_path,
            env={**os.environ, **home},
            capture_output=True,
            text=True,
            check=False,
        )
        expected = REFUSED if "increase engagement" in words else 0
        assert ended.returncode == expected, f"{words}: {ended.stdout}{ended.stderr}"
        told[" ".join(words[:2])] = ended.stdout
    assert "raise the monthly engagement rate by 15 %" in told["goal check"].lower()
    assert "200" in told["ladder leads-2026"]
    assert "impressions" in told["kpi --account"].lower()


def test_the_goal_type_of_the_readme_is_one():
    found = re.search(r"^```python\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert found is not None
    module: dict[str, object] = {}
    exec(found[1], module)
    make = module["tweetplan_goal_types"]
    assert callable(make)
    (newsletter,) = make()
    declared = declare(newsletter)
    assert [finding for finding in check_declaration(declared) if finding.severity == "error"] == []
    assert [kpi.key for kpi in declared.kpis] == ["signups", "signup_rate"]
