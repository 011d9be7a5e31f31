"""Estimates: numbers that admit doubt, and the words for how likely something is; nobody shows a bare float instead."""

from typing import Literal

from tweetplan.domain.values import frozen

Chance = Literal["ahead", "on_track", "at_risk", "behind", "hit", "missed", "no_history", "broken"]
"""How a goal stands by the chance that it is hit; `hit` and `missed` once its figures are complete."""
TimingVerdict = Literal["evidence", "weak", "none"]
"""Whether an account's own posts show that the time of posting matters."""

TIMING_WORDS: dict[TimingVerdict, str] = {
    "evidence": "the time of posting matters here",
    "weak": "weak signs that the time of posting matters",
    "none": "no evidence that the time of posting matters here",
}
CHANCE_WORDS: dict[Chance, str] = {
    "ahead": "ahead", "on_track": "on track", "at_risk": "at risk", "behind": "behind", "hit": "hit",
    "missed": "missed", "no_history": "not enough history", "broken": "cannot be read",
}  # fmt: skip
"""The same as screens and tables say it."""


@frozen
class Estimate:
    """A number with its doubt, and where it is from."""

    mean: float
    low: float
    """Least of the 80 % interval."""
    high: float
    """Most of the 80 % interval."""
    n: int
    """How many observations (weeks, posts, pairs) it was learnt from."""
    p_positive: float
    """The probability that it is above zero; of an outcome with a target, that the target is reached."""
    method: str
    window: str = ""
    """What it was learnt from or holds for, in words: `52 weeks to 2026-03-16`."""


@frozen
class ChanceWords:
    """From which chance on a goal is called ahead, on track or at risk; below the last it is behind."""

    ahead: float = 0.90
    on_track: float = 0.60
    at_risk: float = 0.30

    def word(self, p_hit: float) -> Chance:
        """The word for a chance between 0 and 1."""
        if p_hit >= self.ahead:
            return "ahead"
        if p_hit >= self.on_track:
            return "on_track"
        return "at_risk" if p_hit >= self.at_risk else "behind"


def likelihood(p: float) -> str:
    """How sure the advice is, in a fixed scale: likely (0.9), probably (0.7), slightly (0.5); empty below: not said."""
    if p >= 0.9:
        return "likely"
    if p >= 0.7:
        return "probably"
    return "slightly" if p >= 0.5 else ""
