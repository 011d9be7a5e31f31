"""A post from idea to published: the one table of moves, an edit voids, nobody approves their own (T07, T20)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.findings import CheckFailed, Conflict, Finding, NotFound, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.domain.posts import Poll
from tweetplan.storage import deliveries
from tweetplan.workspace import approving, desk, freezing, history, plan, posts, posts_due, slots, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.today import card
from workspace.conftest import Sessions
from workspace.planned import planned

FRIDAY = date(2026, 3, 20)


def slotted(ws: Workspace, time: str = "09:00", **fields: str) -> str:
    return slots.add(ws, "@tern", FRIDAY, time, **fields).id


def test_t07_a_post_goes_from_idea_to_published_where_nothing_is_asked_for(ws: Workspace) -> None:
    planned(ws)
    idea = posts.add(ws, "@tern")
    assert (idea.state, idea.owner, idea.wording_by) == ("idea", "ana", "ana")
    draft = posts.edit(ws, idea.id, text="Good morning from our roastery")
    assert (draft.state, draft.before) == ("draft", "idea")
    scheduled = posts.schedule(ws, draft.id, slotted(ws))
    assert scheduled.state == "scheduled"
    posts.hand_off(ws, draft.id)
    out = posts.published(ws, draft.id, "1234567890", "https://x.com/tern/status/1234567890")
    assert (out.state, out.x_id, out.before) == ("published", "1234567890", "handed_off")


def test_t07_one_of_a_role_must_approve_and_never_the_author(session: Sessions) -> None:
    ana, bo = session("ana"), session("bo")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "one")
    post = posts.add(ana, "@tern", "We opened a new shop")
    with pytest.raises(CheckFailed, match="not approved"):
        posts.schedule(ana, post.id, slotted(ana))
    posts.submit(ana, post.id)
    with pytest.raises(CheckFailed, match="own wording"):
        posts.approve(ana, post.id)
    assert posts.approve(bo, post.id).state == "approved"
    slot = desk.board(ana).columns[4].cards[0].post.slot
    assert slot == ""
    scheduled = posts.schedule(ana, post.id, slotted(ana, "10:00"))
    edited = posts.edit(ana, post.id, scheduled.version, text="We opened two new shops")
    assert (edited.state, edited.wording_by) == ("draft", "ana")
    with pytest.raises(CheckFailed, match="another wording"):
        posts.schedule(ana, post.id)
    posts.submit(ana, post.id)
    sent_back = posts.ask_changes(bo, post.id, "Say where")
    assert (sent_back.state, sent_back.why) == ("changes_asked", "Say where")


@pytest.mark.parametrize(
    ("mode", "roles", "yes", "stage"),
    [
        ("one", ["analyst"], ["cy"], "approved"),
        ("one", ["analyst"], ["bo"], "in_review"),
        ("all", ["strategist", "analyst"], ["cy", "bo"], "approved"),
        ("all", ["strategist", "analyst"], ["cy"], "in_review"),
        ("steps", ["strategist", "analyst"], ["bo", "cy"], "approved"),
        ("steps", ["strategist", "analyst"], ["cy"], "in_review"),
    ],
)
def test_t07_modes_and_roles(session: Sessions, mode: str, roles: list[str], yes: list[str], stage: str) -> None:
    ana = session("ana")
    planned(ana)
    for login, role in (("ana", "creator"), ("cy", "analyst"), ("bo", "strategist")):
        team.put(ana, Member(login, (role,)))
    approving.set_approval_rule(session("bo"), "@tern", mode, roles)  # type: ignore[arg-type]
    post = posts.submit(ana, posts.add(ana, "@tern", "We opened a new shop").id)
    for login in yes:
        try:
            posts.approve(session(login), post.id)
        except CheckFailed as refused:
            assert "turn" in refused.message
    assert posts.get(ana, post.id).state == stage


def test_t20_the_short_checklist_is_looked_at_item_by_item(session: Sessions) -> None:
    ana, bo = session("ana"), session("bo")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "one", checklist=["facts", "link opens"])
    post = posts.submit(ana, posts.add(ana, "@tern", "We opened a new shop").id)
    with pytest.raises(CheckFailed) as refused:
        posts.approve(bo, post.id, checked=["facts"])
    assert [found.message for found in refused.value.findings] == ["not looked at: link opens"]
    assert posts.approve(bo, post.id, checked=["facts", "link opens"]).state == "approved"


def test_t07_a_post_that_nobody_moved_in_time_expires_visibly_and_reviewers_are_reminded_once(
    session: Sessions,
) -> None:
    ana = session("ana")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "one")
    post = posts.submit(ana, posts.take_slot(ana, posts.add(ana, "@tern", "A new shop").id, slotted(ana)).id)
    assert (posts_due.expire_due(ana), posts_due.remind(ana)) == ("", "")
    two_days = session("ana", as_of=datetime(2026, 3, 19, 12, 0, tzinfo=UTC))
    assert posts_due.remind(two_days) == "1 reminder"
    assert posts_due.remind(two_days) == ""
    later = session("ana", as_of=datetime(2026, 3, 20, 14, 0, tzinfo=UTC))
    assert posts_due.expire_due(later) == "1 post expired"
    expired = posts.get(ana, post.id)
    assert (expired.state, expired.why) == ("expired", "its slot passed on 20 Mar 13:00 UTC while it was in review")
    assert kinds(ana) == ["post.submitted", "post.reminder", "post.expired"]
    assert next(row.text for row in card(ana).waiting) == "1 post expired"
    assert posts.revive(later, post.id).slot == ""


def test_a_slot_may_be_named_by_its_day_and_time(ws: Workspace) -> None:
    planned(ws)
    slot = slotted(ws, "15:30")
    assert posts.add(ws, "@tern", "One", slot="2026-03-20 15:30").slot == slot
    with pytest.raises(NotFound):
        posts.add(ws, "@tern", "Two", slot="2026-03-20 15:45")


def test_w04_the_board_shows_the_spread_of_value(ws: Workspace) -> None:
    planned(ws)
    for worth, intent in (
        ("practical tip", "value"),
        ("educational", ""),
        ("educational", ""),
        ("educational", "promo"),
    ):
        posts.add(ws, "@tern", "We roast.", worth=worth, intent=intent)
    posts.add(ws, "@tern", "We roast.")
    assert desk.board(ws).worth == (("educational", 2), ("practical tip", 1), ("", 1))
    with pytest.raises(CheckFailed, match="kind of value"):
        posts.add(ws, "@tern", "We roast.", worth="nice")


def test_t07_a_post_is_not_changed_while_it_is_being_published(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "We roast.").id, slotted(ws))
    with ws.operation("publish.intend") as change:
        at = "2026-03-17T09:00:00.000Z"
        change.put(deliveries.TABLE, deliveries.row(Delivery("d1", post.id, post.account, "x", "intended", at, at)))
    with pytest.raises(Conflict, match="being published"):
        posts.edit(ws, post.id, text="We roast twice.")
    assert posts_due.expire_due(replace(ws, as_of=datetime(2026, 3, 21, tzinfo=UTC))) == ""


def test_t07_a_rule_set_later_stops_what_was_scheduled_before_it_and_there_is_a_way_to_review(
    session: Sessions,
) -> None:
    ana, bo = session("ana"), session("bo")
    planned(ana)
    post = posts.schedule(ana, posts.add(ana, "@tern", "We roast.").id, slotted(ana))
    approving.set_approval_rule(ana, "@tern", "one")
    for way in (posts.hand_off, lambda ws, identity: posts.published(ws, identity, "77")):
        with pytest.raises(CheckFailed, match="not approved"):
            way(ana, post.id)
    posts.withdraw(ana, posts.unschedule(ana, post.id).id)
    posts.approve(bo, posts.submit(ana, post.id).id)
    assert posts.schedule(ana, post.id).state == "scheduled"


def test_t07_what_an_import_finds_is_confirmed_where_it_was_approved_and_named_where_it_was_not(
    session: Sessions,
) -> None:
    ana, bo = session("ana"), session("bo")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "one")
    good, bad, twin = (posts.add(ana, "@tern", text) for text in ("We roast.", "We bake.", "We cool."))
    posts.approve(bo, posts.submit(ana, good.id).id)
    with ana.operation("import") as change:
        assert posts.confirm(ana, change, good.id, "11", "https://x.com/tern/status/11") is None
        finding = posts.confirm(ana, change, bad.id, "12")
        double = posts.confirm(ana, change, twin.id, "11")
    assert (finding.rule, double.rule) == ("T07.posted-unapproved", "T07.posted-twice")  # type: ignore[union-attr]
    assert [(posts.get(ana, each.id).state, posts.get(ana, each.id).x_id) for each in (good, bad, twin)] == [
        ("published", "11"), ("draft", "12"), ("draft", ""),
    ]  # fmt: skip
    history.undo(ana)
    assert posts.get(ana, good.id).state == "approved"


def test_t18_nothing_is_scheduled_while_frozen_and_nothing_held_goes_back_to_a_slot_that_passed(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "We roast.").id, slotted(ws))
    held = posts.hold(ws, post.id, "a storm")
    late = replace(ws, as_of=datetime(2026, 3, 21, tzinfo=UTC))
    with pytest.raises(CheckFailed, match="slot passed"):
        posts.release(late, held.id)
    assert posts.release(ws, held.id).state == "scheduled"
    other = posts.add(ws, "@tern", "We roast twice.", slot=slotted(ws, "11:00"))
    freezing.freeze(ws, "a storm")
    with pytest.raises(CheckFailed, match="froze"):
        posts.schedule(ws, other.id)
    assert [option.why_not[:9] for option in desk.post_view(ws, post.id).options if option.verb == "release"] == [
        "ana froze"
    ]


def kinds(ws: Workspace) -> list[str]:
    return [row["kind"] for row in ws.db.rows("SELECT kind FROM events ORDER BY at, id")]


def test_t07_what_is_out_is_not_undone_and_no_undo_takes_an_approval_from_under_a_post(session: Sessions) -> None:
    ana, bo, cy = session("ana"), session("bo"), session("cy")
    planned(ana)
    for login, role in (("ana", "creator"), ("cy", "analyst"), ("bo", "strategist")):
        team.put(ana, Member(login, (role,)))
    approving.set_approval_rule(bo, "@tern", "all", ["strategist", "analyst"])
    post = posts.submit(ana, posts.add(ana, "@tern", "We opened a new shop").id)
    posts.approve(bo, post.id)
    posts.approve(cy, post.id)
    with pytest.raises(Conflict, match="without an approval"):
        history.undo(bo)
    history.undo(cy)
    assert posts.get(ana, post.id).state == "in_review"
    history.redo(cy)
    posts.published(ana, post.id, "77")
    with pytest.raises(Conflict, match="stays out"):
        history.undo(ana, history.log(ana, 1)[0].id)
    with pytest.raises(Conflict):
        history.undo(cy)
    assert posts.get(ana, post.id).state == "published"


def test_a_slot_is_taken_once_and_undo_does_not_double_it(ws: Workspace) -> None:
    planned(ws)
    slot = slotted(ws)
    first, second = posts.add(ws, "@tern", "One", slot=slot), posts.add(ws, "@tern", "Two")
    with pytest.raises(Conflict, match="taken by “One”"):
        posts.take_slot(ws, second.id, slot)
    dropped = posts.drop(ws, first.id, "no longer true")
    assert (dropped.state, dropped.slot) == ("dropped", "")
    operation = history.log(ws, 1)[0].id
    posts.take_slot(ws, second.id, slot)
    with pytest.raises(Conflict, match="taken now"):
        history.undo(ws, operation)


@pytest.mark.parametrize(
    ("options", "minutes", "rule"),
    [
        (("yes",), 60, "X.poll-options"),
        (("a", "b", "c", "d", "e"), 60, "X.poll-options"),
        (("yes", "x" * 26), 60, "X.poll-option-length"),
        (("yes", " "), 60, "X.poll-option-length"),
        (("yes", "no"), 4, "X.poll-minutes"),
        (("yes", "no"), 10_081, "X.poll-minutes"),
    ],
)
def test_a_poll_that_x_would_not_take_is_refused_at_once(
    ws: Workspace, options: tuple[str, ...], minutes: int, rule: str
) -> None:
    planned(ws)
    with pytest.raises(CheckFailed) as refused:
        posts.add(ws, "@tern", "Which?", poll=Poll(options, minutes))
    assert [found.rule for found in refused.value.findings] == [rule]
    assert posts.listing(ws) == ()
    for taken in (Poll(("a", "x" * 25), 5), Poll(("a", "b", "c", "d"), 10_080)):
        assert posts.add(ws, "@tern", "Which?", poll=taken).content.poll == taken


def test_an_error_finding_refuses_until_it_is_waived_for_this_wording(ws: Workspace) -> None:
    planned(ws)
    post = posts.add(ws, "@tern", "I opened a shop")
    found = [Finding("C01.first-person", "error", "The brand says “we”.", "text", "", 0, 1)]
    with pytest.raises(CheckFailed):
        posts.submit(ws, post.id, found)
    posts.waive(ws, post.id, "C01.first-person", "a quotation of our founder")
    assert posts.submit(ws, post.id, found).state == "in_review"
    posts.withdraw(ws, post.id)
    posts.edit(ws, post.id, text="I opened two shops")
    with pytest.raises(CheckFailed):
        posts.submit(ws, post.id, found)
    with pytest.raises(UsageProblem, match="cannot be waived"):
        posts.waive(ws, post.id, "X.length", "please")


def test_g28_the_campaign_link_follows_link_and_goal_unless_it_was_typed(ws: Workspace) -> None:
    planned(ws)
    post = posts.add(ws, "@tern", "See", link="https://tern.example/shop?a=1", goal="leads-2026")
    assert post.utm == (
        "https://tern.example/shop?a=1&utm_source=x&utm_medium=social&utm_campaign=leads-2026"
        f"&utm_content={post.id}"
    )  # fmt: skip
    assert posts.edit(ws, post.id, link="https://tern.example/").utm.startswith("https://tern.example/?utm_source=x")
    typed = posts.edit(ws, post.id, utm="https://tern.example/?utm_campaign=mine")
    assert posts.edit(ws, typed.id, goal="").utm == "https://tern.example/?utm_campaign=mine"


def test_two_who_edit_the_same_post_hear_of_each_other(session: Sessions) -> None:
    ana, bo = session("ana"), session("bo")
    planned(ana)
    post = posts.add(ana, "@tern", "One")
    posts.edit(bo, post.id, post.version, text="Two")
    with pytest.raises(Conflict, match="bo changed this post"):
        posts.edit(ana, post.id, post.version, text="Three")
    with pytest.raises(Conflict, match="bo changed this post"):
        posts.submit(ana, post.id, expected=post.version)
    view = desk.post_view(ana, post.id)
    assert (view.touched.login, view.post.text) == ("bo", "Two")


def test_the_board_counts_every_stage_and_says_why_a_move_is_refused(session: Sessions) -> None:
    ana = session("ana")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "one")
    for text in ("", "One", "Two"):
        posts.add(ana, "@tern", text)
    posts.add(session("bo"), "@tern", "Three")
    held = desk.board(ana)
    assert {column.state: column.count for column in held.columns if column.count} == {"idea": 1, "draft": 3}
    assert [column.count for column in desk.board(ana, mine=True).columns][:2] == [1, 2]
    options = {option.verb: option.why_not for option in desk.post_view(ana, held.columns[1].cards[0].post.id).options}
    assert options["submit"] == "" and "not approved" in options["schedule"]


def test_an_id_may_be_shortened_while_it_is_clear_and_text_stays_as_typed(ws: Workspace) -> None:
    planned(ws)
    text = "一杯咖啡 ☕\n---\nبخش دوم\r\n"
    post = posts.add(ws, "@tern", text)
    assert posts.get(ws, post.id[:9]).text == text.replace("\r\n", "\n")
    assert posts.get(ws, post.id).parts == ("一杯咖啡 ☕", "بخش دوم")
    posts.add(ws, "@tern", "other")
    with pytest.raises(UsageProblem, match="More than one"):
        posts.get(ws, "p")
    with pytest.raises(NotFound):
        posts.get(ws, "nothing")


def test_t07_the_plan_file_carries_what_accounts_ask_for_and_comes_back_equal(session: Sessions) -> None:
    ana = session("ana")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "steps", ["strategist", "analyst"], ["facts", "link opens"])
    text = plan.export(ana)
    assert 'approval = "steps"' in text and '"link opens"' in text
    assert plan.diff(ana, text.encode(), "plan.toml").changes == ()
    approving.set_approval_rule(ana, "@tern", "none", checklist=[])
    assert approving.approval_rule(ana, "@tern").mode == "none"
    loose = text.replace(f"revision = {text.split('revision = ')[1].split()[0]}\n", "")
    plan.apply(ana, loose.encode(), "plan.toml")
    rule = approving.approval_rule(ana, "@tern")
    assert (rule.mode, rule.roles, rule.checklist) == ("steps", ("strategist", "analyst"), ("facts", "link opens"))
    wrong = loose.replace('approval_roles = [\n    "strategist",\n    "analyst",\n]\n', "")
    with pytest.raises(CheckFailed) as refused:
        plan.diff(ana, wrong.encode(), "plan.toml")
    assert "needs the roles" in refused.value.findings[0].message


def test_t20_members_who_are_one_unix_user_are_named_where_approvals_are_shown(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(ws)
    assert approving.approvals_note(ws) == approving.ADVISORY
    team.put(ws, Member("ana", ("creator",)))
    assert "nobody is there to approve" in approving.approvals_note(ws)
    team.put(ws, Member("bo", ("analyst",)))
    monkeypatch.setattr(approving, "uid_of", lambda login: 1000)
    assert "ana and bo are one Unix user" in approving.approvals_note(ws)


def test_a_draft_without_a_slot_may_go_to_another_account(ws: Workspace) -> None:
    planned(ws)
    post = posts.add(ws, "@tern", "We answer until six")
    assert posts.edit(ws, post.id, account="@TernHelp").account == "@ternhelp"
    posts.edit(ws, post.id, account="@tern")
    posts.take_slot(ws, post.id, slotted(ws))
    with pytest.raises(Conflict, match="belongs to @tern"):
        posts.edit(ws, post.id, account="@ternhelp")
    with pytest.raises(NotFound):
        posts.edit(ws, post.id, account="@nobody")
