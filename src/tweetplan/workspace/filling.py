"""The verb that lays weeks and months out: reads once an account, lays every week out, writes what is new at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.budgets import post_budgets, window_entries
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.layout import Around, Filling, Layout, Window, instead, lay_out, off
from tweetplan.domain.occurrences import wants_for_week
from tweetplan.domain.outlooks import Times
from tweetplan.domain.owners import makers, shared_out
from tweetplan.domain.periods import Period, containing, parse, within
from tweetplan.domain.placing import OPEN, Scores
from tweetplan.domain.posts import Post, Slot, Task
from tweetplan.domain.quotas import Want
from tweetplan.domain.slots import default_pattern
from tweetplan.domain.spacing import Rhythm
from tweetplan.domain.values import frozen
from tweetplan.storage import calendar as stored
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import team as stored_team
from tweetplan.workspace import accounts, declarations, mix, settings
from tweetplan.workspace.core import Change, Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules as rules_of

WEEK = timedelta(days=7)
Solve = Callable[[Sequence[Filling], Sequence[Window]], Sequence[Sequence[Slot]] | None]
"""An exact solver: every week's open places as slots with the least miss; None when it found nothing in its time."""


@frozen
class Filled:
    """What laying out did."""

    weeks: tuple[str, ...]
    added: int
    changed: int
    removed: int
    tasks: tuple[Task, ...]
    """The tasks that were made with it."""
    findings: tuple[Finding, ...]
    """What did not fit: wants without a place, budgets that clash."""
    exact: int = 0
    """The weeks that the exact solver filled better."""


Draw = Callable[[Times, str], Mapping[tuple[int, int], float]]
"""How much each weekday and hour is worth a try in a period, drawn from what was learnt: for elastic slots alone."""


def fill(
    ws: Workspace, label: str = "", account: str = "", solve: Solve | None = None, draw: Draw | None = None
) -> Filled:
    """Lay out a week or a month (default: this week) for one account or all, with its tasks; twice changes nothing.

    `solve` is asked where a budget is missed or promos crowd, `draw` for where elastic slots should try their luck:
    headless commands give them, screens do not.
    """
    from tweetplan.workspace import tasks as task_verbs

    chosen = (accounts.get(ws, account),) if account else accounts.listing(ws)
    if not chosen:
        accounts.chosen(ws)
    period = parse(label) if label else containing("week", today(ws, chosen[0]))
    if period.kind not in ("week", "month"):
        raise UsageProblem(f"{label!r} is neither a week nor a month.", "Write 2026-W12 or 2026-03.")
    weeks = tuple(within("week", period.first, period.last))
    goals = stored_goals.every(ws.db)
    with ws.operation("calendar.fill") as change:
        made: list[Task] = []
        for one in weeks:
            made += task_verbs.put_missing(ws, change, one, goals)
        done = [
            _Desk(ws, change, held, weeks, goals, _scores(ws, held, period.label, draw)).fill(solve) for held in chosen
        ]
        added, changed, removed, exact = (sum(counts[i] for counts, _ in done) for i in range(4))
        change.summary = f"laid out {period.label}: {added} slots, {len(made)} tasks"
        hours = [finding for week in weeks for finding in _hours(ws, chosen[0], week)]
    findings = (*dict.fromkeys(finding for _, said in done for finding in said), *hours)
    return Filled(tuple(one.label for one in weeks), added, changed, removed, tuple(made), findings, exact)


