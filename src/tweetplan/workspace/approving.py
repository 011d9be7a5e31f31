"""Approval: what each account asks for, how far a post's wording has come, and who may say yes to it (T07, T20)."""

import json
from collections.abc import Sequence

from tweetplan.domain.approvals import ApprovalMode, ApprovalRule, Standing, role_to_approve_in, standing, wording
from tweetplan.domain.codec import plain, restored
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.goals import Member, handle_key
from tweetplan.domain.posts import Approval, Post
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import approvals as stored
from tweetplan.storage import settings, team
from tweetplan.storage.database import Database
from tweetplan.storage.identity import uid_of
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import one_line

PREFIX = "approval:"
"""Of the setting that holds an account's rule: `approval:@acme`."""
MOST_ITEMS = 20
ADVISORY = "The workspace is a file: whoever may write it could change it past tweetplan, so approvals are advisory."


def approval_rule(ws: Workspace, account: str) -> ApprovalRule:
    """What an account asks for before a post goes out; nothing, unless somebody set it."""
    return rule_in(ws.db, handle_key(account))


def rule_in(db: Database, account: str) -> ApprovalRule:
    """The rule of the account with this key, as it is stored."""
    held = settings.values(db, (PREFIX + account,)).get(PREFIX + account)
    return restored(ApprovalRule, held) if isinstance(held, dict) else ApprovalRule()


def rules_in(db: Database) -> dict[str, ApprovalRule]:
    """The rules of all accounts that ask for something, by their keys."""
    found = {account.key: rule_in(db, account.key) for account in stored_accounts.every(db)}
    return {key: rule for key, rule in found.items() if rule != ApprovalRule()}


def set_approval_rule(
    ws: Workspace,
    account: str,
    mode: ApprovalMode | None = None,
    roles: Sequence[str] | None = None,
    checklist: Sequence[str] | None = None,
) -> ApprovalRule:
    """Change what is given of an account's rule; raises `UsageProblem` when mode, roles and checklist do not fit."""
    key = accounts.get(ws, account).key
    with ws.operation("post.approval") as change:
        known = approval_rule(ws, key)
        wanted = _checked(
            known.mode if mode is None else mode,
            known.roles if roles is None else tuple(roles),
            known.checklist if checklist is None else tuple(checklist),
        )
        if wanted == ApprovalRule():
            change.remove("settings", PREFIX + key)
        else:
            change.put("settings", {"id": PREFIX + key, "value": json.dumps(plain(wanted), ensure_ascii=False)})
        change.summary = f"approval of {key}: {rule_words(wanted)}"
    return approval_rule(ws, key)


def _checked(mode: ApprovalMode, roles: tuple[str, ...], checklist: tuple[str, ...]) -> ApprovalRule:
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise UsageProblem(f"{unknown[0]!r} is not a role.", f"The roles are {', '.join(ROLES)} (T02).")
    items = tuple(one_line(item, "item of the checklist") for item in checklist)
    if len(items) > MOST_ITEMS:
        raise UsageProblem(f"A checklist has {MOST_ITEMS} items at most, not {len(items)}.", "Keep it short (T20).")
    try:
        return ApprovalRule(mode, () if mode == "none" else roles, items)
    except ValueError as error:
        raise UsageProblem(f"This cannot be: {error}.", "`--mode none|one|all|steps`, `--role …` for each.") from error


def rule_words(rule: ApprovalRule) -> str:
    """The rule in a few words: `one of analyst, strategist`."""
    listed = ", ".join(rule.roles)
    return {
        "none": "none asked for",
        "one": f"one of {listed}" if listed else "one member other than the author",
        "all": f"all of {listed}",
        "steps": " → ".join(rule.roles),
    }[rule.mode] + (f"; {len(rule.checklist)} to check" if rule.checklist else "")


def standing_of(ws: Workspace, post: Post) -> Standing:
    """How far the approval of a post's present wording has come."""
    return standing_in(ws.db, post)


def standing_in(db: Database, post: Post) -> Standing:
    """The same, of a store: for verbs that have a transaction open."""
    return standing(rule_in(db, post.account), post, stored.of_post(db, post.id))


def member_of(ws: Workspace, login: str) -> Member | None:
    """The member of this login; None when the team is empty or does not list it."""
    return next((member for member in team.every(ws.db) if member.login == login), None)


def my_role(ws: Workspace, post: Post, state: Standing | None = None) -> str:
    """The role in which whoever acts may approve the post now; raises `ValueError` saying why not."""
    state = state or standing_of(ws, post)
    me = ws.actor.login
    return role_to_approve_in(state.rule, state, member_of(ws, me), author_of(post), me)


def reviewing_role(ws: Workspace, account: str) -> str:
    """The role in which whoever acts reviews for an account: one of its rule's, else their first; '' without any."""
    member = member_of(ws, ws.actor.login)
    mine = member.roles if member else ()
    rule = rule_in(ws.db, account)
    return next((role for role in (rule.roles or mine) if role in mine), mine[0] if mine else "")


def missing_after_mine(ws: Workspace, post: Post, state: Standing) -> tuple[str, ...]:
    """The roles still to come once whoever acts has approved too; raises `ValueError` when they may not."""
    mine = Approval("", post.id, ws.actor.login, "", "approved", wording(post), my_role(ws, post, state))
    return standing(state.rule, post, (*state.given, mine)).missing


def author_of(post: Post) -> str:
    """Who wrote the wording or changed it last; the owner of a post that is older than that was kept."""
    return post.wording_by or post.owner


def turn_roles(state: Standing) -> tuple[str, ...]:
    """Whose turn it is, for telling them: roles; empty where anybody may."""
    if not state.turn:
        return ()
    return state.rule.roles if state.rule.mode == "one" else state.turn


def approvals_note(ws: Workspace) -> str:
    """What approvals are worth in this store, in words: they bind people who go through tweetplan (T07)."""
    logins = [member.login for member in team.every(ws.db)]
    people: dict[int, list[str]] = {}
    for login in logins:
        if (uid := uid_of(login)) is not None:
            people.setdefault(uid, []).append(login)
    same = [" and ".join(names) for names in people.values() if len(names) > 1]
    alone = " With one login in the team, nobody is there to approve." if len(logins) == 1 else ""
    told = f" {', '.join(same)} are one Unix user, so their approvals cannot be told apart." if same else ""
    return ADVISORY + alone + told
