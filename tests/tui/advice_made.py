"""Workspaces with stored estimates and advice, as a child left them, for Today, Goals and Results; hostile ones too."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tui.goals_made import goals_app
from tui.results_made import year as results_year
from tui.today_made import HOSTILE, busy
from tweetplan.domain.codec import plain
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.experiments import ArmReading, Experiment, ExperimentReading
from tweetplan.domain.outlooks import (
    Adjustment,
    Cycle,
    Fan,
    FanPoint,
    Joint,
    Kept,
    Lifts,
    Outlook,
    PartLift,
    Promises,
    Times,
    Window,
)
from tweetplan.domain.recommendations import Advice, Because, Effect, Fact, Recommendation
from tweetplan.storage import advice as stored_advice
from tweetplan.storage import estimates as stored
from tweetplan.storage import experiments as stored_experiments
from tweetplan.workspace import advice, estimates
from tweetplan.workspace.core import Workspace, instant_text
from workspace.planned import YEAR

MADE = datetime(2026, 3, 16, 11, 5, tzinfo=UTC)
KNOWN = date(2026, 3, 15)
__all__ = ["advised", "goals_app", "results_advised"]


def lift(mean: float, low: float, high: float, n: int, p: float) -> Estimate:
    return Estimate(mean, low, high, n, p, "made up for a test", "52 weeks to 2026-03-15")


def outlook(goal: str, core: bool = True) -> Outlook:
    outcome = Estimate(1030.0, 870.0, 1220.0, 11, 0.62, "made up for a test", "11 weeks to 2026-03-15")
    return Outlook(goal, "leads", "on_track", date(2026, 12, 31), 1000.0, KNOWN, outcome, "goal", core)


def quarter(goal: str) -> Outlook:
    outcome = Estimate(206.0, 196.0, 217.0, 11, 0.91, "made up for a test", "11 weeks to 2026-03-15")
    return Outlook(goal, "leads", "ahead", date(2026, 3, 31), 200.0, KNOWN, outcome, "quarter", True)


def fan(goal: str) -> Fan:
    weeks = range(1, 43)
    points = (FanPoint(KNOWN + timedelta(weeks=n), 148 + 15.0 * n, 148 + 20.0 * n, 148 + 25.0 * n) for n in weeks)
    return Fan(goal, tuple(points))


def times(verdict: str = "weak") -> Times:
    slots = tuple(
        lift(0.09 if at % 24 in (9, 10) else -0.05 if at % 24 < 6 else 0.02, -0.1, 0.2, 3, 0.7) for at in range(168)
    )
    windows = (Window((0, 1, 2, 3, 4), 9, 11, lift(0.09, 0.02, 0.17, 61, 0.93)),
               Window((0, 1, 2, 3, 4), 15, 16, lift(0.04, -0.02, 0.11, 38, 0.78)))  # fmt: skip
    return Times("@Tern", "America/New_York", verdict, 412, slots, windows)  # type: ignore[arg-type]


def lifts(goal: str, part: str) -> Lifts:
    rows = (PartLift("format", part, lift(0.31, 0.12, 0.52, 44, 0.99), 0.25, 0.34),
            PartLift("format", "text", lift(-0.08, -0.14, -0.01, 90, 0.06), 0.75, 0.66))  # fmt: skip
    return Lifts("@tern", goal, "url_clicks", rows, "2025-03-01 to 2026-03-14")


def pieces_of_advice(text: str) -> list[Advice]:
    fact = Fact("link clicks of a typical post", 4.2, "", 3.1, 5.6, 120, "url_clicks", date(2026, 1, 1), KNOWN)
    because = Because(YEAR.name, "G15", (fact,), "own posts", f"two of three offers are placed {text}".strip())
    effect = Effect("leads", 6.0, 1.0, 12.0, 41, "made up for a test")
    best = Recommendation(
        "offer", f"A third offer on Friday {text}".strip(), "task", because, effect, "@tern", 30, "creator"
    )
    must = Recommendation(
        "answer", f"Answer what is late {text}".strip(), must=True, because=Because(rule="T08"), minutes=20
    )
    rest = Recommendation("poll", f"Run a poll {text}".strip(), because=Because(rule="G13"), minutes=15)
    return [
        Advice("a1" + "0" * 10, must, "core", 0, 0.0),
        Advice("b2" + "0" * 10, best, "goals.leads", 1, 3.2, 0.62, 0.65, 0.63, 0.68, 0.94, 0.5, True),
        Advice("c3" + "0" * 10, rest, "core", 2, 0.0, chosen=False),
    ]  # fmt: skip


def put(ws: Workspace, goal: str = YEAR.name, text: str = "", *, stale: bool = False) -> Workspace:
    """Store what a child would have: everything for one goal and one account."""
    arms = ("statement", f"question {text}".strip())
    name = f"questions {text}".strip()
    experiment = Experiment("x1", name, "@tern", "engagement_rate", arms, state="running", per_arm=40, weeks=6.0)
    reading = ExperimentReading(
        "x1", (ArmReading("statement", 12, 10), ArmReading(experiment.arms[1], 12, 9)), False, False, 0.8,
        ("Still to come: 30 of statement, 31 of question (40 each).",),
    )  # fmt: skip
    days = (date(2026, 1, 20), date(2026, 2, 17))
    kept = Kept("G15", f"A second offer {text}".strip(), goal, "@tern", days[0], "url_clicks", days[1], 0.06, 0.04, 0.9)
    cycles = (Cycle(date(2026, 1, 1), date(2026, 1, 28), 54, 56), Cycle(date(2026, 1, 29), date(2026, 2, 25), 60, 53))
    rows: list[tuple[str, str, Any]] = [
        ("chance-goal", goal, plain(outlook(goal))),
        ("chance-quarter", goal, plain(quarter(goal))),
        ("fan", goal, plain(fan(goal))),
        ("joint", "", plain(Joint(0.41, (goal, "lead-rate")))),
        ("adjust", goal, plain(Adjustment(goal, "steady", cycles, target=1000.0))),
        ("timing", "@tern", plain(times())),
        ("lifts", "@tern", plain(lifts("", f"video {text}".strip()))),
        ("lifts", f"@tern {goal}", plain(lifts(goal, f"video {text}".strip()))),
        ("experiment", "x1", plain(reading)),
        ("trust", "", plain(Promises((kept,)))),
    ]
    with ws.operation("experiment.add") as change:
        change.put(stored_experiments.TABLE, stored_experiments.row(experiment))
    mark = "old" if stale else advice.fingerprint(ws)
    stored_advice.claim(ws.db, f"{mark}/x", "test", instant_text(MADE), "")
    with ws.db.writing():
        stored.put(ws.db, rows, "old" if stale else estimates.fingerprint(ws), instant_text(MADE))
        stored_advice.put(ws.db, pieces_of_advice(text), f"{mark}/x", instant_text(MADE))
        stored_advice.finish(ws.db, f"{mark}/x", "done", 0.4)
    return ws


def advised(folder: Path, text: str = "", *, stale: bool = False) -> Workspace:
    """The week of Today, with advice."""
    return put(busy(folder), text=text, stale=stale)


def advised_hostile(folder: Path) -> Workspace:
    return advised(folder, HOSTILE[0] + HOSTILE[3])


def results_advised(folder: Path, text: str = "") -> Workspace:
    """Results with what posts taught."""
    return put(results_year(folder), text=text)


def results_advised_hostile(folder: Path) -> Workspace:
    return results_advised(folder, HOSTILE[0] + HOSTILE[3])