class _Desk:
    """One account while its weeks are laid out: what stands, read once, and what has been laid so far."""

    def __init__(
        self,
        ws: Workspace,
        change: Change,
        account: Account,
        weeks: Sequence[Period],
        goals: Sequence[Goal],
        scores: Scores,
    ) -> None:
        self.ws, self.change, self.account, self.weeks = ws, change, account, weeks
        self.goals = [goal for goal in goals if goal.account == account.key]
        self.types, self.fiscal_start = declarations.all(ws), settings.read(ws).fiscal_start
        self.figures = rules_of(ws)
        self.team = stored_team.every(ws.db)
        self.rules = {}
        self.clashes: list[Finding] = []
        for week in weeks:
            rules, said = mix.rules_for(ws, account, week.first, week.last, self.goals)
            self.rules[week] = tuple(rule for rule in rules if rule.axis != "reserve")
            self.clashes += said
        self.spans = self._spans()
        first = min([weeks[0].first - WEEK, *(span.first for span in self.spans)])
        last = max([weeks[-1].last + WEEK, *(span.last for span in self.spans)])
        self.before = {slot.id: slot for slot in stored.slots(ws.db, first, last, account.key)}
        self.slots = dict(self.before)
        self.posts = stored_posts.between(ws.db, first, last, account.key)
        self.patterns = stored.patterns(ws.db, account.key) or (default_pattern(account),)
        self.scores = scores

    def _spans(self) -> tuple[Period, ...]:
        """The months and quarters in which a rule counts posts, where there is such a rule."""
        kinds = {rule.window for rules in self.rules.values() for rule in rules} - {"week"}
        first, last = self.weeks[0].first, self.weeks[-1].last
        return tuple(span for kind in sorted(kinds) for span in within(kind, first, last, self.fiscal_start))

    def fill(self, solve: Solve | None) -> tuple[tuple[int, int, int, int], tuple[Finding, ...]]:
        """Lay every week out and write what differs: counts of added, changed, removed, and of weeks solved exactly."""
        if self.account.role == "support":
            return self._write(0), ()
        layouts = [self._lay(week) for week in self.weeks]
        exact = 0
        if solve is not None and any(off(layout.budgets) or layout.crowded for layout in layouts):
            layouts, exact = self._solved(layouts, solve)
        for week, layout in zip(self.weeks, layouts, strict=True):
            self._take(week, layout)
        said = [finding for layout in layouts for finding in layout.findings]
        return self._write(exact), (*self.clashes, *said)

    def _on(self, first: date, last: date) -> list[Slot]:
        return [slot for slot in self.slots.values() if first <= slot.day <= last]

    def _posts_on(self, first: date, last: date) -> tuple[Post, ...]:
        """The posts of these days: those on a slot of theirs, and those without one that are planned for them."""
        days = {slot.id: slot.day for slot in self.slots.values()}
        return tuple(
            post for post in self.posts
            if (day := days.get(post.slot, post.planned_for)) is not None and first <= day <= last
        )  # fmt: skip

    def _lay(self, week: Period) -> Layout:
        layout = lay_out(
            self.account, week.first, self.patterns, self._wants(week), self.rules[week],
            self._on(week.first, week.last), self._posts_on(week.first, week.last), self.ws.now,
            stored.strayed(self.ws.db, self.account.key, week.first, week.last), self._around(week),
        )  # fmt: skip
        self._take(week, layout)
        return layout

    def _wants(self, week: Period) -> list[Want]:
        """The posts that goals ask for, with the measure whose peaks each should catch (G22)."""
        found = []
        for goal in self.goals:
            declared = self.types.get(goal.type)
            if declared is not None:
                peaks = declared.timing.measure if declared.timing.kind == "peaks" else ""
                made = wants_for_week(declared.tasks, goal, week, self.fiscal_start)
                found += [replace(want, peaks=peaks) for want in made]
        return found

    def _around(self, week: Period) -> Around:
        one = timedelta(days=1)
        beside = [*self._on(week.first - WEEK, week.first - one), *self._on(week.last + one, week.last + WEEK)]
        windows = tuple(
            self._window(span, (week,)) for span in self.spans if span.first <= week.last and week.first <= span.last
        )
        small = len(self.team) <= self.figures.whole("team.small")
        rhythm = Rhythm(
            timedelta(hours=self.figures.number("posts.apart")),
            int(self.figures.pair("posts.small_team_day")[1] if small else self.figures.number("posts.unreal_day")),
        )
        return Around(tuple(beside), windows, rhythm, self.scores, mix.min_posts(self.figures))

    def _window(self, span: Period, weeks: Sequence[Period]) -> Window:
        """A month or a quarter with what stands in it outside of these weeks."""
        first, last = weeks[0].first, weeks[-1].last
        slots = [slot for slot in self._on(span.first, span.last) if not first <= slot.day <= last]
        days = {slot.id: slot.day for slot in self.slots.values()}
        posts = [
            post for post in self._posts_on(span.first, span.last)
            if (day := days.get(post.slot, post.planned_for)) is not None and not first <= day <= last
        ]  # fmt: skip
        return Window(span.kind, span.first, span.last, window_entries(slots, posts))

    def _solved(self, layouts: list[Layout], solve: Solve) -> tuple[list[Layout], int]:
        """The weeks as the exact solver fills them, where that is better; all at once where windows are longer."""
        problems = [layout.problem for layout in layouts if layout.problem is not None]
        if not self.spans:
            found = []
            for layout in layouts:
                missed = layout.problem is not None and (off(layout.budgets) or layout.crowded)
                laid = solve([layout.problem], ()) if missed and layout.problem is not None else None
                found.append(instead(layout, laid[0]) if laid is not None else layout)
            return found, sum(a is not b for a, b in zip(layouts, found, strict=True))
        windows = [self._window(span, self.weeks) for span in self.spans]
        laid = solve(problems, windows)
        if laid is None:
            return layouts, 0
        kept = dict(self.slots)
        stood = self._off()
        for week, layout, slots in zip(self.weeks, layouts, laid, strict=True):
            kept_there = layout.problem.kept if layout.problem is not None else ()
            self._take(week, replace(layout, slots=tuple(sorted((*kept_there, *slots), key=lambda slot: slot.at))))
        if self._off() < stood:
            return [self._lay(week) for week in self.weeks], len(self.weeks)
        self.slots = kept
        return layouts, 0

    def _off(self) -> float:
        """How many posts all budgets are off, each once: of the weeks, and of the longer windows around them."""
        least, kinds = mix.min_posts(self.figures), {span.kind for span in self.spans}
        found = 0.0
        for week in self.weeks:
            mine = [rule for rule in self.rules[week] if rule.window not in kinds]
            found += self._missed(week, mine, least)
        for span in self.spans:
            mine = [rule for rule in self.rules[self.weeks[0]] if rule.window == span.kind]
            found += self._missed(span, mine, least)
        return found

    def _missed(self, span: Period, rules: Sequence[PartRule], least: int) -> float:
        entries = window_entries(self._on(span.first, span.last), self._posts_on(span.first, span.last))
        return off(post_budgets(entries, rules, least))

    def _take(self, week: Period, layout: Layout) -> None:
        """Make the week's slots those of the layout, each with its owner."""
        taken = {post.slot: post.owner for post in self.posts if post.slot}
        settled = {slot.id for slot in layout.slots if slot.locked or slot.id in taken or slot.at < self.ws.now}
        settled -= {slot.id for slot in layout.slots if slot.id not in self.before}
        known = {slot.id: slot.owner for slot in self.before.values()}
        owned = [replace(slot, owner=known[slot.id]) if slot.id in known else slot for slot in layout.slots]
        for slot in self._on(week.first, week.last):
            del self.slots[slot.id]
        for slot in shared_out(owned, makers(self.team), settled, taken):
            self.slots[slot.id] = slot

    def _write(self, exact: int) -> tuple[int, int, int, int]:
        """Write what differs from what stood in these weeks."""
        first, last = self.weeks[0].first, self.weeks[-1].last
        added = [slot for slot in self.slots.values() if slot.id not in self.before]
        changed = [
            slot for slot in self.slots.values()
            if (known := self.before.get(slot.id)) is not None and slot != replace(known, version=slot.version)
        ]  # fmt: skip
        gone = [slot.id for slot in self.before.values() if first <= slot.day <= last and slot.id not in self.slots]
        self.change.add_many(stored.SLOTS, [stored.slot_row(slot) for slot in added])
        for slot in changed:
            self.change.put(stored.SLOTS, stored.slot_row(slot))
        for identity in gone:
            self.change.remove(stored.SLOTS, identity)
        return len(added), len(changed), len(gone), exact


