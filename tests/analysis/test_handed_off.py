"""T07: a month of posts handed off, changed outside, and X's export imported: none is matched wrongly."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from exports import Post as Shown
from exports import content
from imports import Bring
from tweetplan.domain.posts import Post
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import history, matches
from tweetplan.workspace.core import Workspace

FIRST = date(2026, 7, 1)
FILE = "account_analytics_content_2026-07-01_2026-08-15.csv"


def post(day: str, number: int, text: str) -> Shown:
    return Shown(f"{day}T{8 + number % 10:02}:00", text, number, {"impressions": 10})


WORDS = (
    "roast harvest water filter press crema origin farm cup morning grinder scale bloom finish citrus caramel "
    "cascara altitude washed natural honey trade price season barista kettle pour steam milk foam blend single"
).split()


def sentence(rng: random.Random, words: int = 14) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize()


def month(rng: random.Random, variant: str) -> list[Post]:
    """Sixty posts as they were handed off, two a day."""
    found = []
    for number in range(60):
        text = sentence(rng)
        if variant == "templates":
            text = f"Tip {number + 1} of 60: weigh the water, not the cup, and write down what you taste"
        elif variant == "repeated" and number % 2:
            text = found[number - 1].text if number % 4 == 1 else found[(number * 7) % number].text
        elif variant == "threads" and number % 3 == 0:
            text = f"{text}\n---\n{sentence(rng)}\n---\nMore of this every week: follow us"
        elif variant == "links":
            text = f"{text} https://acme.com/{number}?utm_campaign=july&utm_content=p{number}"
        found.append(Post(
            f"p{number:02}", "@acme", text, "handed_off", planned_for=FIRST + timedelta(number // 2),
            utm=f"https://acme.com/{number}?utm_campaign=july&utm_content=p{number}" if variant == "links" else "",
        ))  # fmt: skip
    return found


def slightly(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(WORDS)
    return " ".join(words) + rng.choice(["", "!", " 🎉", " #coffee"])


def heavily(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    return " ".join(words[: len(words) // 3] + sentence(rng, 8).split(" "))


def shown(text: str) -> str:
    """A text as X's export has it: every link shortened."""
    return " ".join("https://t.co/" + str(abs(hash(word)))[:8] if "://" in word else word for word in text.split(" "))


def outside(rng: random.Random, posts: list[Post], variant: str) -> list[tuple[date, str, str]]:
    """What became of them, in order: day, text and the id of the post that it truly is (empty: nobody planned it)."""
    order = rng.sample(range(60), 60)
    edited, dropped = set(order[:5]), set(order[5:8])
    told: list[tuple[date, str, str]] = []
    for number, held in enumerate(posts):
        assert held.planned_for is not None
        if number in dropped:
            continue
        day = held.planned_for + timedelta(rng.choice([-1, 0, 0, 1]) if variant == "shifted" else 0)
        for place, part in enumerate(held.parts):
            text = part
            if number in edited and not place:
                text = heavily(rng, text) if variant == "heavily" else slightly(rng, text)
            told.append((day, shown(text), held.id))
        if variant == "twice" and number % 9 == 0:
            told.append((day + timedelta(rng.choice([0, 1, 9])), shown(held.text), held.id))
    told += [(FIRST + timedelta(rng.randrange(30)), sentence(rng), "") for _ in range(6)]
    if variant == "templates":
        told += [
            (FIRST + timedelta(3), "Tip 71 of 60: weigh the water, not the cup, and write down what you taste", "")
        ]
    return told


VARIANTS = ("slightly", "heavily", "links", "threads", "templates", "repeated", "shifted", "twice")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_t07_a_month_handed_off_is_matched_and_none_wrong(ws: Workspace, bring: Bring, variant: str, seed: int) -> None:
    rng = random.Random(f"{variant}{seed}")
    posts = month(rng, variant)
    with ws.operation("post.add") as change:
        change.put("accounts", {"id": "@acme", "handle": "@acme", "role": "main", "zone": "UTC", "audience_zone": ""})
        for each in posts:
            change.put(stored_posts.TABLE, stored_posts.row(each))
    told = outside(rng, posts, variant)
    rows = [
        post(day.isoformat(), int(identity[1:] or 0) if identity else number, text)
        for number, (day, text, identity) in enumerate(told)
    ]
    for number, row in enumerate(rows):
        row.id = str(int(row.ref) + number)
    truth = {row.ref: identity for row, (_, _, identity) in zip(rows, told, strict=True)}
    report = bring({FILE: content(rows)})
    held = {row["ref"]: row["plan_post"] for row in ws.db.rows("SELECT ref, plan_post FROM post_results")}
    wrong = {ref: found for ref, found in held.items() if found and found != truth[ref]}
    assert wrong == {}
    assert report.matched + report.unsure + report.unplanned == len(told), "every post is named"
    open_now = {each.ref for each in matches.unsure(ws)}
    assert len(open_now) == report.unsure and not open_now & {ref for ref, found in held.items() if found}
    assert report.matched >= {"repeated": 20, "twice": 45}.get(variant, 52)
    published = {row["id"] for row in ws.db.rows("SELECT id FROM posts WHERE state = 'published'")}
    assert published == {found for found in held.values() if found}
    left = {each.id for each in matches.unconfirmed(ws)}
    assert left == {each.id for each in posts} - published
    history.undo(ws)
    assert ws.db.value("SELECT COUNT(*) FROM posts WHERE state = 'handed_off' AND x_id = ''") == 60
    assert matches.unsure(ws) == ()
    history.redo(ws)
    assert len(matches.unsure(ws)) == report.unsure
    again = {row["ref"]: row["plan_post"] for row in ws.db.rows("SELECT ref, plan_post FROM post_results")}
    assert again == held


