"""What waits for a person on Today, and of it what comes of meetings: those due, late decisions, late reports."""

from collections.abc import Iterator, Sequence

from tweetplan.domain.goals import Member
from tweetplan.domain.values import frozen
from tweetplan.workspace.core import Workspace


@frozen
class Waiting:
    """Something that waits for a person, with the mode where it is dealt with."""

    text: str
    count: int
    mode: str
    subject: str = ""


def meetings_waiting(ws: Workspace, team: Sequence[Member]) -> Iterator[Waiting]:
    """Meetings of a team that are due, late decisions, own late reports (T04, T08, T13); none for who works alone."""
    if len(team) < 2:
        return
    from tweetplan.workspace import rhythm  # whoever works alone does without

    due = rhythm.due(ws)
    if due:
        said = "1 meeting is due" if len(due) == 1 else f"{len(due)} meetings are due"
        yield Waiting(said, len(due), "reviews", due[0].id)
    late = rhythm.overdue_decisions(ws)
    if late:
        said = "1 decision is past its deadline" if len(late) == 1 else f"{len(late)} decisions are past their deadline"
        yield Waiting(said, len(late), "reviews", late[0].id)
    mine = [one for one in rhythm.late_reports(ws) if one.now is not None and one.now.owner == ws.actor.login]
    if mine:
        said = "1 report waits for you" if len(mine) == 1 else f"{len(mine)} reports wait for you"
        yield Waiting(said, len(mine), "reviews", mine[0].id)
