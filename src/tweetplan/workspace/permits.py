"""Permits: what a login may do as the team stands when an operation begins, and the refusal of what it may not."""

from collections.abc import Iterable, Mapping
from typing import Any

from tweetplan.domain.authority import (
    RIGHTS,
    SETTING,
    holders,
    listed,
    may,
    right,
    right_of_record,
    right_of_verb,
    words,
)
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Member
from tweetplan.domain.values import frozen
from tweetplan.storage import settings, team
from tweetplan.storage.database import Database


@frozen
class Permit:
    """Who acts, in which team, and which roles hold each right; read once, so that no operation widens its own."""

    login: str
    team: tuple[Member, ...]
    roles: Mapping[str, tuple[str, ...]]

    def refuse(self, key: str, verb: str) -> None:
        """Raise `Problem` naming who could do it, when the login lacks this right ('' is any member's)."""
        roles = self.roles.get(key, ())
        one = right(key)
        if one is None or not roles or may(roles, self.team, self.login):
            return
        mine = next((member.roles for member in self.team if member.login == self.login), ())
        asked = ", ".join(member.login for member in holders(roles, self.team))
        raise Problem(
            f"{self.login} ({listed(mine)}) may not {one.title}, so `{verb}` was not done: that is for {words(roles)}.",
            f"Ask {asked}; `tweetplan team authority` lists who may do what.",
        )

    def refuse_changes(self, verb: str, entries: Iterable[Mapping[str, Any]]) -> None:
        """Raise `Problem` when an operation changed a record that the login may not change, by whatever verb."""
        needed = {right_of_record(each["table"], each["id"], each["before"], each["after"]) for each in entries}
        for key in sorted(needed):
            self.refuse(key, verb)


def permit_of(db: Database, login: str, verb: str, said: str = "") -> Permit:
    """The permit for one operation; raises `Problem` for a login that the team does not list, or that lacks the right.

    A workspace whose team is empty lets everyone do everything.
    """
    people = team.every(db)
    if people and all(member.login != login for member in people):
        raise Problem(
            f"{login} is not in this workspace's team and may only read, so `{verb}` was not done.",
            "Ask a member to add you to [[team]] in the plan.",
        )
    permit = Permit(login, people, roles_of(db) if people else {})
    permit.refuse(right_of_verb(verb), said or verb)
    return permit


def roles_of(db: Database) -> dict[str, tuple[str, ...]]:
    """The roles that hold each right: what the team chose, else the package's."""
    held = settings.values(db, [SETTING + one.key for one in RIGHTS])
    return {one.key: tuple(held.get(SETTING + one.key, one.roles)) for one in RIGHTS}
