"""The parts of an agenda about posts: the week laid out, budgets, content, timing, lifts, experiments, support."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tweetplan.domain.claims import band_words
from tweetplan.domain.duty import WEEKDAYS
from tweetplan.domain.estimate import TIMING_WORDS
from tweetplan.domain.figures import figure, number_words, percent_words, seconds_words
from tweetplan.domain.goals import Account
from tweetplan.domain.outlooks import Times, Window
from tweetplan.domain.periods import parse
from tweetplan.domain.reviews import Item
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import dates as stored_dates
from tweetplan.storage import experiments as stored_experiments
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import results_ranked as ranked
from tweetplan.workspace import advice, estimates, mix, results
from tweetplan.workspace import support as support_of
from tweetplan.workspace.agenda_parts import Context, capped, first_line, lift_words, many
from tweetplan.workspace.calendar import place_posts
from tweetplan.workspace.core import instant_text
from tweetplan.workspace.support import StoredSupport

BEST = 3
STRONGEST = 5
SUPPORT = ("mentions", "responses", "response_seconds", "resolved")


def week(made: Context) -> Iterator[Item]:
    """What is laid out for the period, by account: slots, posts by stage, free elastic slots, who owns them (T10)."""
    for account in made.mains:
        slots = stored_calendar.slots(made.ws.db, made.ahead.first, made.ahead.last, account.key)
        posts = stored_posts.between(made.ws.db, made.ahead.first, made.ahead.last, account.key)
        placed = place_posts(slots, posts)
        stages = Counter(one.post.state for one in placed if one.post is not None)
        free = sum(one.free for one in placed)
        bare = sum(one.post is None and not one.free for one in placed)
        owners = Counter(one.slot.owner or "nobody" for one in placed)
        words = [f"{account.handle}: {many(len(slots), 'slot')} in {made.ahead.label}"]
        words += [f"{count} {stage.replace('_', ' ')}" for stage, count in sorted(stages.items())]
        words += [f"{bare} without a draft", f"{free} elastic still free"]
        if slots:
            words.append("owners " + ", ".join(f"{owner} {count}" for owner, count in sorted(owners.items())))
        numbers = (("slots", float(len(slots))), ("without_draft", float(bare)), ("free", float(free)))
        yield Item(f"week/{account.key}", ", ".join(words), numbers, "T10", urgent=not slots)


def budgets(made: Context) -> Iterator[Item]:
    """Each budget over its window, planned and published (W04, T11, T21, G26)."""
    for account in made.mains:
        period = made.ahead if made.sitting.meeting.key == "planning" else made.period
        slots = stored_calendar.slots(made.ws.db, period.first, period.last, account.key)
        posts = stored_posts.between(made.ws.db, period.first, period.last, account.key)
        ruled, clashes = mix.rules_for(made.ws, account, period.first, period.last)
        tasks = mix.week_tasks(made.ws, period)
        for one in mix.budgets(made.ws, account, period, ruled, slots, posts, tasks):
            if one.window <= 0 and one.published_window <= 0:
                continue
            planned = f"{number_words(one.planned)} of {number_words(one.window)} {one.unit} planned"
            out = f"{number_words(one.published)} of {number_words(one.published_window)} published"
            span = f"{number_words(one.low)} to {number_words(one.high)} allowed ({band_words(one.band)})"
            words = f"{account.handle} {one.axis} {one.part}: {planned}, {out}, {span}: {one.verdict}"
            numbers = (
                ("planned", one.planned), ("window", one.window), ("published", one.published),
                ("published_window", one.published_window), ("low", one.low), ("high", one.high),
            )  # fmt: skip
            late = one.verdict in ("below", "above") and not one.soft
            key = f"budgets/{account.key}/{one.axis}/{one.part}"
            yield Item(key, words, numbers, one.rule or ", ".join(one.by) or "own rule", urgent=late)
        for clash in clashes:
            yield Item(f"budgets/{account.key}/{clash.rule}", clash.message, source=clash.rule, urgent=True)


def content(made: Context) -> Iterator[Item]:
    """The best and the least posts of the period, by engagement rate where views allow it, with how many there are."""
    first, last = made.period.first.isoformat(), made.period.last.isoformat()
    until = instant_text(made.ws.as_of) if made.ws.as_of else "9999"
    for account in made.mains:
        span = ranked.Span(account.key, first, last, until)
        order = "engagement_rate"
        best = ranked.ranked(made.ws.db, span, order, least=False, limit=BEST)
        if not best:
            order = "impressions"
            best = ranked.ranked(made.ws.db, span, order, least=False, limit=BEST)
        if not best:
            continue
        n = best[0]["n"]
        shown = {row["ref"] for row in best}
        least = ranked.ranked(made.ws.db, span, order, least=True, limit=BEST) if n > BEST else []
        sides = (("best", best), ("least", [row for row in least if row["ref"] not in shown]))
        for word, rows in sides:
            for place, row in enumerate(rows, 1):
                worth = percent_words(row["worth"]) if order in ranked.RATES else number_words(row["worth"])
                views = f", {number_words(row['impressions'])} views" if row["impressions"] is not None else ""
                yield Item(
                    f"content/{account.key}/{word}/{place}",
                    f"{account.handle} {word} {place} of {n}: {worth} {order.replace('_', ' ')}{views}, {row['day']}: "
                    f"{first_line(row['text'])}",
                    (("worth", row["worth"]), ("impressions", row["impressions"]), ("n", float(n))),
                    f"posts, {order.replace('_', ' ')}",
                )  # fmt: skip


def timing(made: Context) -> Iterator[Item]:
    """Whether the time of posting matters, and the three best windows, with lift, interval and n (G18, C03)."""
    for account in made.mains:
        found = estimates.timing(made.ws, account.key)
        if found is None:
            continue
        verdict = f"{account.handle}: {TIMING_WORDS[found.verdict]}, from {found.posts} posts ({found.zone})"
        yield Item(f"timing/{account.key}", verdict, (("posts", float(found.posts)),), "G18")
        for place, one in enumerate(found.windows, 1):
            numbers = (("lift", one.lift.mean), ("low", one.lift.low), ("high", one.lift.high))
            yield Item(f"timing/{account.key}/{place}", _window(account, found, one), numbers, "G18")


def _window(account: Account, found: Times, one: Window) -> str:
    days = ", ".join(WEEKDAYS[day] for day in one.weekdays)
    return f"{account.handle} {days} {one.begin:02}:00–{one.end:02}:00 {found.zone}: {lift_words(one.lift)}"


def lifts(made: Context) -> Iterator[Item]:
    """What kind of post does better, and the share proposed of it (G19, T14)."""
    for account in made.mains:
        found = estimates.lifts(made.ws, account.key)
        rows = sorted(found.rows, key=lambda row: -abs(row.lift.mean)) if found else []
        for one in rows[:STRONGEST]:
            assert found is not None
            share = f"; {percent_words(one.share)} of recent posts"
            if one.proposed and abs(one.proposed - one.share) >= 0.005:
                share += f", {percent_words(one.proposed)} proposed for the next fortnight"
            words = f"{account.handle} {one.axis} {one.part}: {lift_words(one.lift)} on {found.figure}{share}"
            numbers = (
                ("lift", one.lift.mean), ("low", one.lift.low), ("high", one.lift.high), ("share", one.share),
                ("proposed", one.proposed),
            )  # fmt: skip
            yield Item(f"lifts/{account.key}/{one.axis}/{one.part}", words, numbers, "G19, 80 % interval")


def experiments(made: Context) -> Iterator[Item]:
    """Experiments under way and what the decided ones showed (G32)."""
    for one in stored_experiments.every(made.ws.db):
        if one.state == "dropped":
            continue
        arms = " / ".join(one.arms)
        given = len(stored_experiments.units(made.ws.db, one.id))
        wanted = one.per_arm * len(one.arms)
        words = f"{one.name} ({one.account}): {arms} on {one.kpi}, {one.state}; {given} of {wanted} slots given"
        said = f"; {one.verdict}" if one.verdict else ""
        yield Item(f"experiments/{one.name}", words + said, (("slots", float(given)), ("wanted", float(wanted))), "G32")


def support(made: Context) -> Iterator[Item]:
    """Mentions, answers and how long people waited, from the figures and the mentions that are stored (G13)."""
    first, last = made.period.first, made.period.last
    for account in made.accounts:
        held = results.sums(made.ws, account.key, SUPPORT, first, last)
        if held:
            yield _support_figures(account, held)
        told = support_of.of_store(made.ws, account.handle, first, last)
        if told.figures.threads:
            yield _support_stored(account, told)


def _support_figures(account: Account, held: Mapping[str, float]) -> Item:
    """What was recorded or imported as figures of days."""
    words = [f"{number_words(held[name])} {name}" for name in ("mentions", "responses", "resolved") if name in held]
    mean = None
    if held.get("responses") and "response_seconds" in held:
        mean = held["response_seconds"] / held["responses"]
        words.append(f"mean first response {seconds_words(mean)}")
    numbers = (*((name, held[name]) for name in SUPPORT if name in held), ("mean_first_response_s", mean))
    return Item(f"support/{account.key}", f"{account.handle}: {', '.join(words)}", numbers, "G13, figures")


def _support_stored(account: Account, told: StoredSupport) -> Item:
    """What the stored mentions say; those still open wait up to this moment."""
    found = told.figures
    words = [many(found.threads, "case"), f"{found.unanswered} unanswered"]
    if found.mean_first_response_s is not None and found.median_first_response_s is not None:
        mean, median = (seconds_words(each) for each in (found.mean_first_response_s, found.median_first_response_s))
        words.append(f"first response mean {mean}, median {median} over {found.threads - found.unanswered} answered")
    if told.survey is not None:
        words.append(f"satisfaction {told.survey.mean:.1f} of 5, n {told.survey.n}")
    words.append(told.feeds[account.handle])
    numbers = (
        ("threads", float(found.threads)), ("unanswered", float(found.unanswered)),
        ("mean_first_response_s", found.mean_first_response_s),
        ("median_first_response_s", found.median_first_response_s),
    )  # fmt: skip
    return Item(f"support/{account.key}/mentions", f"{account.handle}: {', '.join(words)}", numbers, "G13, mentions")


def themes(made: Context) -> Iterator[Item]:
    """The themes of the period to come, and what goals say it is for: focus, budget, counts (G08, G21)."""
    ahead = made.ahead
    for theme in stored_calendar.themes(made.ws.db):
        about = parse(theme.period, made.frame.fiscal_start)
        if about.clipped(ahead.first, ahead.last):
            yield Item(f"themes/{theme.account}/{theme.period}", f"{theme.account} {theme.period}: {theme.theme}",
                       source="G21")  # fmt: skip
    for goal in stored_goals.every(made.ws.db):
        for note in goal.periods:
            if note.period != ahead.label or goal.draft:
                continue
            words = [note.focus] if note.focus else []
            words += [f"budget {number_words(note.budget)}"] if note.budget is not None else []
            words += [f"{count} {name.replace('_', ' ')}" for name, count in note.counts.items()]
            numbers = (("budget", note.budget), *((name, float(count)) for name, count in note.counts.items()))
            said = f"{goal.name} in {note.period}: {', '.join(words)}"
            yield Item(f"themes/{goal.name}/{note.period}", said, numbers, "G08")
    if made.sitting.meeting.over:
        yield from _asked_next(made)


def _asked_next(made: Context) -> Iterator[Item]:
    """What the period to come asks of each goal, for whoever sets its theme and counts (G08)."""
    for goal, kpi, read, _ in made.running(made.ahead):
        rung = read.rung(made.ahead) if read is not None else None
        if kpi is not None and rung is not None:
            words = f"{goal.name}: {figure(rung.planned, kpi)} asked of {made.ahead.label}"
            numbers = (("target", rung.target), ("planned", rung.planned))
            yield Item(f"themes/{goal.name}/asked", words, numbers, "G08")


def dates(made: Context) -> Iterator[Item]:
    """Holidays, events and risks in the period to come."""
    found = stored_dates.between(made.ws.db, made.ahead.first, made.ahead.last)
    yield from capped(
        (
            Item(f"dates/{one.id}", f"{one.first}: {one.title} ({one.kind}{f', {one.account}' if one.account else ''})",
                 source=one.source or "typed", urgent=one.kind == "risk")
            for one in found
        ),
        "dates", "days",
    )  # fmt: skip


def next_actions(made: Context) -> Iterator[Item]:
    """The best next actions with their because, as they were computed last."""
    chosen = [one for one in advice.listing(made.ws) if one.chosen or one.recommendation.must]
    for one in chosen[:STRONGEST]:
        told = one.recommendation
        because = f": {one.sentences[0]}" if one.sentences else ""
        stale = "; something changed since it was computed" if one.stale else ""
        yield Item(
            f"next/{one.id}", f"{told.title} ({told.minutes} min){because}{stale}",
            (("minutes", float(told.minutes)), ("p_now", one.p_now), ("p_done", one.p_done)), told.rule,
            urgent=told.must,
        )  # fmt: skip
