"""What posts taught, as the Results mode shows it: stored times, lifts, experiments, and whether advice kept its word.

Everything here was computed in a child and is read as it was stored.
"""

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.experiments import Experiment, ExperimentReading
from tweetplan.domain.goals import Account
from tweetplan.domain.outlooks import Lifts, Promises, Times
from tweetplan.domain.values import frozen
from tweetplan.storage import experiments as stored_experiments
from tweetplan.workspace import estimates, goals
from tweetplan.workspace.core import Workspace


@frozen
class Learnt:
    """One section of what posts taught about an account; only what is in sight is read."""

    account: Account | None
    times: Times | None = None
    lifts: tuple[tuple[Lifts, tuple[str, ...]], ...] = ()
    """Each figure that was compared, with the goals whose KPI it serves."""
    experiments: tuple[tuple[Experiment, ExperimentReading | None], ...] = ()
    promises: Promises | None = None
    computed: bool = True
    """Whether the estimates of this section were ever computed."""


def timing(ws: Workspace, account: Account | None) -> Learnt:
    """When the account's posts do better."""
    told = estimates.timing(ws, account.key) if account else None
    return Learnt(account, times=told, computed=told is not None)


def lifts(ws: Workspace, account: Account | None) -> Learnt:
    """The lifts of the mix: what posts earn in general, then on each goal's figure, the same figures told once."""
    if account is None:
        return Learnt(None, computed=False)
    general = estimates.lifts(ws, account.key)
    found: dict[str, tuple[Lifts, list[str]]] = {}
    for goal in goals.listing(ws):
        told = estimates.lifts(ws, account.key, goal.name) if goal.account == account.key else None
        if told is not None and told.rows:
            found.setdefault(told.figure, (told, []))[1].append(goal.name)
    if general is not None and general.rows:
        found.setdefault(general.figure, (general, []))
    rows = tuple((told, tuple(names)) for told, names in found.values())
    return Learnt(account, lifts=rows, computed=general is not None)


def experiments(ws: Workspace, account: Account | None) -> Learnt:
    """Every experiment with what it showed last, the running ones first."""
    order = ("running", "planned", "decided", "stopped", "dropped")
    every = sorted(stored_experiments.every(ws.db), key=lambda one: (order.index(one.state), one.name))
    return Learnt(account, experiments=tuple((one, estimates.experiment(ws, one.id)) for one in every))


def promises(ws: Workspace, account: Account | None) -> Learnt:
    """Predicted against realised."""
    told = estimates.promises(ws)
    return Learnt(account, promises=told, computed=told is not None)


def lift_of(told: Times, weekday: int, hour: int) -> Estimate | None:
    """The lift of an hour of the week over the account's average post; None where nothing was learnt."""
    place = weekday * 24 + hour
    return told.slots[place] if told.verdict != "none" and place < len(told.slots) else None