def start(ws: Workspace, *posts: Post) -> None:
    with ws.operation("post.add") as change:
        change.put("accounts", {"id": "@acme", "handle": "@acme", "role": "main", "zone": "UTC", "audience_zone": ""})
        for each in posts:
            change.put(stored_posts.TABLE, stored_posts.row(each))


def test_t07_an_unsure_post_is_decided_by_a_person_and_that_can_be_undone(ws: Workspace, bring: Bring) -> None:
    day = date(2026, 7, 2)
    start(ws, *(Post(identity, "@acme", "twice the same", "handed_off", planned_for=day) for identity in "pq"))
    row = post("2026-07-02", 1, text="twice the same")
    bring({FILE: content([row])})
    assert [(each.ref, each.posts) for each in matches.unsure(ws)] == [(row.ref, ("p", "q"))]
    assert matches.match(ws, row.ref, "q")["plan_post"] == "q"
    assert matches.unsure(ws) == ()
    held = stored_posts.one(ws.db, "q")
    assert held is not None and (held.state, held.x_id, held.before) == ("published", row.ref, "handed_off")
    matches.match(ws, row.ref, "p")
    other = stored_posts.one(ws.db, "q")
    assert other is not None and (other.state, other.x_id) == ("handed_off", ""), "it was the other one after all"
    history.undo(ws)
    assert ws.db.value("SELECT plan_post FROM post_results") == "q"
    matches.match(ws, row.ref, "none")
    assert ws.db.value("SELECT plan_post FROM post_results") == ""
    assert bring({FILE: content([row])}).unplanned == 1, "what was decided is not asked again"
    history.undo(ws)
    history.undo(ws)
    assert [each.ref for each in matches.unsure(ws)] == [row.ref]


def test_t07_a_result_that_was_known_confirms_what_the_plan_learned_later(ws: Workspace, bring: Bring) -> None:
    row = post("2026-07-02", 1, text="The winter blend is here")
    files = {FILE: content([row])}
    bring(files)
    start(ws, Post("p", "@acme", "The winter blend is here", "handed_off", planned_for=date(2026, 7, 2)))
    assert bring(files).matched == 1
    held = stored_posts.one(ws.db, "p")
    assert held is not None and (held.state, held.x_id, held.url != "") == ("published", row.ref, True)
    assert ws.db.value("SELECT plan_post FROM post_results") == "p"
    before = ws.revision
    bring(files)
    assert ws.revision == before


def test_t07_a_post_that_nobody_approved_is_out_but_not_published(ws: Workspace, bring: Bring) -> None:
    start(ws, Post("p", "@acme", "The winter blend is here", "in_review", planned_for=date(2026, 7, 2)))
    with ws.operation("post.approval") as change:
        change.put("settings", {"id": "approval:@acme", "value": '{"mode": "one"}'})
    report = bring({FILE: content([post("2026-07-02", 1, text="The winter blend is here")])})
    assert [finding.rule for finding in report.warnings] == ["T07.unapproved"]
    held = stored_posts.one(ws.db, "p")
    assert held is not None and held.state == "in_review" and held.x_id


def test_t07_what_is_due_later_is_not_unconfirmed(ws: Workspace) -> None:
    assert ws.clock() == datetime(2026, 11, 20, 9, tzinfo=UTC)
    past, soon = date(2026, 11, 19), date(2026, 11, 20)
    start(
        ws,
        Post("p", "@acme", "a", "handed_off", planned_for=past),
        Post("q", "@acme", "b", "handed_off", planned_for=soon),
    )
    assert [each.id for each in matches.unconfirmed(ws)] == ["p"]
