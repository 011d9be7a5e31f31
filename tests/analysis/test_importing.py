"""Importing: staged and whole, the same twice adds nothing, the later export wins in any order, undo takes it back."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exports
from exports import Post, content, overview, snowflake
from imports import Bring, daily
from tweetplan.analysis import importing
from tweetplan.domain.findings import Conflict, NotFound, Problem, UsageProblem
from tweetplan.domain.posts import Post as PlanPost
from tweetplan.plugins import Plugins
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import history, invariants
from tweetplan.workspace.core import Workspace

JULY = "account_analytics_content_2026-07-01_2026-07-31.csv"
AUGUST = "account_analytics_content_2026-07-15_2026-08-15.csv"


def post(day: str, number: int, impressions: int = 10, text: str = "hello", **counts: int) -> Post:
    return Post(f"{day}T12:00", text, number, {"impressions": impressions, **counts})


def counts(report: importing.Report) -> tuple[int, int, int, int, int]:
    total = (report.read, report.new, report.updated, report.known, len(report.rejected))
    assert total[0] == sum(total[1:]), "rows read = new + updated + known + rejected"
    return total


def test_an_import_reports_and_rolls_up(ws: Workspace, bring: Bring) -> None:
    report = bring(
        {JULY: content([post("2026-07-02", 1), post("2026-07-02", 2, 5, "@you hi"), post("2026-07-03", 3, 7)])}
    )
    assert counts(report) == (3, 3, 0, 0, 0)
    assert list(report.json()) == [
        "batch",
        "read",
        "new",
        "updated",
        "known",
        "rejected",
        "matched",
        "unsure",
        "unplanned",
    ]
    assert report.json()["unplanned"] == 2, "a reply was never planned"
    assert daily(ws) == {
        ("2026-07-02", "impressions"): 15,
        ("2026-07-02", "posts"): 2,
        ("2026-07-03", "impressions"): 7,
        ("2026-07-03", "posts"): 1,
    }
    assert invariants.check(ws) == []


def test_an_unknown_account_is_added_and_it_says_so(ws: Workspace, bring: Bring) -> None:
    report = bring({JULY: content([post("2026-07-02", 1)])}, account="@Acme")
    assert report.accounts_added == ("@Acme",)
    assert any("@Acme was not known" in finding.message for finding in report.warnings)
    assert [row["handle"] for row in ws.db.rows("SELECT handle FROM accounts")] == ["@Acme"]
    assert bring({AUGUST: content([post("2026-08-02", 2)])}, account="@ACME").accounts_added == ()


def test_without_an_account_it_asks_and_names_its_guess(bring: Bring) -> None:
    with pytest.raises(UsageProblem, match=r"@tern.*--account @tern"):
        bring({JULY: content([post("2026-07-02", 1)], handle="tern")}, account="")
    with pytest.raises(UsageProblem, match="--account @handle"):
        bring({"account_overview_analytics.csv": overview([("2026-07-02", {})])}, account="")
    with pytest.raises(UsageProblem, match="not a handle"):
        bring({JULY: content([])}, account="two words")


def test_the_account_named_wins_over_the_links_with_a_warning(ws: Workspace, bring: Bring) -> None:
    report = bring({JULY: content([post("2026-07-02", 1)], handle="tern")}, account="@acme")
    assert any("@tern" in finding.message for finding in report.warnings if finding.rule == "results.account")
    assert ws.db.value("SELECT DISTINCT account || kind FROM post_results") == "@acmeown"


def test_the_same_file_twice_adds_nothing(ws: Workspace, bring: Bring) -> None:
    files = {
        JULY: content([post("2026-07-02", 1)]),
        "account_overview_analytics.csv": overview([("2026-07-02", {"likes": 2})]),
    }
    bring(files)
    before = ws.revision
    again = bring(files)
    assert (counts(again), again.batch, ws.revision) == ((2, 0, 0, 2, 0), "", before)
    assert ws.db.value("SELECT COUNT(*) FROM batches") == 1


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("names", [(JULY, AUGUST), (AUGUST, JULY)])
def test_the_later_period_wins_in_any_order(ws: Workspace, bring: Bring, names: Sequence[str], together: bool) -> None:
    texts = {JULY: content([post("2026-07-20", 1, 10)]), AUGUST: content([post("2026-07-20", 1, 99)])}
    if together:
        report = bring({name: texts[name] for name in names})
        assert counts(report)[1:4] == ((1, 1, 0) if names[0] == JULY else (1, 0, 1))
    else:
        for name in names:
            bring({name: texts[name]})
    assert daily(ws)["2026-07-20", "impressions"] == 99
    assert ws.db.value("SELECT COUNT(*) FROM post_results") == 2, "nothing is overwritten"
    assert invariants.check(ws) == []


def test_without_periods_the_order_decides_and_an_old_file_again_changes_nothing(ws: Workspace, bring: Bring) -> None:
    first, second = content([post("2026-07-20", 1, 10)]), content([post("2026-07-20", 1, 12)])
    bring({"a.csv": first, "b.csv": second})
    assert daily(ws)["2026-07-20", "impressions"] == 12
    assert counts(bring({"a.csv": first})) == (1, 0, 0, 1, 0)
    assert daily(ws)["2026-07-20", "impressions"] == 12
    bring({"c.csv": content([post("2026-07-20", 1, 11)])})
    assert daily(ws)["2026-07-20", "impressions"] == 11


def test_a_later_export_with_the_same_figures_still_holds_its_place(ws: Workspace, bring: Bring) -> None:
    """The export of the longest period says 10: one of a period in between, imported last, does not count."""
    for end, impressions in ((10, 10), (20, 10), (15, 9)):
        name = f"account_analytics_content_2026-07-01_2026-08-{end}.csv"
        bring({name: content([post("2026-07-20", 1, impressions)])})
    assert daily(ws)["2026-07-20", "impressions"] == 10


def test_a_post_that_changes_its_day_leaves_the_old_one(ws: Workspace, bring: Bring) -> None:
    for day in ("2026-07-01", "2026-07-02"):
        bring({f"{day}.csv": f"id,created_at,text,likes\n1,{day}T12:00:00Z,hi,{day[-1]}\n"})
    assert daily(ws) == {("2026-07-02", "likes"): 2, ("2026-07-02", "posts"): 1}


def test_two_exports_in_one_file_the_lower_row_wins(ws: Workspace, bring: Bring) -> None:
    text = content([post("2026-07-20", 1, 10), post("2026-07-20", 2, 1)]) + content(
        [post("2026-07-20", 1, 12)], exports.A
    )
    assert counts(bring({"both.csv": text})) == (3, 2, 1, 0, 0)
    assert daily(ws)["2026-07-20", "impressions"] == 13


@settings(max_examples=25, deadline=None)
@given(
    versions=st.lists(
        st.dictionaries(st.integers(1, 4), st.integers(0, 3), min_size=1, max_size=4), min_size=2, max_size=4
    ),
    data=st.data(),
)
def test_any_order_of_overlapping_exports_gives_the_same_live_rows(
    tmp_path_factory: pytest.TempPathFactory, plugins: Plugins, versions: list[dict[int, int]], data: st.DataObject
) -> None:
    """k exports with different period ends, each with some of the posts: whatever the order, the same figures live."""
    from tweetplan.workspace.open import open_workspace

    folder = tmp_path_factory.mktemp("orders")
    paths = []
    for number, version in enumerate(versions):
        path = folder / f"account_analytics_content_2026-07-01_2026-08-{number + 10}.csv"
        path.write_text(content([post("2026-07-02", ref, likes) for ref, likes in version.items()]))
        paths.append(path)
    orders = data.draw(st.lists(st.permutations(paths), min_size=2, max_size=3))
    seen = []
    for at, order in enumerate(orders):
        ws = open_workspace(folder / f"plan-{at}", create=True)
        for path in order:
            importing.run(ws, plugins, [path], account="@acme")
        live = ws.db.rows("SELECT ref, impressions FROM post_results WHERE live = 1 ORDER BY ref")
        seen.append(([tuple(row) for row in live], daily(ws)))
        assert invariants.check(ws, full=False) == []
        ws.db.close()
    assert all(each == seen[0] for each in seen)
    newest = {ref: likes for version in versions for ref, likes in version.items()}
    assert {row[0]: row[1] for row in seen[0][0]} == {
        snowflake("2026-07-02T12:00", ref): v for ref, v in newest.items()
    }


def test_an_archive_without_impressions_replaces_no_export(ws: Workspace, bring: Bring) -> None:
    ref = snowflake("2026-07-20T12:00", 1)
    tweets = json.dumps(
        [{"tweet": {"id_str": ref, "full_text": "hello", "favorite_count": "70", "retweet_count": "0"}}]
    )
    archive = {"tweets.js": f"window.YTD.tweets.part0 = {tweets}"}
    bring({JULY: content([post("2026-07-20", 1, 10, likes=5)])})
    assert counts(bring(archive)) == (1, 0, 0, 1, 0)
    assert daily(ws) == {("2026-07-20", "impressions"): 10, ("2026-07-20", "likes"): 5, ("2026-07-20", "posts"): 1}
    history.undo(ws)
    history.undo(ws)
    bring(archive)
    assert daily(ws)["2026-07-20", "likes"] == 70
    assert counts(bring({JULY: content([post("2026-07-20", 1, 10, likes=5)])})) == (1, 0, 1, 0, 0)
    assert daily(ws)["2026-07-20", "likes"] == 5


def test_undo_brings_back_what_was_displaced_and_redo_does_it_again(ws: Workspace, bring: Bring) -> None:
    overview_name = "account_overview_analytics.csv"
    bring({JULY: content([post("2026-07-20", 1, 10)]), overview_name: overview([("2026-07-20", {"likes": 1})])})
    first = (daily(ws), daily(ws, "overview"))
    days = [("2026-07-20", {"likes": 3}), ("2026-07-21", {"likes": 9})]
    bring({AUGUST: content([post("2026-07-20", 1, 99), post("2026-07-21", 2)]), overview_name: overview(days)})
    second = (daily(ws), daily(ws, "overview"))
    assert second[1] == {("2026-07-20", "likes"): 3, ("2026-07-21", "likes"): 9}
    history.undo(ws)
    assert (daily(ws), daily(ws, "overview")) == first
    assert invariants.check(ws) == []
    history.redo(ws)
    assert (daily(ws), daily(ws, "overview")) == second
    history.undo(ws)
    history.undo(ws)
    assert (daily(ws), ws.db.value("SELECT COUNT(*) FROM accounts")) == ({}, 0)
    assert invariants.check(ws) == []


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_withdrawing_in_any_order_leaves_what_the_others_say(
    ws: Workspace, bring: Bring, order: tuple[int, ...]
) -> None:
    names = [f"account_analytics_content_2026-07-01_2026-08-{day}.csv" for day in (10, 20, 15)]
    for number, name in enumerate(names):
        bring({name: content([post("2026-07-20", 1, 10 + number)])})
    operations = [operation.id for operation in reversed(history.log(ws)) if operation.verb == "import"]
    ends, left = (10, 20, 15), {0, 1, 2}
    for number in order[:2]:
        if number == 0:
            continue  # its account is in use by the others
        history.undo(ws, operations[number])
        left.discard(number)
        assert daily(ws)["2026-07-20", "impressions"] == 10 + max(left, key=lambda each: ends[each])
        assert invariants.check(ws) == []


def test_an_overview_again_updates_only_the_days_that_changed(ws: Workspace, bring: Bring) -> None:
    name = "account_overview_analytics.csv"
    bring({name: overview([("2026-07-01", {"likes": 1}), ("2026-07-02", {"likes": 2})])})
    days = [("2026-07-01", {"likes": 1}), ("2026-07-02", {"likes": 5}), ("2026-07-03", {"likes": 7})]
    assert counts(bring({name: overview(days)})) == (3, 1, 1, 1, 0)
    assert {day: value for (day, _), value in daily(ws, "overview").items()} == {
        "2026-07-01": 1, "2026-07-02": 5, "2026-07-03": 7,
    }  # fmt: skip
    assert counts(bring({name: overview([("2026-07-02", {"likes": 4})])})) == (1, 0, 0, 1, 0), "an older export"
    assert daily(ws, "overview")["2026-07-02", "likes"] == 5


def test_the_days_are_the_accounts_own(ws: Workspace, bring: Bring) -> None:
    with ws.operation("account.add") as change:
        change.put(
            "accounts",
            {"id": "@acme", "handle": "@acme", "role": "main", "zone": "Pacific/Auckland", "audience_zone": ""},
        )
    bring({JULY: content([Post("2026-07-05T13:30", "late", 1, {"likes": 1})])})
    row = ws.db.row("SELECT day, weekday, hour, month, posted_at FROM post_results")
    assert row is not None
    assert tuple(row) == ("2026-07-06", 0, 1, "2026-07", "2026-07-05T13:30:00.000Z")
    assert daily(ws)["2026-07-06", "likes"] == 1


def test_reposts_are_kept_and_counted_in_nothing(ws: Workspace, bring: Bring) -> None:
    text = "id,created_at,text,likes\n1,2026-07-01T00:00:00Z,RT @x: hi,9\n2,2026-07-01T00:00:00Z,hi,1\n"
    bring({"posts.csv": text})
    assert daily(ws) == {("2026-07-01", "likes"): 1, ("2026-07-01", "posts"): 1}
    assert ws.db.value("SELECT kind FROM post_results WHERE ref = '1'") == "repost"


def test_a_measure_that_nothing_declares_is_taken_with_the_nearest_named(ws: Workspace, bring: Bring) -> None:
    report = bring({"x.csv": "date,account,measure,value\n2026-07-01,@acme,impresions,9\n"}, account="")
    assert [
        "impresions" in f.message and "impressions" in f.remedy for f in report.warnings if f.rule == "results.measure"
    ] == [True]
    assert daily(ws, "typed") == {("2026-07-01", "impresions"): 9}


def test_figures_by_post_without_a_column_are_summed_by_day_too(ws: Workspace, bring: Bring) -> None:
    bring({"posts.csv": "id,created_at,text,leads\n1,2026-07-01T00:00:00Z,a,2\n2,2026-07-01T01:00:00Z,b,3\n"})
    assert daily(ws)["2026-07-01", "leads"] == 5


def test_a_generic_file_may_name_its_accounts(ws: Workspace, bring: Bring) -> None:
    text = "date,account,measure,value\n2026-07-01,@Acme,leads,1\n2026-07-01,tern,leads,2\n2026-07-01,a b,leads,2\n"
    report = bring({"x.csv": text}, account="")
    assert report.accounts_added == ("@Acme", "@tern")
    assert [row.line for row in report.rejected] == [4]
    assert counts(report) == (3, 2, 0, 0, 1)


def test_the_source_of_the_roll_up_cannot_be_taken_by_a_file(ws: Workspace, bring: Bring) -> None:
    report = bring(
        {"x.csv": "date,account,measure,value,source\n2026-07-01,@a,likes,1,posts\n2026-07-01,@a,likes,1,overview\n"}
    )
    assert ["`posts` is kept" in row.why for row in report.rejected] == [True]
    assert daily(ws, "overview") == {("2026-07-01", "likes"): 1}


def test_a_file_whose_rows_were_all_rejected_covers_no_day(ws: Workspace, bring: Bring) -> None:
    bring({JULY: content([post("2026-07-02", 1)]).replace(snowflake("2026-07-02T12:00", 1), "5.7E+17", 1)})
    assert ws.db.value("SELECT COUNT(*) FROM coverage") == 0
    bring({JULY: content([])})
    assert ws.db.value("SELECT COUNT(*) FROM coverage") > 0


def test_a_day_that_no_result_can_be_of_is_rejected_whatever_the_reader(ws: Workspace, bring: Bring) -> None:
    header = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits"
    report = bring({"o.csv": f"{header},Create Post\n9999-01-31{',7' * 11}\n2026-07-01{',7' * 11}\n"})
    assert [(row.line, "out of range" in row.why) for row in report.rejected] == [(2, True)]
    assert {day for day, _ in daily(ws, "overview")} == {"2026-07-01"}


def test_files_that_cannot_be_taken_are_all_named_and_nothing_is_stored(ws: Workspace, bring: Bring) -> None:
    files = {
        JULY: content([post("2026-07-02", 1)]),
        "empty.csv": "",
        "cp.csv": "id,created_at\n1,caf\u00e9\n".encode("cp1252"),
    }
    with pytest.raises(Problem, match="2 of 3 files") as caught:
        bring(files)
    assert {Path(finding.where).name for finding in caught.value.findings} == {"empty.csv", "cp.csv"}
    assert (ws.revision, ws.db.value("SELECT COUNT(*) FROM post_results")) == (0, 0)
    with pytest.raises(Problem, match="no file for the reader"):
        bring({JULY: files[JULY]}, reader="x_overview")
    with pytest.raises(NotFound):
        bring({JULY: files[JULY]}, reader="nobody")


def test_an_interruption_while_storing_leaves_nothing(ws: Workspace, bring: Bring) -> None:
    def stop(done: int, total: int, phase: str) -> None:
        if phase == "store" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring({JULY: content([post("2026-07-02", number) for number in range(50)])}, progress=stop)
    assert ws.revision == 0
    for table in ("post_results", "daily", "batches", "accounts", "coverage"):
        assert ws.db.value(f"SELECT COUNT(*) FROM {table}") == 0


def test_progress_is_told_in_phases(ws: Workspace, bring: Bring) -> None:
    told: list[tuple[int, int, str]] = []
    bring({JULY: content([post("2026-07-02", 1)])}, progress=lambda *said: told.append(said))
    assert list(dict.fromkeys(phase for _, _, phase in told)) == ["read", "compare", "store"]
    assert all(0 <= done <= max(total, 1) for done, total, _ in told)


def test_a_preview_stores_nothing_and_sees_what_others_stored_since(
    ws: Workspace, bring: Bring, plugins: Plugins, tmp_path: Path
) -> None:
    path = tmp_path / JULY
    path.write_text(content([post("2026-07-02", 1)]))
    previewed = importing.preview(ws, plugins, [path], account="@acme")
    assert (previewed.report.new, ws.revision) == (1, 0)
    bring({"same.csv": path.read_text()})
    report = importing.commit(ws, previewed)
    assert (report.new, report.known) == (0, 1)
    assert daily(ws)["2026-07-02", "posts"] == 1


def test_a_preview_needs_no_workspace(plugins: Plugins, tmp_path: Path) -> None:
    path = tmp_path / JULY
    path.write_text(content([post("2026-07-02", 1)]))
    assert importing.preview(None, plugins, [path]).report.new == 1


def test_a_retry_does_not_store_twice(ws: Workspace, bring: Bring, plugins: Plugins, tmp_path: Path) -> None:
    path = tmp_path / JULY
    path.write_text(content([post("2026-07-02", 1)]))
    previewed = importing.preview(ws, plugins, [path], account="@acme")
    importing.commit(ws, previewed, operation_id="mine")
    with pytest.raises(Conflict, match="stored already"):
        importing.commit(ws, previewed, operation_id="mine")


def test_followers_of_an_archive_are_a_list_and_a_count(ws: Workspace, bring: Bring) -> None:
    entries = ",".join(f'{{"follower": {{"accountId": "{number}"}}}}' for number in (1, 2, 3))
    report = bring({"follower.js": f"window.YTD.follower.part0 = [{entries}]"})
    assert counts(report) == (3, 3, 0, 0, 0)
    assert daily(ws, "archive") == {("2026-11-20", "followers"): 3}
    assert ws.db.value("SELECT COUNT(*) FROM follower_lists") == 3
    again = bring({"follower.js": f"window.YTD.follower.part0 = [{entries}]"})
    assert (counts(again), again.batch) == ((3, 0, 0, 3, 0), "")


def test_mentions_are_counted_into_days(ws: Workspace, bring: Bring) -> None:
    head = "id,author,created_at,text,in_reply_to,answered_at,resolved_at\n"
    first = "1,ana,2026-07-01T09:00:00Z,help,,2026-07-01T09:30:00Z,\n2,ben,2026-07-01T23:00:00Z,help,,,\n"
    assert counts(bring({"m.csv": head + first})) == (2, 2, 0, 0, 0)
    assert daily(ws, "mentions") == {
        ("2026-07-01", "mentions"): 2,
        ("2026-07-01", "responses"): 1,
        ("2026-07-01", "response_seconds"): 1800,
    }
    later = "2,ben,2026-07-01T23:00:00Z,help,,2026-07-02T01:00:00Z,2026-07-02T02:00:00Z\n"
    assert counts(bring({"n.csv": head + later})) == (1, 0, 1, 0, 0)
    told = daily(ws, "mentions")
    assert (
        told["2026-07-01", "responses"],
        told["2026-07-01", "response_seconds"],
        told["2026-07-01", "resolved"],
    ) == (2, 9000, 1)
    history.undo(ws)
    assert daily(ws, "mentions")["2026-07-01", "responses"] == 1
    assert invariants.check(ws) == []


def test_texts_that_no_store_can_hold_are_mended(ws: Workspace, bring: Bring) -> None:
    entry = {"id_str": "5", "full_text": "a\0b\ud800c", "created_at": "Wed Oct 10 20:19:24 +0000 2018"}
    bring({"tweets.json": json.dumps([entry])})
    assert ws.db.value("SELECT text FROM post_results") == "a\ufffdb\ufffdc"


def plan(ws: Workspace, *posts: PlanPost) -> None:
    with ws.operation("post.add") as change:
        for each in posts:
            change.put(stored_posts.TABLE, stored_posts.row(each))


def test_results_are_matched_to_the_plan_by_id_link_and_text(ws: Workspace, bring: Bring) -> None:
    texts = [
        "by its id",
        "read this https://acme.com/a?utm_campaign=x",
        "Hello   World https://t.co/abc",
        "twice",
        "the other day",
    ]
    rows = [post("2026-07-02", number, text=text) for number, text in enumerate(texts)]
    plan(
        ws,
        PlanPost("p0", "@acme", "anything", "published", x_id=rows[0].ref),
        PlanPost(
            "p1", "@acme", "other words", "scheduled", utm="https://www.ACME.com/a?utm_campaign=x", format="image"
        ),
        PlanPost("p2", "@acme", "hello world https://acme.com/long", "scheduled", planned_for=date(2026, 7, 2)),
        PlanPost("p3", "@acme", "twice", "scheduled", planned_for=date(2026, 7, 2)),
        PlanPost("p4", "@acme", "twice", "scheduled", planned_for=date(2026, 7, 2)),
        PlanPost("p5", "@acme", "the other day", "scheduled", planned_for=date(2026, 6, 1)),
        PlanPost("p6", "@tern", "by its id", "scheduled", planned_for=date(2026, 7, 2)),
    )
    report = bring({JULY: content([*rows, post("2026-07-02", 9, text="nobody planned this")])})
    assert (report.matched, report.unsure, report.unplanned) == (3, 2, 1)
    held = {row["ref"]: row["plan_post"] for row in ws.db.rows("SELECT ref, plan_post FROM post_results")}
    assert [held[row.ref] for row in rows] == ["p0", "p1", "p2", "", ""]
    assert ws.db.value("SELECT x_id FROM posts WHERE id = 'p2'") == rows[2].ref
    assert ws.db.value("SELECT format FROM post_results WHERE plan_post = 'p1'") == "image"
    history.undo(ws)
    assert ws.db.value("SELECT x_id FROM posts WHERE id = 'p2'") == ""
