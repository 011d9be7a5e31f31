"""A short week of a team of real Unix users: whoever the kernel says acts is who may, or may not (T02, T22)."""

import os
from collections.abc import Callable
from pathlib import Path

from storage.test_file_modes import TEAM, acting, as_root
from storage.test_file_modes import folder as folder  # the fixture
from tweetplan.domain.goals import Member
from tweetplan.workspace import accounts, freezing, handing, history, posts, rules, team, teamwork
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

ANA, BEN, EVE = 54101, 54102, 54103


def by(uid: int, place: Path, verb: Callable[[Workspace], object], *, create: bool = False) -> str:
    """What a verb says when this Unix user does it in a process of their own."""

    def work() -> object:
        ws = open_workspace(place, create=create)
        try:
            return verb(ws)
        finally:
            ws.db.close()

    return acting(uid, 0o007, work)


@as_root
def test_t02_t22_real_users_do_what_their_roles_may_and_hand_over(folder: Path) -> None:
    place = folder / "plan"
    place.mkdir()
    os.chown(place, ANA, TEAM)
    place.chmod(0o2770)

    def found(ws: Workspace) -> str:
        accounts.add(ws, "@tern")
        team.add(ws, Member(ws.actor.login, ("strategist",), "Europe/Berlin", {"mon-sun": "00:00-12:00"}))
        team.add(ws, Member(f"uid:{BEN}", ("creator",), "Asia/Shanghai", {"mon-sun": "00:00-24:00"}))
        return ws.actor.login

    assert by(ANA, place, found, create=True) == f"uid:{ANA}"
    assert "may not stop all publishing" in by(BEN, place, lambda ws: freezing.freeze(ws, "no"))
    assert "may not change accounts, rules" in by(BEN, place, lambda ws: rules.set_rule(ws, "team.small", 3))
    assert "may not change the team" in by(BEN, place, lambda ws: team.edit(ws, f"uid:{BEN}", roles=("strategist",)))
    assert by(BEN, place, lambda ws: posts.add(ws, "@tern", "We roast").state) == "draft"
    assert "is not in this workspace's team and may only read" in by(
        EVE, place, lambda ws: posts.add(ws, "@tern", "I was never here")
    )
    assert by(ANA, place, lambda ws: freezing.freeze(ws, "a storm").freeze.login) == f"uid:{ANA}"
    frozen = by(ANA, place, lambda ws: history.log(ws, 1)[0].id)
    assert "`undo of freeze` was not done" in by(BEN, place, lambda ws: history.undo(ws, frozen))
    assert by(ANA, place, lambda ws: handing.send(ws, "Mind the storm.", to=f"uid:{BEN}").stage) == "sent"
    assert "frozen by" in by(BEN, place, lambda ws: handing.acknowledge(ws).lines[0].text)
    assert by(BEN, place, lambda ws: handing.listing(ws)[0].acknowledged_by) == f"uid:{BEN}"
    assert by(BEN, place, lambda ws: teamwork.pulse(ws, 5).login) == f"uid:{BEN}"
    said = by(ANA, place, lambda ws: " ".join(sorted({op.actor.login for op in history.log(ws, 99)})))
    assert said == f"uid:{ANA} uid:{BEN}", "every step in the log with who did it"
