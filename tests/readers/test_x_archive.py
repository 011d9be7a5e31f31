"""X's data archive: tweets.js in its parts and prefixes, follower.js, alone or in the zip."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from exports import snowflake
from tweetplan.domain.findings import Problem
from tweetplan.domain.results import Results
from tweetplan_readers import x_archive

Offer = Callable[..., object]


def read(source: object) -> Results:
    found = x_archive.tweetplan_read_results(source)  # type: ignore[arg-type]
    assert found is not None
    return found


def tweet(moment: str, text: str, likes: str = "0", reposts: str = "0", **more: Any) -> dict[str, Any]:
    posted = datetime.fromisoformat(moment)
    return {
        "id_str": snowflake(moment), "id": snowflake(moment), "full_text": text, "favorite_count": likes,
        "retweet_count": reposts, "created_at": f"{posted:%a %b %d %H:%M:%S} +0000 {posted.year}", **more,
    }  # fmt: skip


TWEETS = [
    tweet("2026-01-05T10:00", "our own &lt;3 https://t.co/x", "7", "2",
          entities={"urls": [{"url": "https://t.co/x", "expanded_url": "https://acme.com/?utm_campaign=spring"}]}),
    tweet("2026-01-05T11:00", "@ana yes", "1", in_reply_to_screen_name="ana", in_reply_to_status_id_str="5"),
    tweet("2026-01-05T12:00", "RT @ben: hello", "900", "800"),
    tweet("2026-01-05T13:00", "2/2 and more", "3", in_reply_to_screen_name="Acme", in_reply_to_status_id_str="6"),
    tweet("2026-01-05T14:00", "a film", extended_entities={"media": [{"type": "video"}]}),
]  # fmt: skip


def js(name: str, entries: list[Any], part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(entries, indent=2)}"


def archive(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(f"data/{name.replace('_', '-')}.js", text)
    return file.getvalue()


ACCOUNT = js("account", [{"account": {"username": "acme", "accountId": "1"}}])
FOLLOWERS = js("follower", [{"follower": {"accountId": str(number)}} for number in (11, 12, 13)])
MANIFEST = "window.__THAR_CONFIG = " + json.dumps(
    {"userInfo": {"userName": "acme"}, "archiveInfo": {"generationDate": "2026-02-01T08:00:00.000Z"}}
)


@pytest.mark.parametrize("prefix", ["tweets", "tweet"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_tweets_js_with_the_new_and_the_old_prefix(offer: Offer, prefix: str, wrapped: bool) -> None:
    entries = [{"tweet": entry} for entry in TWEETS] if wrapped else TWEETS
    results = read(offer(js(prefix, entries), f"{prefix}.js"))
    assert (results.read, results.post_measures, results.source) == (5, ("likes", "reposts"), "posts")
    assert results.posts[0].figures == (7.0, 2.0), "the archive's counts are text"


def test_the_zip_tells_whose_it_is_and_reads_all_parts(offer: Offer) -> None:
    content = archive(
        tweets=js("tweets", [{"tweet": TWEETS[0]}]),
        tweets_part1=js("tweets", [{"tweet": entry} for entry in TWEETS[1:]], 1),
        account=ACCOUNT,
        manifest=MANIFEST,
        follower=FOLLOWERS,
        ad_impressions="junk",
    )
    results = read(offer(content, "twitter-2026-02-01-abc.zip"))
    assert (results.account, len(results.posts), len(results.people)) == ("acme", 5, 3)
    assert results.covers == (date(2026, 1, 5), date(2026, 2, 1))
    assert results.people_are_followers
    assert [person.handle for person in results.people] == ["id:11", "id:12", "id:13"]
    assert [row.kind for row in results.posts] == ["own", "reply", "repost", "own", "own"], (
        "a thread's next post is own"
    )
    assert results.posts[2].figures == (None, None), "a repost's counts are another account's"
    assert results.posts[0].text == "our own <3 https://acme.com/?utm_campaign=spring"
    assert [row.format for row in results.posts] == ["link", "text", "", "text", "video"]
    assert results.posts[1].url == f"https://x.com/acme/status/{TWEETS[1]['id_str']}"


def test_an_archive_that_was_packed_again_with_its_folder(offer: Offer) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("twitter-2026-02-01-abc/data/tweets.js", js("tweets", [{"tweet": TWEETS[0]}]))
        packed.writestr("__MACOSX/twitter-2026-02-01-abc/data/._tweets.js", "junk")
    assert len(read(offer(content.getvalue(), "again.zip")).posts) == 1


def test_a_bare_list_names_its_author(offer: Offer) -> None:
    entries = [{**TWEETS[0], "user": {"screen_name": "simonw"}, "retweet_count": 42, "favorite_count": 3}]
    results = read(offer(json.dumps(entries), "tweets.json"))
    assert (results.account, results.posts[0].figures) == ("simonw", (3.0, 42.0))


def test_ids_are_taken_as_text_where_the_number_was_rounded(offer: Offer) -> None:
    entry = {**TWEETS[0], "id": 1169246717864136700, "id_str": "1169246717864136705"}
    assert read(offer(js("tweets", [{"tweet": entry}]), "tweets.js")).posts[0].ref == "1169246717864136705"


def test_entries_that_are_no_posts_are_named_by_number(offer: Offer) -> None:
    entries = [{"tweet": TWEETS[0]}, {"tweet": {**TWEETS[1], "id_str": "1.88E+18", "id": 5}}, 7, {"tweet": [1]},
               {"tweet": {**TWEETS[1], "favorite_count": "many"}}]  # fmt: skip
    results = read(offer(js("tweets", entries), "tweets.js"))
    assert [row.line for row in results.rejected] == [2, 3, 4, 5]
    assert results.read == 5


def test_a_post_older_than_ids_with_time_is_dated_by_its_date(offer: Offer) -> None:
    old = {"id_str": "20", "full_text": "just setting up", "created_at": "Tue Mar 21 20:50:14 +0000 2006"}
    results = read(offer(js("tweets", [{"tweet": old}, {"tweet": {"id_str": "1", "full_text": "x"}}]), "tweets.js"))
    assert datetime.fromtimestamp(results.posts[0].posted_ms / 1000, UTC).isoformat() == "2006-03-21T20:50:14+00:00"
    assert len(results.posts) == 2
    assert "1 posts have no date" in results.warnings[0].message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"id": 1, "full_text": "x", "likes": NaN}]', "NaN"),
        ('[{"id": 1, "full_text": "x", "likes": 1e999}]', "too large"),
        ("[" * 100_000, "nested too deep"),
        ('[{"id": ' + "9" * 5000 + "}]", "too long"),
        ('[{"id": 1, "id": 2}]', "twice"),
        ('window.YTD.tweets.part0 = [{"tweet": ', "line 1"),
    ],
)
def test_hostile_json_is_refused(offer: Offer, text: str, why: str) -> None:
    with pytest.raises(Problem, match=why):
        x_archive.tweetplan_read_results(offer(text, "tweets.json"))  # type: ignore[arg-type]


def test_other_files_of_an_archive_are_nobodys(offer: Offer) -> None:
    assert x_archive.tweetplan_read_results(offer(js("following", []), "following.js")) is None  # type: ignore[arg-type]
    assert x_archive.tweetplan_read_results(offer(archive(app="x"), "other.zip")) is None  # type: ignore[arg-type]
    assert read(offer(js("tweets", []), "tweets.js")).read == 0
