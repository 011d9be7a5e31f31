"""X as a plugin: every answer of X becomes one of four outcomes, and the token is nowhere to be seen."""

import os
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("tweepy", reason="needs the extra x (tweepy)")

from tweetplan.api import Account, Outgoing, Picture, Poll, Problem, Published, Refused, TryLater, Unknown
from tweetplan_x._secret import Credentials, Secret, credentials
from tweetplan_x.x import tweetplan_fetch, tweetplan_publish
from x_fake import TOKEN, FakeX, fake_x

ACME = Account("@acme")


@pytest.fixture
def x(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeX]:
    with fake_x() as fake:
        monkeypatch.setenv("TWEETPLAN_CREDENTIALS", str(fake.credentials(tmp_path / "own" / "c.toml", timeout=2)))
        yield fake


def outgoing(text: str = "Hello", **more: object) -> Outgoing:
    return Outgoing("d1.1", "p1", "@acme", text, "2026-03-17T09:00:00.000Z", (text,), **more)  # type: ignore[arg-type]


def published(post: Outgoing) -> Published:
    answer = tweetplan_publish(post, ACME)
    assert isinstance(answer, Published)
    return answer


def test_a_post_goes_out_with_all_that_it_carries(x: FakeX, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG")
    first = published(outgoing("One", pictures=(Picture(str(picture), "A red door"),)))
    published(outgoing("Two", in_reply_to=first.x_id))
    published(outgoing("Which?", poll=Poll(("a", "b"), 60)))
    assert first.url == f"https://x.com/acme/status/{first.x_id}"
    assert list(x.alts.values()) == ["A red door"] and x.posts[0]["media"] == {"media_ids": ["550"]}
    assert x.posts[1]["reply"] == {"in_reply_to_tweet_id": first.x_id}
    assert x.posts[2]["poll"] == {"options": ["a", "b"], "duration_minutes": 60}


@pytest.mark.parametrize("fault", ["500", "503", "drop-before", "drop-after", "500-after", "slow-after"])
def test_whatever_may_have_posted_is_unknown(x: FakeX, fault: str) -> None:
    x.faults = [fault]
    with pytest.raises(Unknown):
        tweetplan_publish(outgoing(), ACME)
    assert len(x.posts) == fault.endswith("-after")


def test_what_x_refuses_is_refused(x: FakeX) -> None:
    published(outgoing("Same"))
    with pytest.raises(Refused, match="duplicate content"):
        tweetplan_publish(outgoing("Same"), ACME)
    with pytest.raises(Refused, match="too long"):
        tweetplan_publish(outgoing("字" * 141), ACME)
    with pytest.raises(Refused, match="needs the link"):
        tweetplan_publish(outgoing("Hi", reply_to="@ben"), ACME)
    with pytest.raises(Refused, match="cannot be read"):
        tweetplan_publish(outgoing("Hi", pictures=(Picture("/nowhere.png"),)), ACME)
    assert len(x.posts) == 1


def test_a_rate_limit_says_when_to_come_again(x: FakeX) -> None:
    x.left = 0
    with pytest.raises(TryLater) as told:
        tweetplan_publish(outgoing(), ACME)
    assert timedelta(minutes=14) < told.value.until - datetime.now(UTC) < timedelta(minutes=16)


def test_where_nobody_listens_nothing_was_posted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeX(url="http://127.0.0.1:9")
    monkeypatch.setenv("TWEETPLAN_CREDENTIALS", str(fake.credentials(tmp_path / "own" / "c.toml")))
    with pytest.raises(TryLater, match="could not be reached"):
        tweetplan_publish(outgoing(), ACME)


def test_figures_and_mentions_come_back_as_results(x: FakeX) -> None:
    published(outgoing("One"))
    at = "2026-03-16T10:00:00.000Z"
    x.mentions = [{"id": "5", "text": "@acme help", "author_id": "9", "created_at": at}]
    found = tweetplan_fetch(ACME, datetime(2026, 3, 1, tzinfo=UTC))
    assert found is not None and found.source == "posts"
    figures = dict(zip(found.post_measures, found.posts[0].figures, strict=True))
    assert figures == {"impressions": 100, "likes": 4, "replies": 1, "reposts": 2, "bookmarks": 0, "url_clicks": 3,
                       "profile_visits": 1, "engagements": 11}  # fmt: skip
    assert [(one.author, one.ref, one.text) for one in found.mentions] == [("@ben", "5", "@acme help")]
    assert any("start_time=2026-03-01T00" in path for _, path, _ in x.requests)


def test_a_token_of_another_account_fetches_nothing(x: FakeX) -> None:
    x.handle = "other"
    with pytest.raises(Problem, match="@other's"):
        tweetplan_fetch(ACME, None)


def test_no_word_of_x_brings_the_token_back(x: FakeX, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("x_fake.TOKEN", "another")
    with pytest.raises(Refused) as told:
        tweetplan_publish(outgoing(), ACME)
    assert TOKEN not in str(told.value) and "***" in str(told.value)
    assert x.requests[-1][2] == f"Bearer {TOKEN}"


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("canary")
    assert {repr(secret), str(secret), f"{secret}", f"{secret:>9}"} == {"***"}
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    held = Credentials("https://api.x.com", {"token": secret})
    assert held.redacted("a canary, Bearer abc.def and AAAA" + "b" * 50) == "a ***, *** and ***"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_file_that_others_may_read_is_refused_as_ssh_does(x: FakeX, mode: int) -> None:
    Path(os.environ["TWEETPLAN_CREDENTIALS"]).chmod(mode)
    with pytest.raises(Refused, match="chmod 600"):
        tweetplan_publish(outgoing(), ACME)
    assert x.requests == []


def test_a_link_or_a_folder_that_others_may_change_is_refused(x: FakeX, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(os.environ["TWEETPLAN_CREDENTIALS"])
    place.parent.chmod(0o777)
    with pytest.raises(Problem, match="go-w"):
        credentials("@acme")
    place.parent.chmod(0o700)
    link = place.with_name("link.toml")
    link.symlink_to(place)
    monkeypatch.setenv("TWEETPLAN_CREDENTIALS", str(link))
    with pytest.raises(Problem, match="cannot be opened"):
        credentials("@acme")


def test_a_command_may_bring_the_token(x: FakeX) -> None:
    place = Path(os.environ["TWEETPLAN_CREDENTIALS"])
    place.write_text(f'["@ACME"]\ncredential_command = ["echo", "{TOKEN}"]\nbase_url = "{x.url}"\n')
    assert published(outgoing()).x_id
    place.write_text(f'["@acme"]\ncredential_command = ["false"]\nbase_url = "{x.url}"\n')
    with pytest.raises(Refused, match="ended with 1"):
        tweetplan_publish(outgoing("Two"), ACME)


def test_a_token_goes_over_an_encrypted_connection_alone(x: FakeX) -> None:
    Path(os.environ["TWEETPLAN_CREDENTIALS"]).write_text('["@acme"]\ntoken = "t"\nbase_url = "http://x.example"\n')
    with pytest.raises(Problem, match="not https"):
        credentials("@acme")


def test_an_account_that_the_file_does_not_name_is_not_served(x: FakeX) -> None:
    assert tweetplan_fetch(Account("@other"), None) is None
    with pytest.raises(Refused, match="no section for @other"):
        tweetplan_publish(outgoing(), Account("@other"))
