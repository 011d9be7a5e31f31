"""Recommendations: an action with its because, and its effect on a measure, which the core turns into a chance.

A plugin states facts and an effect; the sentences that people read are made from these same values, so that no number
in a text can differ from the one that was scored.
"""

from datetime import date
from typing import Literal

from tweetplan.domain.estimate import likelihood
from tweetplan.domain.figures import number_words, percent_words, seconds_words
from tweetplan.domain.values import frozen

Kind = Literal["task", "slot", "mix", "timing", "experiment", "adjust", "fix"]
Unit = Literal["", "%", "s", "lift"]
PUBLISHING: tuple[Kind, ...] = ("slot", "timing")
"""Kinds that take or move a slot: a freeze stops them (T18)."""
LONGEST_TITLE, LONGEST_TEXT = 120, 400
MOST_FACTS = 8


@frozen
class Fact:
    """One figure that speaks for an action, and what it was read from, so that anybody can read it again."""

    name: str
    """What it is, in words without figures: `link clicks of a typical post with a call to action`."""
    value: float
    unit: str = ""
    """`%` (0–1), `lift` (0.12 is +12 %), `s`, or a word for what is counted."""
    low: float | None = None
    """Least of the 80 % interval, where it is an estimate."""
    high: float | None = None
    n: int | None = None
    """How many posts, weeks or people it was learnt from; an estimate has it."""
    measure: str = ""
    """The measure or KPI key that it was read from."""
    first: date | None = None
    last: date | None = None

    @property
    def words(self) -> str:
        """The fact as a person reads it: `link clicks of a typical post: 4.2 [3.1 to 5.6], n 120`."""
        told = f"{self.name}: {amount(self.value, self.unit)}"
        if self.low is not None and self.high is not None:
            told += f" [{amount(self.low, self.unit)} to {amount(self.high, self.unit)}]"
        if self.n is not None:
            told += f", n {self.n}"
        if self.first and self.last:
            told += f", {self.first} to {self.last}"
        return told


@frozen
class Effect:
    """What an action does to one measure over the next four weeks, in the measure's own unit, with its doubt."""

    measure: str
    mean: float
    low: float
    """Least of the 80 % interval."""
    high: float
    n: int
    """What it was learnt from: posts, weeks, people."""
    method: str = ""


@frozen
class Because:
    """Why: the goal, the rule, the facts, and where they are from."""

    goal: str = ""
    """The goal's name; empty when it serves the account as a whole."""
    rule: str = ""
    """The checklist's id, or one of the plugin's own."""
    facts: tuple[Fact, ...] = ()
    source: str = ""
    """What the facts are from, in words: `own posts`, `the overview`."""
    text: str = ""
    """Words without figures that lead from the facts to the action."""
    change_mind: str = ""
    """What would speak against it, in words."""


@frozen
class Recommendation:
    """One action that may be taken today."""

    key: str
    """The same action has the same key from day to day, within its rule and goal."""
    title: str
    kind: Kind = "task"
    because: Because = Because()
    effect: Effect | None = None
    """None where nothing measurable is claimed: it then ranks below what is."""
    account: str = ""
    """The account's key."""
    minutes: int = 30
    role: str = ""
    due: date | None = None
    """The day by which it should be done; None: today."""
    lead_days: int = 7
    """From how many days before it is due on it becomes urgent."""
    must: bool = False
    """To be done whatever else there is (a crisis, an approval that is overdue); the ranking does not apply."""
    target: str = ""
    """The id of what it acts on: a slot, a post, a person; at most one recommendation each is shown."""
    makes_post: bool = False
    intent: str = ""
    topic: str = ""
    format: str = ""
    day: date | None = None
    """Of a slot: its day."""
    time: str = ""
    """Of a slot: its time of day in the readers' zone."""
    part: str = ""
    """Of a mix: the part of its axis `format`."""
    share: float | None = None
    """Of a mix: the share to aim at; of an adjustment: the new target."""
    do: str = ""
    """The command that does it, where there is one."""

    @property
    def goal(self) -> str:
        """The goal it serves."""
        return self.because.goal

    @property
    def rule(self) -> str:
        """The rule it rests on."""
        return self.because.rule


@frozen
class Advice:
    """A recommendation as it was scored and stored."""

    id: str
    recommendation: Recommendation
    plugin: str
    """Who said it; `core` for tweetplan's own."""
    rank: int
    score: float
    """Expected gain of the goal's chance, by priority, belief, adoption and urgency, for each quarter of an hour."""
    p_now: float | None = None
    """The chance of the goal as it is."""
    p_done: float | None = None
    """The chance if this is done."""
    p_done_low: float | None = None
    p_done_high: float | None = None
    belief: float = 0.5
    """The probability that the effect is above zero."""
    adoption: float = 0.5
    """How often advice of this rule was of use here, at least 0.2."""
    chosen: bool = False
    """Whether it fits into today's capacity."""
    explore: bool = False
    """Whether it is today's one try of a rule that little is known of."""
    made_at: str = ""
    stale: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """What people read, every number from the values that were scored."""
        told = self.recommendation
        lines = [*(fact.words for fact in told.because.facts[:3])]
        if told.because.text:
            lines.append(told.because.text)
        if told.effect is not None:
            lines.append(effect_words(told.effect, self.belief))
        if self.p_now is not None and self.p_done is not None:
            lines.append(f"chance of {told.goal}: {chance_change(self.p_now, self.p_done)}")
        if told.because.change_mind:
            lines.append(told.because.change_mind)
        return tuple(lines)


def effect_words(effect: Effect, belief: float) -> str:
    """`probably +12 url_clicks [3 to 24], n 40`."""
    sure = likelihood(belief) or "perhaps"
    low, high = number_words(round(effect.low, 2)), number_words(round(effect.high, 2))
    measure = effect.measure.replace("_", " ")
    return f"{sure} {number_words(round(effect.mean, 2), signed=True)} {measure} [{low} to {high}], n {effect.n}"


def chance_words(p: float) -> str:
    """A chance with enough decimals that a small change shows: `41.3 %`; never quite 0 or 100 %."""
    return "< 0.1 %" if p < 0.0005 else "> 99.9 %" if p >= 0.9995 else f"{p * 100:.1f} %"


def chance_change(now: float, done: float) -> str:
    """A chance before and after: `41.3 % → 42.0 %`, or that it does not show."""
    before, after = chance_words(now), chance_words(done)
    return f"{before} → {after}" if before != after else f"{before}, changed by less than 0.1 points"


def amount(value: float, unit: str) -> str:
    """A figure of a fact in its unit."""
    if unit == "%":
        return percent_words(value)
    if unit == "lift":
        return percent_words(value, signed=True)
    if unit == "s":
        return seconds_words(value)
    said = number_words(round(value, 2))
    return f"{said} {unit}" if unit else said
