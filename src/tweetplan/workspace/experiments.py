"""The verbs of experiments: register, give slots by the flip of a coin, stop, decide (G32)."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tweetplan.domain.experiments import (
    AXES,
    EXPERIMENT,
    MOST_ARMS,
    ON_SLOT,
    Experiment,
    ExperimentReading,
    Unit,
    groups_of,
)
from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.domain.kpis import Kpi, account_kpis
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.mix import AXES as PARTS
from tweetplan.domain.posts import Slot
from tweetplan.domain.slots import slot_at
from tweetplan.storage import calendar, posts
from tweetplan.storage import experiments as stored
from tweetplan.workspace import accounts, declarations
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import missing, one_line
from tweetplan.workspace.slots import clock

ONE_DAY = timedelta(days=1)
AHEAD = 8
"""Weeks ahead whose slots are given to an experiment, unless told otherwise."""


def listing(ws: Workspace, account: str = "") -> tuple[Experiment, ...]:
    """The experiments, by name."""
    return stored.every(ws.db, accounts.get(ws, account).key if account else "")


def get(ws: Workspace, name: str) -> Experiment:
    """The experiment of this name or id; raises `NotFound`."""
    found = stored.named(ws.db, name)
    if found is None:
        raise missing(
            "experiment", name, (held.name for held in listing(ws)), "`tweetplan experiment list` shows them."
        )
    return found


def post_kpi(ws: Workspace, key: str) -> Kpi:
    """The KPI of this key, if each post has its figures: a sum or a rate over impressions; else `UsageProblem`."""
    known = {kpi.key: kpi for kpi in account_kpis()}
    for declared in declarations.all(ws).values():
        known.update({kpi.key: kpi for kpi in declared.kpis})
    found = known.get(key)
    if found is None:
        raise missing("KPI", key, known)
    formula = found.formula
    by_post = set(formula.plus) <= set(POST_MEASURES) and not formula.minus
    if not by_post or (formula.kind, formula.over) not in (("total", ()), ("ratio", ("impressions",))):
        raise UsageProblem(
            f"{key} is not known by post, so an experiment cannot compare it.",
            "Choose one such as engagement_rate, interaction_rate, link_ctr or url_clicks.",
        )
    return found


def checked(ws: Workspace, experiment: Experiment) -> Experiment:
    """The experiment with its account's key and tidy arms; raises `UsageProblem` for what cannot be."""
    account = accounts.get(ws, experiment.account)
    if account.role == "support":
        raise UsageProblem(f"{account.handle} is a support account: it has no slots to compare (C02).")
    arms = tuple(one_line(arm, "arm", 40) for arm in experiment.arms)
    if not 2 <= len(arms) <= MOST_ARMS or len(set(arms)) != len(arms):
        raise UsageProblem(f"An experiment compares 2 to {MOST_ARMS} different arms, not {len(arms)}.")
    if experiment.axis not in AXES:
        raise UsageProblem(f"An experiment is about {', '.join(AXES)}, not {experiment.axis!r}.")
    if not 0.01 <= abs(experiment.lift) <= 10:
        raise UsageProblem("The difference to find is a share: 0.3 for 30 %.")
    parts = PARTS.get(experiment.axis, ())
    if parts and not set(arms) <= set(parts):
        raise UsageProblem(f"The arms of an experiment about {experiment.axis} are among {', '.join(parts)}.")
    if experiment.axis == "time":
        arms = tuple(clock(arm) for arm in arms)
    for key in filter(None, (experiment.kpi, experiment.guard)):
        post_kpi(ws, key)
    return replace(experiment, account=account.key, arms=arms, name=one_line(experiment.name, "name", 80))


def add(ws: Workspace, experiment: Experiment) -> Experiment:
    """Register an experiment whose size was worked out (see `analysis.experimenting.planned`)."""
    if experiment.per_arm < 2:
        raise UsageProblem("Work out first how many posts it needs: `tweetplan experiment plan`.")
    wanted = checked(ws, experiment)
    with ws.operation("experiment.add") as change:
        if stored.named(ws.db, wanted.name):
            raise Conflict(f"There is an experiment {wanted.name!r} already.", "Choose another name.")
        identity = "x" + ws.new_id()[-12:]
        made = replace(
            wanted,
            id=identity,
            seed=int.from_bytes(ws.new_id().encode()[-6:], "big"),
            made_by=ws.actor.login,
            made_at=instant_text(ws.clock()),
        )
        change.put(stored.TABLE, stored.row(made), expected=0)
        change.summary = f"registered the experiment {made.name}: {' / '.join(made.arms)}"
    return get(ws, identity)