def _hours(ws: Workspace, account: Account, week: Period) -> list[Finding]:
    """Whether a week's work leaves the hours that are to be held back (G26)."""
    rules, _ = mix.rules_for(ws, account, week.first, week.last, ())
    held = tuple(rule for rule in rules if rule.part == "hours")
    return [
        Finding(
            "reserve.hours", "warning",
            f"{week.label}: {row.planned:g} h of {row.window:g} h are planned, {row.high:g} h may be (G26): "
            f"{row.deviation:g} h too many.",
            where="reserve.hours",
            remedy=f"Drop or move work of {row.deviation:g} h, or state more hours.",
        )
        for row in mix.budgets(ws, account, week, held, (), (), mix.week_tasks(ws, week)) if row.verdict == "above"
    ]  # fmt: skip


def _scores(ws: Workspace, account: Account, label: str, draw: Draw | None) -> Scores:
    """By measure, how much better the account's posts did at each weekday and hour, as last computed (G18, G22).

    What posts earned in general stands for every measure; nothing while it was never computed or time does not matter.
    """
    from tweetplan.workspace.estimates import timing

    times = timing(ws, account.key)
    if times is None or times.verdict == "none":
        return {}
    held = {(at // 24, at % 24): lift.mean for at, lift in enumerate(times.slots)}
    tries = {OPEN: draw(times, label)} if draw is not None else {}
    return {**dict.fromkeys(("impressions", "engagements", "url_clicks", "likes", "replies", "reposts"), held), **tries}
