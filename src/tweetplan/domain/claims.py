"""Which mix rules hold for an account: its own overrides, else its goals' rules by priority, else the general ones.

Bands that can hold together become one narrower band. Where they cannot, the higher priority (importance × urgency,
G25) holds and the clash is named, with the smallest change that would free both.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tweetplan.domain.findings import Finding
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.mix import AXES, Band, MixRule, Window, at_least, at_most, between, share
from tweetplan.domain.rules import Rules
from tweetplan.domain.values import frozen

OVERRIDE = "the account's own rule"
GENERAL = "the general rule"


def general_rules(rules: Rules) -> tuple[MixRule, ...]:
    """What holds on an axis that neither an override nor a goal says anything about, by the rules with figures."""
    evergreen, industry, trend = rules.shares("mix.bucket")
    reserve = at_least(rules.number("reserve.resources"))
    return (
        share("intent", promo=at_most(rules.shares("mix.value_promo")[1]), rule="W04"),
        share("plan", elastic=between(*rules.pair("mix.planned_elastic")), rule="T11"),
        share("topic", evergreen=evergreen, industry=industry, trend=trend, rule="T21"),
        share("reserve", hours=reserve, money=reserve, rule="G26"),
    )


@frozen
class Claim:
    """One mix rule as somebody asks for it: a goal by its name, or the account's own override."""

    rule: MixRule
    by: str
    priority: int = 0
    """Importance × urgency of the goal (G25): the greater one holds in a clash."""


@frozen
class PartRule:
    """The band of one part of one axis that holds, and who asked for it."""

    axis: str
    part: str
    band: Band
    window: Window
    soft: bool
    rule: str
    """The rule ids it rests on, joined by ` + ` where several goals narrowed it."""
    by: tuple[str, ...]


def goal_claims(goal: Goal, declaration: Declaration, first: date, last: date) -> tuple[Claim, ...]:
    """What one goal asks of the posts from `first` to `last`: its type's rules, or a phase's own in that phase."""
    if goal.draft or last < goal.start or first > goal.end:
        return ()
    rules: dict[str, tuple[MixRule, ...]] = {}
    for rule in declaration.mix:
        rules[rule.axis] = (*rules.get(rule.axis, ()), rule)
    for phase in declaration.phases:
        span = timedelta(days=phase.days - 1)
        begins, ends = (goal.start, goal.start + span) if phase.at == "first" else (goal.end - span, goal.end)
        if first <= ends and begins <= last:
            for axis in {rule.axis for rule in phase.mix}:
                rules[axis] = tuple(rule for rule in phase.mix if rule.axis == axis)
    priority = goal.importance * goal.urgency
    return tuple(Claim(rule, goal.name, priority) for held in rules.values() for rule in held)


def combined(
    claims: Iterable[Claim], overrides: Iterable[MixRule] = (), general: Iterable[MixRule] = ()
) -> tuple[tuple[PartRule, ...], tuple[Finding, ...]]:
    """The rules that hold, one a part and window, and a `mix.clash` finding for every rule that had to give way.

    An override replaces whatever is claimed on its axis; a general rule fills an axis that nobody claims. Hard rules
    come before soft ones, then the greater priority, then the goal's name: the order given does not matter.
    """
    replaced = tuple(overrides)
    taken = {rule.axis for rule in replaced}
    asked = [claim for claim in claims if claim.rule.axis not in taken]
    asked.sort(key=lambda claim: (claim.rule.soft, -claim.priority, claim.by, claim.rule.axis, claim.rule.parts))
    taken |= {claim.rule.axis for claim in asked}
    everything = [
        *(Claim(rule, OVERRIDE) for rule in replaced),
        *asked,
        *(Claim(rule, GENERAL) for rule in general if rule.axis not in taken),
    ]
    held: dict[tuple[str, str, Window], PartRule] = {}
    clashes: list[Finding] = []
    for claim in everything:
        for part, band in claim.rule.parts:
            clash = _accept(held, claim, part, band)
            if clash is not None:
                clashes.append(clash)
    return tuple(sorted(held.values(), key=_order)), tuple(clashes)


def _order(rule: PartRule) -> tuple[int, str, int, str, str]:
    """The four axes in their own order and parts, then the soft ones by name."""
    axes, parts = list(AXES), AXES.get(rule.axis, ())
    place = axes.index(rule.axis) if rule.axis in axes else len(axes)
    return place, rule.axis, parts.index(rule.part) if rule.part in parts else len(parts), rule.part, rule.window


