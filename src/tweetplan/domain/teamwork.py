"""Small values of a team's day: a pulse (how content somebody is, T23) and a topic that is watched (T10, G23)."""

from tweetplan.domain.values import frozen

SCORES = range(1, 6)
"""1 is bad, 5 is very good."""
WATCHED, TAKEN, DROPPED = "watched", "taken", "dropped"
TOPIC_STATES = (WATCHED, TAKEN, DROPPED)


@frozen
class Pulse:
    """How content a member is on one day; one a day, the last word counts."""

    id: str
    login: str
    day: str
    score: int
    note: str = ""
    version: int = 0


@frozen
class Topic:
    """Something hot that somebody watches on one day."""

    id: str
    account: str
    day: str
    text: str
    owner: str
    state: str = WATCHED
    version: int = 0
