"""From the desk to X and back on the command line: handed off as CSV, changed outside, imported, decided, tagged."""

import csv
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from commandline import Shell
from exports import Post as Shown
from exports import content

FILE = "account_analytics_content_2026-03-01_2026-04-30.csv"
FIRST = date(2026, 4, 1)
SUBJECTS = "roast harvest water filter press crema origin farm cup grinder scale bloom citrus caramel altitude".split()


def words(number: int) -> str:
    """A text of its own for each number, in the manner of the others."""
    one, two, three = (SUBJECTS[(number * step + step) % len(SUBJECTS)] for step in (1, 4, 7))
    return (
        f"What {one} taught us about {two} in week {number}: begin with the {three}, then taste again before you pour"
    )


def write(team: Shell, number: int, at: datetime) -> str:
    """A post of the desk on a slot of its own, scheduled."""
    from tweetplan.storage import calendar
    from tweetplan.workspace import slots
    from tweetplan.workspace.posts import add, schedule

    ws = team.open(str(team.home.parent / "team"))
    slot = slots.add(ws, "@acme", at.date(), f"{at:%H:%M}", intent="value", topic="evergreen")
    assert calendar.slot(ws.db, slot.id) is not None
    post = add(ws, "@acme", words(number), slot=slot.id, intent="value", link="https://acme.com/blog")
    schedule(ws, post.id)
    ws.db.close()
    return post.id


