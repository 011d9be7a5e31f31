"""Approval: who must agree to a wording before it goes out, and whether they have (T07, T20).

An approval is of one wording: `wording` is a hash over everything that readers will see. Nobody approves what they
wrote or were the last to change.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Literal

from tweetplan.domain.codec import plain
from tweetplan.domain.goals import Member
from tweetplan.domain.posts import Approval, Post
from tweetplan.domain.values import frozen

ApprovalMode = Literal["none", "one", "all", "steps"]
MODES: tuple[ApprovalMode, ...] = ("none", "one", "all", "steps")


@frozen
class ApprovalRule:
    """What an account asks for: nothing, one of the roles, all of the roles, or one role after the other."""

    mode: ApprovalMode = "none"
    roles: tuple[str, ...] = ()
    """Roles (T02); empty with `one` means any member but the author."""
    checklist: tuple[str, ...] = ()
    """What whoever approves confirms to have looked at (T20)."""

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"approval is {', '.join(MODES)}, not {self.mode!r}")
        if self.mode in ("all", "steps") and not self.roles:
            raise ValueError(f"approval by {self.mode} needs the roles that approve")
        if len(set(self.roles)) != len(self.roles):
            raise ValueError("a role approves once")


@frozen
class Standing:
    """How far the approval of one wording has come."""

    rule: ApprovalRule
    given: tuple[Approval, ...]
    """The approvals that hold for this wording."""
    void: tuple[Approval, ...]
    """Those of another wording."""
    missing: tuple[str, ...]
    """The roles still to come (`anyone` where no role is named), in order."""

    @property
    def valid(self) -> bool:
        """Whether the wording may go out."""
        return not self.missing

    @property
    def turn(self) -> tuple[str, ...]:
        """Whose turn it is: of steps the next role alone."""
        return self.missing[:1] if self.rule.mode == "steps" else self.missing


def wording(post: Post) -> str:
    """The hash of all that readers will see of a post and of where it goes: what an approval is of."""
    seen = {
        "account": post.account,
        "text": post.text,
        "utm": post.utm,
        "content": {
            name: plain(getattr(post.content, name))
            for name in ("link", "pictures", "poll", "reply_to")
        },
    }  # fmt: skip
    from hashlib import sha256  # half a MiB that a session without posts in review does without

    return sha256(json.dumps(seen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def standing(rule: ApprovalRule, post: Post, approvals: Iterable[Approval]) -> Standing:
    """What the approvals of a post come to for its present wording.

    A later word of the same person on the same wording takes the place of an earlier one; that of who changed the
    wording last does not count.
    """
    now = wording(post)
    last = {(each.login, each.hash): each for each in sorted(approvals, key=lambda each: (each.at, each.id))}
    agreed = [each for each in last.values() if each.verdict == "approved" and each.login != post.wording_by]
    given = tuple(each for each in agreed if each.hash == now)
    void = tuple(each for each in agreed if each.hash != now)
    return Standing(rule, given, void, _missing(rule, given))


def _missing(rule: ApprovalRule, given: Sequence[Approval]) -> tuple[str, ...]:
    if rule.mode == "none":
        return ()
    if rule.mode == "one":
        wanted = [each for each in given if not rule.roles or each.role in rule.roles]
        return () if wanted else (" or ".join(rule.roles) or "anyone",)
    roles = {each.role for each in given}
    return tuple(role for role in rule.roles if role not in roles)


def role_to_approve_in(rule: ApprovalRule, state: Standing, member: Member | None, author: str, login: str) -> str:
    """The role in which a login may approve now; raises `ValueError` saying why it may not.

    `author` is who wrote the wording or changed it last; `member` is None when the team is empty, where roles
    cannot be told.
    """
    if author == login:
        raise ValueError("nobody approves their own wording")
    if any(each.login == login for each in state.given):
        raise ValueError(f"{login} has approved this wording already")
    if rule.mode == "none" or not rule.roles:
        return member.roles[0] if member and member.roles else ""
    roles = member.roles if member else rule.roles
    turn = rule.roles if rule.mode == "one" else state.turn
    found = next((role for role in turn if role in roles), None)
    if found is None:
        raise ValueError(f"it is the turn of {' or '.join(turn)}" if turn else "nothing is left to approve")
    return found
