"""The sample's team day: how content people are, what is watched, and a hand-over that waits for whoever looks."""

from datetime import date
from typing import Protocol

from tweetplan.analysis.sample import MAIN
from tweetplan.workspace import handing, teamwork
from tweetplan.workspace.core import Workspace

PULSES = (("ben", 4, ""), ("li", 5, "the numbers are read at last"), ("farid", 3, "too many evenings"))
TOPIC = "World barista finals this weekend"
SAID = "The printer people of Kuala Lumpur call back about the cups at four. Two are cross about Sunday's delivery."


class Actors(Protocol):
    """Whoever hands out the workspace in the name of a member: a stage of the sample."""

    def by(self, login: str) -> Workspace:
        """The workspace in the hands of this member."""


def team_day(stage: Actors, today: date) -> None:
    """What the team told each other today."""
    for login, score, note in PULSES:
        teamwork.pulse(stage.by(login), score, note)
    teamwork.watch(stage.by("dewi"), TOPIC, account=MAIN, day=today)
    handing.send(stage.by("dewi"), SAID, to=stage.by("owner").actor.login)