def _accept(held: dict[tuple[str, str, Window], PartRule], claim: Claim, part: str, band: Band) -> Finding | None:
    """Narrow what is held by one more band; if that leaves nothing possible, keep what is held and say so."""
    axis, window = claim.rule.axis, claim.rule.window
    for known in held.values():
        if (known.axis, known.part) == (axis, part) and _meet(known.band, band) is None:
            return _part_clash(known, claim, part, band)
    own = held.get((axis, part, window))
    narrowed = band if own is None else _meet(own.band, band)
    assert narrowed is not None  # every held band of this part was met above
    trial = {rule.part: rule for rule in held.values() if rule.axis == axis}
    excess = _excess(axis, {**{name: rule.band for name, rule in trial.items()}, part: narrowed})
    if excess:
        return _axis_clash(tuple(trial.values()), claim, part, band, excess)
    held[axis, part, window] = PartRule(
        axis, part, narrowed, window,
        claim.rule.soft if own is None else own.soft and claim.rule.soft,
        _joined(own.rule if own else "", claim.rule.rule),
        (*(own.by if own else ()), claim.by),
    )  # fmt: skip
    return None


def _joined(known: str, added: str) -> str:
    """The rule ids in both, each once."""
    return " + ".join(dict.fromkeys(name for name in (*known.split(" + "), added) if name))


def _meet(one: Band, other: Band) -> Band | None:
    """The shares that both bands allow, or None."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return Band(low, high) if low <= high else None


def _excess(axis: str, bands: Mapping[str, Band]) -> float:
    """How far the parts of an axis are from being able to make up the whole: > 0 too much asked, < 0 too little.

    Hours and money are two axes in one, so the reserve never has an excess.
    """
    if axis == "reserve":
        return 0.0
    least = round(sum(band.low for band in bands.values()), 9)
    open_ended = axis not in AXES or set(AXES[axis]) - set(bands)
    most = 1.0 if open_ended else round(sum(band.high for band in bands.values()), 9)
    if least > 1.0:
        return least - 1.0
    return most - 1.0 if most < 1.0 else 0.0


def percent(share_of: float) -> str:
    """A share as people read it: `20 %`, `12.5 %`."""
    return f"{round(share_of * 100, 1):g} %"


def band_words(band: Band) -> str:
    """A band in words: `at most 20 %`, `20–30 %`, `about 60 %`, `any share`."""
    if band.low <= 0.0 and band.high >= 1.0:
        return "any share"
    if band.low == band.high:
        return f"about {percent(band.low)}"
    if band.low <= 0.0:
        return f"at most {percent(band.high)}"
    if band.high >= 1.0:
        return f"at least {percent(band.low)}"
    return f"{percent(band.low).removesuffix(' %')}–{percent(band.high)}"


def _named(rule: str, by: str) -> str:
    return f"{rule} of {by}" if rule else by


def _part_clash(known: PartRule, claim: Claim, part: str, band: Band) -> Finding:
    """Two bands of one part that share nothing."""
    axis = claim.rule.axis
    if band.low > known.band.high:
        change = f"lower {claim.by}'s to {percent(known.band.high)}, or raise {known.by[-1]}'s to {percent(band.low)}"
    else:
        change = f"raise {claim.by}'s to {percent(known.band.low)}, or lower {known.by[-1]}'s to {percent(band.high)}"
    return Finding(
        "mix.clash", "warning",
        f"{axis}: {_named(known.rule, known.by[-1])} asks for {band_words(known.band)} {part}, "
        f"{_named(claim.rule.rule, claim.by)} for {band_words(band)}; the first holds.",
        where=f"{axis}.{part}",
        remedy=f"To free both: {change}.",
    )  # fmt: skip


def _axis_clash(held: tuple[PartRule, ...], claim: Claim, part: str, band: Band, excess: float) -> Finding:
    """Bands of several parts that cannot make up one whole."""
    axis = claim.rule.axis
    others = [rule for rule in held if rule.part != part]
    heaviest = max(others, key=lambda rule: (rule.band.low if excess > 0 else -rule.band.high, rule.part))
    verb, towards = ("lower", band.low - excess) if excess > 0 else ("raise", band.high - excess)
    sums = "more than" if excess > 0 else "less than"
    return Finding(
        "mix.clash", "warning",
        f"{axis}: {_named(heaviest.rule, heaviest.by[-1])} ({heaviest.part} {band_words(heaviest.band)}) and "
        f"{_named(claim.rule.rule, claim.by)} ({part} {band_words(band)}) make up {sums} all posts; the first holds.",
        where=f"{axis}.{part}",
        remedy=f"To free both: {verb} {part} to {percent(max(0.0, min(1.0, towards)))}.",
    )  # fmt: skip
