"""What the conformance kit looks at in a plugin's advice: on a situation without anything, and on an ordinary one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from tweetplan.analysis.forks import MOST_ANSWERS
from tweetplan.analysis.recommending import as_json, checked
from tweetplan.domain.codec import restored
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi, total
from tweetplan.domain.outlooks import PartLift, Window
from tweetplan.domain.recommendations import Fact, Recommendation
from tweetplan.domain.situation import AccountView, GoalView, MeasureView, PeopleView, Situation
from tweetplan.guarded import Broken, guarded
from tweetplan.plugins import Plugins

DAY = date(2026, 3, 17)
SECONDS = 2.0


def faults(loaded: Plugins, plugin: str, declared: tuple[Declaration, ...]) -> Iterator[str]:
    """What is wrong with the advice of one plugin, in words; nothing when all of it could be taken."""
    advise = loaded.advisers().get(plugin)
    if advise is None:
        return
    for words, now in (("a situation without goals", _empty()), ("an ordinary situation", ordinary(declared))):
        told = 0
        try:
            with guarded(SECONDS):
                for given in advise(now):
                    told += 1
                    if told > MOST_ANSWERS:
                        raise Broken(f"more than {MOST_ANSWERS} recommendations")
                    checked(restored(Recommendation, as_json(given)), now)
        except Exception as error:
            yield f"On {words}: {error}"


def _empty() -> Situation:
    return Situation(datetime(2026, 3, 17, 9, tzinfo=UTC), DAY)


def ordinary(declared: tuple[Declaration, ...]) -> Situation:
    """One account with figures of everything, and a goal of each of these goal types, behind its curve."""
    lift = Estimate(0.2, 0.1, 0.3, 40, 0.99, "sample")
    post = Estimate(4.0, 3.0, 5.0, 60, 1.0, "sample", "2026-01-01 to 2026-03-14")
    rows = tuple(PartLift(axis, part, lift, 0.4, 0.5) for axis, part in (("format", "video"), ("cta", "link")))
    keys = {name for one in declared for kpi in one.kpis for name in kpi.formula.measures} | {
        "impressions",
        "url_clicks",
    }
    weeks = tuple(MeasureView(key, (10.0,) * 4 + (5.0,) * 4, date(2026, 1, 21), DAY) for key in sorted(keys))
    people = PeopleView(40, 9, 12, 3, "2026-03-15T09:00:00Z", 0)
    windows = (Window((0, 1, 2), 8, 10, lift),)
    account = AccountView(Account("@sample"), DAY, DAY, 3.0, 4.0, 9, weeks, "evidence", windows, rows, (), people)
    basis = (Fact("figure of a typical own post", post.mean, "", post.low, post.high, post.n),)
    kpis = [(one.key, one.kpis[0] if one.kpis else Kpi("impressions", total("impressions"))) for one in declared]
    goals = tuple(
        GoalView(
            Goal(f"sample {key}", key, "@sample", kpi.key, 100.0, date(2026, 1, 1), date(2026, 12, 31)),
            kpi, 10.0, 20.0, 0.5, DAY, 289, "behind", 0.2, None, True, 2, 1, kpi.formula.plus[0], post, basis, rows,
        )
        for key, kpi in kpis
    )  # fmt: skip
    return replace(_empty(), accounts=(account,), goals=goals)
