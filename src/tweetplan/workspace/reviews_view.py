"""What the Reviews mode shows, as values: meetings due and to come, decisions, reports, what was held; one agenda."""

from tweetplan.domain.reviews import Agenda, Decision, Report, Review
from tweetplan.domain.values import frozen
from tweetplan.storage import reviews as stored
from tweetplan.workspace import rhythm
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rhythm import Due

MOST_HELD = 20
MOST_TAKEN = 12


@frozen
class ReviewsView:
    """The mode at one moment."""

    meetings: tuple[Due, ...]
    """Due, then to come."""
    open: tuple[Decision, ...]
    taken: tuple[Decision, ...]
    """The newest decisions, insights and changes that are not open."""
    more: int
    """How many more of them there are."""
    reports: tuple[Report, ...]
    """Under way."""
    held: tuple[Review, ...]
    day: str
    agenda: Agenda | None = None
    """The one that is open."""
    decided: tuple[Decision, ...] = ()
    """What was decided at it."""


def view(ws: Workspace, kind: str = "", period: str = "") -> ReviewsView:
    """The lists, and the agenda of a meeting where one is open."""
    every = stored.decisions(ws.db)
    taken = [one for one in every if one.state != "open"]
    agenda: Agenda | None = None
    decided: tuple[Decision, ...] = ()
    if kind:
        from tweetplan.workspace import agendas  # what fills in the figures is loaded with the first agenda

        agenda = agendas.agenda(ws, kind, period)
        decided = stored.decisions(ws.db, review=rhythm.review_id(agenda.sitting))
    return ReviewsView(
        rhythm.overview(ws),
        tuple(one for one in every if one.state == "open"),
        tuple(taken[:MOST_TAKEN]),
        max(len(taken) - MOST_TAKEN, 0),
        tuple(one for one in stored.reports(ws.db) if one.now is not None),
        stored.reviews(ws.db, MOST_HELD),
        today(ws).isoformat(),
        agenda,
        decided,
    )