def assign(ws: Workspace, name: str, weeks: int = AHEAD) -> tuple[Unit, ...]:
    """Give an experiment the like slots of the coming weeks, by the flip of a coin; what it has already stays.

    Slots that are locked, taken by a post or by another experiment are left alone. Raises `Conflict` when there are
    none: lay the weeks out first.
    """
    experiment = get(ws, name)
    EXPERIMENT.move(experiment.state, "assign")
    wanted = experiment.per_arm * len(experiment.arms)
    with ws.operation("experiment.assign") as change:
        known = stored.units(ws.db, experiment.id)
        free = _free_slots(ws, experiment, weeks)
        first = max((unit.pair for unit in known), default=-1) + 1
        made: list[Unit] = []
        for pair, group in enumerate(groups_of(free, len(experiment.arms)), first):
            if len(known) + len(made) >= wanted:
                break
            arms = drawn(experiment.arms, experiment.seed, pair)
            marked = [_marked(ws, slot, experiment, arm) for slot, arm in zip(group, arms, strict=True)]
            if experiment.axis == "time" and _crowded(ws, marked):
                continue
            for slot, arm in zip(marked, arms, strict=True):
                unit = Unit(f"{experiment.id}:{slot.id}", experiment.id, pair, arm, slot.id)
                change.put(stored.UNITS, stored.unit_row(unit), expected=0)
                change.put(calendar.SLOTS, calendar.slot_row(slot))
                made.append(unit)
        if not made:
            raise Conflict("There are no free like slots in these weeks.", "`tweetplan month --fill` lays them out.")
        change.put(stored.TABLE, stored.row(replace(experiment, state="running")))
        change.summary = f"gave {experiment.name} {len(made)} slots"
    return tuple(made)


def drawn(arms: Sequence[str], seed: int, pair: int) -> tuple[str, ...]:
    """In which order the arms fall on the slots of a group: by the flip of a coin that the seed can repeat."""
    order = list(arms)
    random.Random(f"{seed}:{pair}").shuffle(order)
    return tuple(order)


def _free_slots(ws: Workspace, experiment: Experiment, weeks: int) -> Sequence[Slot]:
    """Planned slots still to come that nothing else has taken."""
    account = accounts.get(ws, experiment.account)
    first, last = today(ws, account), today(ws, account) + timedelta(weeks=weeks)
    taken = stored.taken_slots(ws.db, account.key)
    used = {post.slot for post in posts.between(ws.db, first, last, account.key)}
    return [
        slot
        for slot in calendar.slots(ws.db, first, last, account.key)
        if slot.plan == "planned" and not slot.locked and slot.at > ws.now and slot.id not in taken | used
    ]


def _marked(ws: Workspace, slot: Slot, experiment: Experiment, arm: str) -> Slot:
    """The slot with its arm: on its axis where a slot has it, else in its title; locked, so that it stays."""
    if experiment.axis in ON_SLOT:
        return replace(slot, locked=True, **{experiment.axis: arm})  # type: ignore[arg-type]
    if experiment.axis == "time":
        there = slot_at(accounts.get(ws, slot.account), slot.day, arm, slot.zone)
        return replace(slot, locked=True, time=there.time, at=there.at)
    return replace(slot, locked=True, title=f"{slot.title} [{arm}]".strip())


def _crowded(ws: Workspace, group: Sequence[Slot]) -> bool:
    """Whether a slot of the group, moved to its arm's time, falls on another slot or into the past."""
    own = {slot.id for slot in group}
    instants = [slot.at for slot in group]
    days = [slot.day for slot in group]
    others = calendar.slots(ws.db, min(days) - ONE_DAY, max(days) + ONE_DAY, group[0].account)
    taken = {slot.at for slot in others if slot.id not in own}
    return len(set(instants)) < len(instants) or bool(taken & set(instants)) or min(instants) <= ws.now


def stop(ws: Workspace, name: str, reason: str) -> Experiment:
    """End a running experiment before it is complete; it never gets a verdict."""
    return _move(ws, name, "stop", one_line(reason, "reason", 200))


def drop(ws: Workspace, name: str) -> Experiment:
    """Give up an experiment that has not begun."""
    return _move(ws, name, "drop", "")


def decide(ws: Workspace, name: str, reading: ExperimentReading) -> Experiment:
    """Close a complete experiment with what it shows; raises `Conflict` while it may not be read."""
    if not reading.complete:
        raise Conflict(f"{name} is not complete: {reading.words[0] if reading.words else 'posts are missing'}")
    return _move(ws, name, "decide", " ".join(reading.words))


def _move(ws: Workspace, name: str, verb: str, verdict: str) -> Experiment:
    experiment = get(ws, name)
    move = EXPERIMENT.move(experiment.state, verb)
    with ws.operation(f"experiment.{verb}") as change:
        wanted = replace(experiment, state=move.target, verdict=verdict or experiment.verdict)
        change.put(stored.TABLE, stored.row(wanted), experiment.version)
        change.summary = f"{experiment.name}: {move.said}"
    return get(ws, experiment.id)
