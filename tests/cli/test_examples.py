"""Every example of docs/command-line.md is run, in order, and every verb has one."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import click
import pytest

from commandline import Shell
from tweetplan.cli.main import VERBS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
EXAMPLE = re.compile(r"^\$ tweetplan ?(?P<command>.*?)(?:\s+# exits (?P<codes>[0-9 or]+))?$", re.MULTILINE)
HEADER = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,"
    "Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n"
)


def content_row(when: datetime, text: str, figures: str) -> str:
    """A row of x.com's content export: the id tells the moment."""
    post = (int(when.timestamp() * 1000) - 1288834974657) << 22
    return f'{post},"{when:%a, %b} {when.day}, {when.year}",{text},https://x.com/acme/status/{post},{figures}\n'


def past_posts(count: int) -> Iterator[str]:
    """Rows of posts of the weeks before, five a day, whose rates differ."""
    for number in range(count):
        when = datetime(2026, 3, 14, 9, tzinfo=UTC) - timedelta(hours=5 * number)
        post = (int(when.timestamp() * 1000) - 1288834974657) << 22
        yield f"{post},{when.isoformat()},number {number} of a series,1000,{20 + 17 * number % 40}\n"


FILES = {
    "content.csv": HEADER
    + content_row(datetime(2026, 3, 2, 9, tzinfo=UTC), "The winter blend is here", "1000,20,50,1,0,1,2,3,4,5,6,0,0")
    + content_row(datetime(2026, 3, 3, 14, tzinfo=UTC), "What changed in the cup", "2000,40,80,2,1,0,4,6,8,9,7,1,0"),
    "leads.csv": "date,account,measure,value,campaign,source\n2026-03-02,@acme,leads,4,,x\n"
    "2026-03-03,@acme,leads,2,,x\n",
    "other-names.csv": "Day,What,Number\n2026-03-02,leads,3\n",
    "broken-row.csv": "date,account,measure,value\n2026-03-04,@acme,leads,5\n2026-03-05,@acme,leads,many\n",
    "past-year.csv": "id,posted_at,text,impressions,engagements\n" + "".join(past_posts(80)),
    "mentions.csv": "id,author,created_at,text,answered_at,followers\n"
    "1,@ann,2026-03-02T09:00Z,@acme where is my order?,2026-03-02T09:20Z,120\n"
    "2,@bo,2026-03-02T10:00Z,@acme how much is the office machine?,,80\n",
    "people.csv": "handle,segment,followers,last_interaction\n@kim,influencer,9000,2026-03-10\n"
    "@lee,existing,80,2026-01-02\n@may,existing,40,2026-01-05\n",
    "post.txt": "We roasted the winter blend twice: tern.coffee/winter #coffee\n",
    "first-person.txt": "I roasted the winter blend twice.\n",
    "posts.jsonl": '{"text": "We roast."}\n{"text": "我", "lang": "zh", "account": "@acmehelp"}\n',
    "drafts.csv": "Message,Post date,text\nWe roast twice,2026-04-14 09:00,We roast\n",
    "bad-drafts.csv": "text,date\nWe roast twice,soon\n",
    "holidays.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Labour Day\r\nDTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "my_goal_type.py": '''"""A goal type of ours."""

from tweetplan.api import GoalType, Kpi, Measure, hookimpl, total


class Newsletter(GoalType):
    """Newsletter sign-ups that come from X."""

    key = "newsletter"
    title = "Newsletter sign-ups"
    measures = (Measure("signups", unit="sign-ups"),)
    kpis = (Kpi("signups", total("signups")),)


@hookimpl
def tweetplan_goal_types():
    """Bring it."""
    return [Newsletter]
''',
}


def examples() -> list[tuple[str, set[int]]]:
    found = EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))
    return [(each["command"], {int(code) for code in (each["codes"] or "0").split(" or ")}) for each in found]


def test_the_examples_run_in_order(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    wrong, task, post, slot, elastic = [], "", "", "", ""
    for command, codes in examples():
        named = command.replace("$TASK", task).replace("$POST", post).replace("$SLOT", slot)
        named = named.replace("$ELASTIC", elastic)
        line, _, file = named.partition(" < ")
        answer = shell(*shlex.split(line), stdin=Path(file).read_bytes() if file else b"", code=None)
        if answer.code not in codes:
            wrong.append(f"{command} ended with {answer.code}: {answer.out[:300]} {answer.err[:300]}")
        if line.startswith("task add"):
            task = answer.data["id"]
        elif line.startswith("post add") and "--json" in line:
            post = answer.data["id"]
        elif line.startswith("week") and "--json" in line:
            slot = next((each["id"] for each in answer.data["slots"] if each["at"] > "2026-03-18"), slot)
            free = [each["id"] for each in answer.data["slots"] if each["plan"] == "elastic" and each["id"] != slot]
            elastic = free[-1] if free else elastic
    assert wrong == []


def test_every_verb_has_an_example() -> None:
    told = [command for command, _ in examples()]
    for name, (module, _) in VERBS.items():
        for words in leaves(getattr(import_module(f"tweetplan.cli.{module}"), f"{name}_command"), name):
            assert any(f"{each} ".startswith(f"{words} ") for each in told), f"no example of `tweetplan {words}`"


def leaves(command: click.Command, words: str) -> list[str]:
    if isinstance(command, click.Group):
        return [leaf for name, inner in command.commands.items() for leaf in leaves(inner, f"{words} {name}")]
    return [words]
