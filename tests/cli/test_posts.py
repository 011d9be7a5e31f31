"""Posts on the command line: written, approved by somebody else, scheduled, and out; the JSON that scripts read."""

from pathlib import Path

import pytest

from commandline import Shell

LINK = "https://x.com/acme/status/2033900000000000000"


@pytest.fixture
def acme(team: Shell) -> Shell:
    """A person with an account."""
    team("account", "add", "@acme", "--zone", "Europe/Berlin")
    return team


def slot(shell: Shell) -> str:
    """The id of a slot to come."""
    found: str = shell.json("week", "2026-W13", "--fill")["slots"][0]["id"]
    return found


def as_login(shell: Shell, login: str) -> Shell:
    shell.login = login
    return shell


def test_t07_from_a_file_to_published_with_another_persons_approval(acme: Shell, tmp_path: Path) -> None:
    text = tmp_path / "post.txt"
    text.write_text("We opened a second shop.\n---\nCome and see us.\n", encoding="utf-8")
    acme("post", "approval", "--mode", "one", "--check", "facts", "--check", "link opens")
    made = acme.json("post", "add", text, "--intent", "value", "--worth", "educational")
    assert (made["state"], made["text"]) == ("draft", "We opened a second shop.\n---\nCome and see us.")
    assert acme("post", "schedule", made["id"], "--slot", slot(acme), code=3).err.count("T07.not-approved") == 1
    assert acme.json("post", "submit", made["id"][:8])["state"] == "in_review"
    assert "own wording" in acme("post", "approve", made["id"], "--checked", "all", code=3).err
    as_login(acme, "bo")
    refused = acme("post", "approve", made["id"], "--checked", "1", code=3)
    assert "not looked at: link opens" in refused.err
    assert acme.json("post", "approve", made["id"], "--checked", "1,2")["state"] == "approved"
    assert acme.json("post", "schedule", made["id"], "--slot", slot(acme))["state"] == "scheduled"
    shown = acme.json("post", "show", made["id"])
    assert [each["login"] for each in shown["approvals"] if each["valid"]] == ["bo"]
    edited = acme.json("post", "edit", made["id"], "--text", "We opened a third shop.")
    assert (edited["state"], edited["wording_by"]) == ("draft", "bo")
    assert acme.json("post", "show", made["id"])["approvals"][0]["valid"] is False
    assert "T07.not-approved" in acme("post", "published", made["id"], LINK, code=3).err
    acme("post", "submit", made["id"])
    as_login(acme, "ana")
    acme("post", "approve", made["id"], "--checked", "all")
    out = acme.json("post", "published", made["id"], LINK)
    assert (out["state"], out["x_id"], out["url"]) == ("published", "2033900000000000000", LINK)
    assert "cannot be undone" in acme("undo", acme.json("log")[0]["id"], code=5).err


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/acme/status/1",
        "https://x.com/acme",
        "https://x.com.evil.org/a/status/1",
        "1",
        "",
        "https://[",
    ],
)
def test_a_link_of_another_place_is_no_post_on_x(acme: Shell, url: str) -> None:
    made = acme.json("post", "add", "--text", "We roast.")
    acme("post", "published", made["id"], url, code=2)
    assert acme.json("post", "show", made["id"])["state"] == "draft"


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/Acme/status/123?s=20",
        "x.com/acme/status/123/photo/1",
        "https://mobile.twitter.com/i/web/status/123",
    ],
)
def test_every_way_to_write_a_link_of_x_is_taken(acme: Shell, url: str) -> None:
    made = acme.json("post", "add", "-", "--state", "draft")
    acme("post", "edit", made["id"], "--text", "We roast.")
    assert acme.json("post", "published", made["id"], url)["x_id"] == "123"


def test_an_error_of_a_check_refuses_review_until_it_is_waived(acme: Shell) -> None:
    made = acme.json("post", "add", "--text", "I roast for you.")
    assert "C01.first-person" in acme("post", "submit", made["id"], code=3).err
    acme("post", "waive", made["id"], "C01.first-person", "quoting", "our", "founder")
    assert acme.json("post", "submit", made["id"])["state"] == "in_review"
    long = acme.json("post", "add", "--text", "We roast. " * 40)
    acme("post", "waive", long["id"], "X.length", "please", code=2)
    assert "X.length" in acme("post", "submit", long["id"], code=3).err


def test_poll_pictures_and_scores_are_kept_and_bad_ones_refused(acme: Shell) -> None:
    made = acme.json("post", "add", "--text", "Which?", "--poll", "light", "--poll", "dark", "--poll-minutes", "60",
                     "--trend", "5,4,3", "--reuse", "90,2")  # fmt: skip
    assert made["poll"] == {"options": ["light", "dark"], "minutes": 60}
    assert made["trend"] == {"relevance": 5, "safety": 4, "value": 3}
    assert "X.poll-options" in acme("post", "add", "--text", "Which?", "--poll", "light", code=3).err
    acme("post", "add", "--text", "x", "--trend", "1,2", code=2)
    pictured = acme.json("post", "edit", made["id"], "--no-poll", "--picture", "a.png", "--alt", "A cup")
    assert (pictured["pictures"], pictured["poll"]) == ([{"path": "a.png", "alt": "A cup"}], None)


def test_what_was_handed_off_by_hand_is_known_to_be_there_until_it_is_taken_back(acme: Shell) -> None:
    made = acme.json("post", "add", "--text", "We roast.", "--slot", slot(acme))
    acme("post", "schedule", made["id"])
    assert acme.json("post", "hand-off", made["id"], "Buffer")["state"] == "handed_off"
    acme("post", "edit", made["id"], "--text", "We roast twice.", code=5)
    (delivery,) = acme.json("post", "show", made["id"])["deliveries"]
    assert (delivery["by_tool"], delivery["state"]) == ("buffer", "handed")
    assert acme.json("post", "take-back", made["id"])["state"] == "approved"
    assert acme.json("post", "show", made["id"])["deliveries"][0]["state"] == "cancelled"


def test_the_list_tells_the_slots_own_time(acme: Shell) -> None:
    first = slot(acme)
    held = next(each for each in acme.json("week", "2026-W13")["slots"] if each["id"] == first)
    acme("post", "add", "--text", "We roast.", "--slot", f"{held['day']} {held['time']}")
    assert f"{held['day']} {held['time']}" in acme("post", "list").out


def test_lists_are_filtered_and_people_see_what_can_be_done(acme: Shell) -> None:
    first = acme.json("post", "add", "--text", "We roast.", "--on", "2026-03-20")
    acme("post", "add")
    assert [each["state"] for each in acme.json("post", "list")] == ["draft", "idea"]
    assert [each["id"] for each in acme.json("post", "list", "--from", "2026-03-20", "--to", "2026-03-20")] == [
        first["id"]
    ]
    assert acme.json("post", "list", "--owner", "bo") == []
    acme("post", "list", "--state", "nowhere", code=2)
    acme("post", "show", "nothing", code=4)
    shown = acme("post", "show", first["id"]).out
    assert "We roast." in shown and "next: submit" in shown
    assert "\x1b" not in acme("post", "show", acme.json("post", "add", "--text", "a\x1b[31mb")["id"]).out
