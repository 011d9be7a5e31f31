"""All that the Team mode shows at one moment: duty, the week's cover, hand-overs, roles, gaps, how work goes."""

from datetime import date

from tweetplan.domain.duty import Shift
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Member
from tweetplan.domain.handovers import HandoverNote
from tweetplan.domain.teamwork import Pulse, Topic
from tweetplan.domain.values import frozen
from tweetplan.workspace import collaboration, cover, handing, roles, team, teamwork
from tweetplan.workspace.collaboration import Quarter
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.cover import CoverView
from tweetplan.workspace.roles import RoleCard

MOST_OPERATIONS = 10_000
"""In a longer log the figures are not worked out between two keys; the command line has them."""
NOTES = 5


@frozen
class TeamView:
    """The team at one moment."""

    members: tuple[Member, ...]
    duty: tuple[Shift, ...]
    next_duty: Shift | None
    cover: CoverView
    tried: str
    """The shift that is tried out; empty when none is."""
    roles: tuple[RoleCard, ...]
    gaps: tuple[Finding, ...]
    mine: tuple[HandoverNote, ...]
    """Hand-overs that wait for whoever looks."""
    notes: tuple[HandoverNote, ...]
    topics: tuple[Topic, ...]
    pulse: Pulse | None
    quarters: tuple[Quarter, ...]
    """Empty where the log is too long."""


def view(ws: Workspace, day: date | None = None, tried: str = "") -> TeamView:
    """The team now, with the cover of the week that holds a day, and perhaps a shift tried out."""
    people = team.listing(ws)
    there, following = team.duty(ws)
    added = [cover.tried(tried, people)] if tried else []
    short = ws.revision <= MOST_OPERATIONS
    return TeamView(
        people, there, following, cover.week_cover(ws, day, add=added), tried, roles.cards(ws), roles.gaps(ws),
        handing.waiting(ws), handing.listing(ws, NOTES), teamwork.topics(ws), teamwork.my_pulse(ws),
        collaboration.quarters(ws) if short else (),
    )  # fmt: skip
