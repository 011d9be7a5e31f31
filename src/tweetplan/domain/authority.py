"""Who may do what, by role (T02, T03): the rights that a team can hand out, the verbs and the records each one covers.

A verb that no right names is every member's: own posts, tasks, comments, mentions, results. A member without roles may
do everything, as the members of a workspace that never named roles do. A right that nobody holds is everybody's, so
that a team of two is never locked out; `right_findings` names it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Member
from tweetplan.domain.values import frozen

STRATEGIST, CREATOR, COMMUNITY = "strategist", "creator", "community_manager"
ANALYST, CRISIS = "analyst", "crisis_manager"
SETTING = "authority:"
"""Of the setting that holds other roles for a right: `authority:freeze`."""


@frozen
class Right:
    """One right: what it lets people do, who has it unless the team says otherwise, and by which verbs it is used."""

    key: str
    title: str
    roles: tuple[str, ...]
    verbs: tuple[str, ...]
    """Verbs, or families of them: `goal` is `goal.add` too."""


RIGHTS = (
    Right("team", "change the team, its duties and who may do what", (STRATEGIST,), ("team", "duty")),
    Right(
        "rules", "change accounts, rules, settings, publishers and what must be approved", (STRATEGIST,),
        ("account", "rule", "workspace", "post.approval", "publisher", "notify", "tier", "review.rhythm",
         "review.experts"),
    ),
    Right("plan", "change goals, budgets, patterns and themes, or apply a plan file", (STRATEGIST,),
          ("goal", "mix", "pattern", "theme", "plan")),
    Right("approve", "say yes or no to a post (an account's own rule may ask for more)",
          (STRATEGIST, CREATOR, COMMUNITY, ANALYST, CRISIS), ("post.approve", "post.ask_changes")),
    Right(
        "publish", "schedule posts, hand them off, take them back, and say that they are out",
        (STRATEGIST, CREATOR, COMMUNITY, CRISIS),
        ("post.schedule", "post.unschedule", "post.hand_off", "post.take_back", "post.published", "post.release",
         "publish.resolve", "freeze.answer", "crisis.answer"),
    ),
    Right("freeze", "stop all publishing", (STRATEGIST, COMMUNITY, CRISIS), ("freeze",)),
    Right("release", "let publishing go on", (STRATEGIST, CRISIS), ("release",)),
    Right("crisis", "open a crisis, lead it and close it", (STRATEGIST, COMMUNITY, CRISIS),
          ("crisis", "statement", "playbook")),
    Right("matrix", "change who decides what in a crisis", (STRATEGIST, CRISIS), ("matrix",)),
    Right("experiment", "plan, run and decide experiments", (STRATEGIST, ANALYST), ("experiment",)),
)  # fmt: skip
"""Every right there is. What the tick does (`publish --due`, expiry, imports, reminders) is any member's: it only
carries out what somebody with the right has decided."""

EVERYBODYS = ("freeze.confirm", "crisis.paused", "crisis.log", "crisis.check")
"""Verbs that any member may use although their family has a right: whoever handed a post off pauses it there, and in a
war room everybody speaks and ticks off (T18)."""

_SETTINGS = {
    SETTING: "team", "rule:": "rules", "approval:": "rules", "publisher:": "rules", "workspace.": "rules",
    "reserve.": "rules", "notify.": "rules", "tier": "rules", "rhythm.": "rules",
    "crisis.matrix": "matrix",
}  # fmt: skip
_RECORDS = {"members": "team", "duties": "team", "goals": "plan", "mixes": "plan", "patterns": "plan", "themes": "plan"}


_BY_KEY = {one.key: one for one in RIGHTS}


def right(key: str) -> Right | None:
    """The right of this key; None when there is none."""
    return _BY_KEY.get(key)


def right_of_verb(verb: str) -> str:
    """The key of the right that a verb needs; '' when any member may use it. The longest name that fits decides."""
    if verb in EVERYBODYS:
        return ""
    fits = ((len(name), one.key) for one in RIGHTS for name in one.verbs if verb == name or verb.startswith(f"{name}."))
    return max(fits, default=(0, ""))[1]


def right_of_record(
    table: str, identity: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> str:
    """The key of the right that changing a record needs, whatever verb does it (an undo, a plan file); '' for none."""
    if table == "settings":
        return next((key for prefix, key in _SETTINGS.items() if identity.startswith(prefix)), "")
    if table == "freezes":
        return "freeze" if after and not after["released_at"] else "release"
    if table == "accounts":
        return "rules" if before is not None else ""  # an import adds the accounts that it meets
    return _RECORDS.get(table, "")


def holders(roles: Iterable[str], team: Iterable[Member]) -> tuple[Member, ...]:
    """Who has a right that these roles have: members with one of them, and members without any role."""
    wanted = set(roles)
    return tuple(member for member in team if not member.roles or wanted & set(member.roles))


def may(roles: Iterable[str], team: Iterable[Member], login: str) -> bool:
    """Whether a login may use a right of these roles; an empty team may do everything, a stranger nothing."""
    people = tuple(team)
    if not people:
        return True
    having = {member.login for member in holders(roles, people)} or {member.login for member in people}
    return login in having


def right_findings(team: Iterable[Member], roles_of: Mapping[str, tuple[str, ...]]) -> tuple[Finding, ...]:
    """The rights that nobody holds, and so everybody has (T03); `roles_of` gives each right's roles."""
    people = tuple(team)
    return tuple(
        Finding(
            "T03.authority", "note", f"Nobody holds the right to {one.title}, so every member may.", one.key,
            f"Give somebody a role of {words(roles_of[one.key])}, or name other roles: `tweetplan team authority`.",
        )
        for one in RIGHTS
        if people and roles_of[one.key] and not holders(roles_of[one.key], people)
    )  # fmt: skip


def listed(roles: Iterable[str]) -> str:
    """The roles that somebody has: `strategist, crisis manager`."""
    return ", ".join(role.replace("_", " ") for role in roles) or "no role"


def words(roles: Iterable[str]) -> str:
    """Roles as people say them: `strategist, creator or crisis manager`."""
    *most, last = [role.replace("_", " ") for role in roles] or ["every member"]
    return f"{', '.join(most)} or {last}" if most else last
