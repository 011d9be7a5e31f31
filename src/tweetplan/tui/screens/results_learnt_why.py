"""Why the estimates of Results are what they are: method, n, interval, from which posts, when computed. Pure."""

from tweetplan.domain.estimate import TIMING_WORDS, Estimate, likelihood
from tweetplan.domain.figures import lift_words, number_words, percent_words, probability_words
from tweetplan.domain.outlooks import Times
from tweetplan.domain.rule_words import rule_line
from tweetplan.tui.screens.chance_words import made_words
from tweetplan.tui.screens.results_learnt import CARE, DAYS, span_words, sure_words, window_words
from tweetplan.tui.screens.why import Told, Why
from tweetplan.workspace.results_learnt import Learnt


def learnt_why(learnt: Learnt, key: str) -> Why | None:
    """The card of a row; None where there is nothing to explain."""
    kind, _, rest = key.partition(":")
    if kind in ("day", "window") and learnt.times is not None:
        return _time_why(learnt.times, kind, int(rest))
    if kind == "lift":
        return _lift_why(learnt, rest)
    if kind in ("experiment", "arm"):
        return _experiment_why(learnt, rest.partition(":")[0])
    if kind == "kept" and learnt.promises is not None:
        return _kept_why(learnt, int(rest))
    return None


def _estimate(told: Estimate) -> list[Told]:
    sure = likelihood(told.p_positive)
    return [
        ("lift", f"{lift_words(told.mean)} over the account's average post"),
        ("80 %", f"{span_words(told)}: four times in five it lies in there"),
        ("n", f"{number_words(told.n)} posts"),
        ("above 0", sure_words(told.p_positive) + (f": {sure} better" if sure else ": rather not better")),
        ("method", told.method),
    ]


def _time_why(told: Times, kind: str, at: int) -> Why | None:
    lines: list[Told] = [("verdict", TIMING_WORDS[told.verdict])]
    if kind == "window":
        window = told.windows[at]
        title = f"{window_words(window)}, {told.account}"
        lines += _estimate(window.lift)
    else:
        hours = [(told.slots[at * 24 + hour], hour) for hour in range(24) if at * 24 + hour < len(told.slots)]
        title = f"{DAYS[at]}, {told.account}"
        best = sorted(hours, key=lambda held: (-held[0].mean, held[1]))[:4] if told.verdict != "none" else []
        for lift, hour in best:
            lines.append((f"{hour:02}:00", f"{lift_words(lift.mean)} ({span_words(lift)}), n {lift.n}"))
        posts = sum(lift.n for lift, _ in hours)
        lines.append(("n", f"{posts} of {number_words(told.posts)} own posts on this weekday"))
    lines += [
        ("hours of", told.zone),
        ("source", "own posts older than 48 hours, answers apart; drawn towards the account's average"),
        ("rule", rule_line("G18")),
        ("beware", CARE),
        ("computed", made_words(told.made_at, told.stale)),
    ]
    return Why(title, lines)


def _lift_why(learnt: Learnt, rest: str) -> Why | None:
    place, axis, part = rest.split(":", 2)
    told, names = learnt.lifts[int(place)]
    row = next((held for held in told.rows if (held.axis, held.part) == (axis, part)), None)
    if row is None:
        return None
    shift = f"{percent_words(round(row.share, 3))} of the last posts; {percent_words(round(row.proposed, 3))} proposed"
    lines: list[Told] = [
        ("figure", told.figure.replace("_", " ")),
        ("serves", ", ".join(names) or "what posts earn in general"),
        *_estimate(row.lift),
        ("share", f"{shift}, at most ten points a fortnight"),
        ("posts", told.window),
        ("rule", rule_line("G19")),
        "A shift becomes a soft budget only when its advice is accepted.",
        ("computed", made_words(told.made_at, told.stale)),
    ]
    return Why(f"{axis} {part}, {learnt.account.handle if learnt.account else ''}", lines)


def _experiment_why(learnt: Learnt, identity: str) -> Why | None:
    found = next(((one, told) for one, told in learnt.experiments if one.id == identity), None)
    if found is None:
        return None
    one, told = found
    lines: list[Told] = [
        ("compares", f"{' / '.join(one.arms)} by {one.axis}; {one.arms[0]} is usual"),
        ("on", f"{one.kpi.replace('_', ' ')} of {one.account}"),
        ("needs", f"{one.per_arm} posts an arm, about {one.weeks:.0f} weeks, to see {lift_words(one.lift)}"),
        ("spread", f"{one.spread:.2f}, the standard deviation of the account's log rates"),
        ("reading", "at any time, at the price of more posts" if one.peek_safe else "once, when it is complete"),
    ]
    if one.guard:
        lines.append(("guard", f"{one.guard.replace('_', ' ')} must not fall"))
    if told is not None:
        lines.append(("arms", f"as uneven as these by chance: {probability_words(told.uneven)}"))
        for arm in told.arms:
            if arm.lift is not None:
                lines.append((arm.arm, f"{lift_words(arm.lift.mean)} ({span_words(arm.lift)}), n {arm.lift.n}"))
        lines += list(told.words)
    if one.verdict:
        lines.append(("verdict", one.verdict))
    lines += [
        ("rule", rule_line("G32")),
        ("computed", made_words(told.made_at, told.stale) if told else "not yet: R on Today"),
    ]
    return Why(one.name, lines)


def _kept_why(learnt: Learnt, at: int) -> Why | None:
    rows = learnt.promises.rows if learnt.promises else ()
    if at >= len(rows):
        return None
    row = rows[at]
    came = lift_words(row.came) if row.came is not None else f"known on {row.due}"
    lines: list[Told] = [
        ("accepted", str(row.accepted_on)),
        ("goal", row.goal or row.account),
        ("measure", row.measure.replace("_", " ")),
        (
            "said",
            f"{lift_words(row.said)} over the four weeks before" if row.said is not None else "nothing came before",
        ),
        ("came", came),
        "What came is the four weeks after over the four before: other things changed in them too.",
        ("trust", f"gains of rule {row.rule} are counted × {row.slope:.2f}"),
    ]
    return Why(row.title, lines)
