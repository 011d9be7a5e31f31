"""Random goals of every shape: each level of the ladder adds up exactly, for commitment and plan (G07)."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from tweetplan.domain.curve import Anchor, TargetCurve
from tweetplan.domain.goal_type import Shape
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, total
from tweetplan.domain.ladder import Node, Reading, ladder
from tweetplan.domain.periods import KINDS
from tweetplan.domain.targets import commitment, plan, replan
from tweetplan.domain.weights import DayWeights

DAY = timedelta(days=1)


def exactly(values: list[float]) -> Decimal:
    """The sum of figures as they are printed: no error of floats can hide or appear here."""
    return sum((Decimal(repr(value)) for value in values), Decimal(0))


def random_goal(random: Random, longest: int) -> tuple[Goal, Kpi]:
    start = date(2020, 1, 1) + DAY * random.randrange(3650)
    days = random.randint(1, longest)
    currency = random.choice((None, None, "EUR", "JPY"))
    target = random.choice((0, 1, random.randint(0, 50), random.randint(0, 10**6), random.randint(0, 10**12)))
    places = random.sample(range(days - 1), min(days - 1, random.randint(0, 4)))
    values = sorted(random.randint(0, target) for _ in places)
    anchors = tuple(Anchor(start + DAY * place, value) for place, value in zip(sorted(places), values, strict=True))
    cents = random.randint(0, 99) / 100 if currency == "EUR" else 0
    goal = Goal(
        "g", "leads", "@a", "k", round(float(target + cents), 2), start, start + DAY * (days - 1), anchors=anchors
    )
    return goal, Kpi("k", total("k"), currency=currency, better=random.choice(("higher", "lower")))


def random_weights(random: Random, goal: Goal) -> DayWeights:
    return DayWeights(
        season=tuple(random.random() * 3 for _ in range(12)) if random.random() < 0.5 else (),
        weekday=tuple(random.choice((0.0, 1.0, random.random())) for _ in range(7)) if random.random() < 0.5 else (),
        holidays=frozenset(goal.start + DAY * random.randrange(400) for _ in range(random.randint(0, 20))),
        capacity={goal.start + DAY * random.randrange(100): random.random() * 10 for _ in range(random.randint(0, 3))},
    )


def check_tree(node: Node) -> None:
    """What a node asks is what its children ask, down to the days."""
    if node.children:
        assert exactly([child.rung.target for child in node.children]) == Decimal(repr(node.rung.target))
        assert exactly([child.rung.planned for child in node.children]) == Decimal(repr(node.rung.planned))
    for child in node.children:
        check_tree(child)


def check(seed: int, longest: int) -> None:
    random = Random(seed)
    goal, kpi = random_goal(random, longest)
    weights, shape = random_weights(random, goal), Shape(random.choice(("even", "late", "early")))
    fiscal_start, as_of = random.randint(1, 12), goal.start + DAY * random.randrange(longest)
    bent = None
    if as_of < goal.end:
        bent = replan(
            goal, kpi, as_of, random.randint(0, int(goal.target) * 2 + 5), weights, shape, cap=1 + random.random()
        )
    agreed, now = commitment(goal, kpi, weights, shape), plan(goal, kpi, bent, weights, shape)
    for kind in KINDS:
        rungs = ladder(goal, kpi, agreed, now, kind, lambda first, last: None, None, as_of, fiscal_start)
        assert exactly([rung.target for rung in rungs]) == Decimal(repr(goal.target)), (seed, kind)
        assert exactly([rung.planned for rung in rungs]) == Decimal(repr(bent.target if bent else goal.target)), (
            seed,
            kind,
        )
        assert min(rung.target for rung in rungs) >= 0
        assert min(rung.planned for rung in rungs) >= 0
    check_anchors(goal, agreed)
    if seed % 20 == 0:
        for year in Reading(goal, kpi, agreed, now, lambda first, last: None, None, as_of, fiscal_start).tree():
            check_tree(year)


def check_anchors(goal: Goal, curve: TargetCurve) -> None:
    assert all(curve.value_at(anchor.day) == anchor.value for anchor in goal.anchors)


def test_g07_1000_random_goals_add_up_at_every_level() -> None:
    for seed in range(1000):
        check(seed, longest=60)


@pytest.mark.parametrize("seed", range(8))
def test_g07_goals_of_up_to_four_years_add_up_at_every_level(seed: int) -> None:
    check(seed * 20, longest=1461)


@pytest.mark.torture
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(20))
def test_g07_20000_random_goals_add_up_at_every_level(part: int) -> None:
    for seed in range(1000):
        check(100_000 + part * 1000 + seed, longest=120)