@pytest.fixture
def month(team: Shell, tmp_path: Path) -> tuple[Shell, list[str], list[dict[str, str]]]:
    """Sixty posts handed off as a scheduler's CSV: their ids, and the rows of the file."""
    team("account", "add", "@acme")
    start = datetime(FIRST.year, FIRST.month, FIRST.day, 9, tzinfo=UTC)
    ids = [write(team, n, start + timedelta(days=n // 2, hours=6 * (n % 2))) for n in range(60)]
    file = tmp_path / "publer.csv"
    team("export", "calendar", file, "--format", "publer", "--month", "2026-04", "--hand-off")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return team, ids, list(csv.DictReader(stream))


def test_t07_a_month_handed_off_as_csv_comes_back_as_facts(
    month: tuple[Shell, list[str], list[dict[str, str]]], tmp_path: Path
) -> None:
    team, ids, rows = month
    assert len(rows) == 60
    column = next(name for name in rows[0] if words(0)[:20] in rows[0][name])
    texts = [next(row[column] for row in rows if words(n) in row[column]) for n in range(60)]
    edited, dropped = {3: "!! ", 11: "Now: ", 22: "☕ ", 35: "", 47: "New: "}, {5, 30, 59}
    shown, truth = [], {}
    for n, text in enumerate(texts):
        if n in dropped:
            continue
        out = re.sub(r"https?://\S+", "https://t.co/Ab3" + str(n), text)
        if n in edited:
            out = edited[n] + out.replace("taste again", "taste twice")
        at = datetime(FIRST.year, FIRST.month, FIRST.day, 9, tzinfo=UTC) + timedelta(days=n // 2, hours=6 * (n % 2))
        shown.append(Shown(f"{at:%Y-%m-%dT%H:%M}", out, n, {"impressions": 100 + n}))
        truth[shown[-1].ref] = ids[n]
    shown.append(Shown("2026-04-09T20:00", "Nobody planned this one, we just liked the light", 99))
    team.now = datetime(2026, 5, 2, 9, tzinfo=UTC)
    (tmp_path / FILE).write_text(content(shown), encoding="utf-8")
    told = team.json("import", tmp_path / FILE, "--account", "@acme")
    assert (told["matched"], told["unsure"], told["unplanned"]) == (52, 5, 1)
    held = {post["x_id"]: post["id"] for post in team.json("post", "list", "--state", "published") if post["x_id"]}
    assert held == {ref: identity for ref, identity in truth.items() if ref in held}, "none wrong"
    asked = team.json("post", "unsure")
    assert {each["ref"]: each["posts"][0] for each in asked} == {
        ref: identity for ref, identity in truth.items() if ref not in held
    }, "the likeliest is the right one"
    assert "may be" in team("post", "unsure").out
    assert len(team.json("post", "list", "--state", "handed_off")) == 8
    team("post", "match", asked[0]["ref"], asked[0]["posts"][0])
    team("post", "match", asked[1]["ref"], asked[0]["posts"][0], code=5)
    team("post", "match", asked[1]["ref"], "none")
    assert len(team.json("post", "unsure")) == 3
    team("undo")
    assert len(team.json("post", "unsure")) == 4
    team("post", "match", "12345", "none", code=4)


def test_history_is_tagged_in_bulk(team: Shell, tmp_path: Path) -> None:
    shown = [Shown(f"2026-03-0{day}T09:00", text, day) for day, text in enumerate(("Sale", "Tip", "SALE now"), start=1)]
    (tmp_path / FILE).write_text(content(shown), encoding="utf-8")
    team("import", tmp_path / FILE, "--account", "@acme")
    told = team("post", "tag", "--match", "sale", "--intent", "promo", "--dry-run").out
    assert "Would tag 2 of 2 posts" in told and "SALE now" in told
    assert team.json("post", "tag", "--match", "sale", "--intent", "promo")["changed"] == 2
    assert team.json("post", "tag", "--match", "sale", "--intent", "promo", "--dry-run")["changed"] == 0
    team("undo")
    assert team.json("post", "tag", "--match", "sale", "--intent", "promo", "--dry-run")["changed"] == 2
    team("post", "tag", "--intent", "promo", code=2)
    team("post", "tag", "77", "--intent", "promo", code=4)


def test_w01_a_check_says_what_a_draft_repeats(team: Shell, tmp_path: Path) -> None:
    text = "We roasted the winter blend twice, because the first try was too dark for us"
    (tmp_path / FILE).write_text(content([Shown("2026-03-02T09:00", text, 1)]), encoding="utf-8")
    team("import", tmp_path / FILE, "--account", "@acme")
    post = team.json("post", "add", "--text", text.upper(), "--account", "@acme")["id"]
    (found,) = team.json("post", "repeats", post)
    assert (found["likeness"], found["day"]) == (1, "2026-03-02")
    rules = [each["rule"] for each in team.json("post", "check", post, code=None)["findings"]]
    assert rules.count("W01.repeated") == 1
    told = team("post", "check", "-", "--account", "@acme", stdin=text.encode(), code=None)
    assert "W01.repeated" in told.out and "posted on 2026-03-02" in told.out
    assert "W01" not in team("post", "check", "-", stdin=text.encode(), code=None).out, "whose, nobody said"


def test_answers_and_the_library_on_the_command_line(team: Shell) -> None:
    team("account", "add", "@acme")
    team("month", "2026-04", "--fill")
    team("week", "2026-W12", "--fill")
    told = team.json("next", "--most", "2")
    assert len(told["slots"]) == 2 and told["elastic_left"] <= told["elastic"]
    assert "elastic slots are left this week" in team("next").out
    post = team.json("post", "add", "--text", "20 % off", "--intent", "promo", "--account", "@acme")["id"]
    promo = next(
        row for row in team.json("post", "effect", post, "--slot", told["slots"][0]["id"]) if row["part"] == "promo"
    )
    assert {"before", "after", "n_after", "low", "high", "verdict", "published"} <= promo.keys()
    assert len(team.json("post", "spread", "--from", "2026-03-01")["values"]) == 7
    team("asset", "add", "fair", "--kind", "template", "--text", "Meet {account} at {event}")
    shown = team.json("asset", "show", "fair", "--fill", "--account", "@acme", "--set", "event=hall 4")
    assert (shown["text"], shown["blanks"]) == ("Meet @acme at hall 4", [])
    team("asset", "edit", "fair", "--text", "Come to {event}")
    assert team.json("asset", "show", "fair", "--number", "1")["body"] == "Meet {account} at {event}"
    team("asset", "add", "fair", "--kind", "snippet", "--text", "x", code=5)
    team("asset", "show", "fare", code=4)
