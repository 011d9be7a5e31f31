"""Support figures of files: the shape of Customer Support on Twitter, mentions of one's own, and broken ones (G13)."""

import json
from pathlib import Path

import pytest

from tweetplan.analysis.sources import open_source
from tweetplan.analysis.support_file import SupportReport, read_support
from tweetplan.domain.findings import Problem
from tweetplan.domain.support import Times

HEAD = ",tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
TWCS = HEAD + (
    '0,1,115,True,Tue Oct 31 22:00:00 +0000 2017,@Help my order is late,"3.0,4",\n'
    "1,3.0,Help,False,Tue Oct 31 22:10:00 +0000 2017,@115 Sorry! Which one?,5,1.0\n"
    "2,4,Help,False,Tue Oct 31 22:04:00 +0000 2017,@115 Hello,,1.0\n"
    "3,5,115,True,Tue Oct 31 22:20:00 +0000 2017,@Help thank you so much,,3\n"
    "4,6,116,True,Tue Oct 31 23:00:00 +0000 2017,@Help broken,,nan\n"
    "5,7,Help,False,Tue Oct 31 23:30:00 +0000 2017,@116 not named by its root,,6\n"
    "6,8,117,True,Tue Oct 31 23:50:00 +0000 2017,@Other hello,99,\n"
)
MENTIONS = (
    "id,author,created_at,text,in_reply_to,answered_at,resolved_at\n"
    "1,@a,2026-03-01T09:00Z,@acme help,,2026-03-01T09:10Z,2026-03-01T11:00Z\n"
    "2,@b,2026-03-01T10:00Z,@acme help too,,,\n"
    "3,@a,2026-03-01T12:00Z,@acme thanks a million,1,,\n"
    "4,@acme,2026-03-01T10:30Z,@b on it,2,,\n"
    "5,@c,2026-03-01T13:00Z,@acme hello,,,\n"
)


def read(folder: Path, text: str | bytes, account: str = "", **wishes: str) -> SupportReport:
    path = folder / "support.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with open_source(path, **wishes) as source:  # type: ignore[arg-type]
        return read_support(source, account=account)


def test_the_first_response_is_the_earliest_that_the_root_names(tmp_path: Path) -> None:
    found = read(tmp_path, TWCS).figures
    assert (found.threads, found.unanswered, found.mean_first_response_s) == (3, 2, 240)
    assert found.by_account == {"Help": Times(1, 240, 240)}
    assert (found.censored.n, found.censored.open) == (3, 2)
    assert found.satisfaction is not None and (found.satisfaction.share, found.satisfaction.n) == (1, 1)
    assert found.resolution is None


def test_the_totals_of_real_conversations_agree_exactly(real_data: Path) -> None:
    totals = json.loads((real_data / "totals.json").read_text())["support/twcs_dev.csv"]
    with open_source(real_data / "support" / "twcs_dev.csv") as source:
        found = read_support(source).figures
    assert found.threads == totals["threads"] and found.unanswered == totals["unanswered_roots_in_file"]
    assert found.mean_first_response_s == totals["mean_first_response_s"]
    assert found.median_first_response_s == totals["median_first_response_s"]
    for name, held in totals["by_brand"].items():
        assert found.by_account[name] == Times(held["n"], held["mean_s"], held["median_s"])
    assert sum(held.n for held in found.by_account.values()) == totals["answered"]


def test_mentions_are_answered_as_the_file_says(tmp_path: Path) -> None:
    found = read(tmp_path, MENTIONS).figures
    assert (found.threads, found.unanswered, found.mean_first_response_s) == (3, 2, 600)
    assert found.resolution is not None and found.resolution.share == pytest.approx(1 / 3)
    assert list(found.by_account) == ["acme"]


def test_the_accounts_own_rows_are_answers_when_it_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, MENTIONS, account="@acme").figures
    assert (found.threads, found.unanswered, found.mean_first_response_s) == (3, 1, 1200)


def test_broken_rows_are_named_and_keep_nothing_else_out(tmp_path: Path) -> None:
    found = read(tmp_path, TWCS + "7,5.70306E+17,9,True,Tue Oct 31 23:50:00 +0000 2017,x,,\n8,10,9,maybe,y,z,,\n")
    assert found.figures.threads == 3
    assert [row.line for row in found.rejected] == [9, 10]
    assert "spreadsheet" in found.rejected[0].why


@pytest.mark.parametrize(
    "text",
    ["", "hello\nthere\n", b"\xff\xfe\x00\x01", b"\x00\x01\x02\x03", HEAD + "0,1,2,maybe,x,y,,\n", "a,b,c\n1,2,3\n"],
)
def test_what_is_no_such_table_is_refused_with_a_remedy(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(Problem) as refused:
        read(tmp_path, text)
    assert "support.csv" in refused.value.message and refused.value.remedy


def test_two_exports_in_one_file_and_other_delimiters(tmp_path: Path) -> None:
    twice = read(tmp_path, MENTIONS + MENTIONS)
    assert twice.figures.threads == 3 and not twice.rejected
    assert read(tmp_path, MENTIONS.replace(",", ";")).figures.threads == 3
