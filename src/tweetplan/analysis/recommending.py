"""What a plugin said, taken or refused: strict shapes, finite figures, inert text, and only goals that there are."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tweetplan.analysis.forks import Answer
from tweetplan.domain.codec import plain, restored
from tweetplan.domain.goals import handle_key
from tweetplan.domain.recommendations import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_FACTS,
    Because,
    Effect,
    Fact,
    Recommendation,
)
from tweetplan.domain.situation import Situation
from tweetplan.domain.text import blank, safe_text, storable

LONGEST_WORD = 80
MOST_MINUTES = 8 * 60
LARGEST = 1e12


def as_json(given: Any) -> Any:
    """One answer as a value for JSON; raises `TypeError` for what is no recommendation. Called in the fork."""
    if type(given) is not Recommendation:
        raise TypeError(f"expected a Recommendation, found {type(given).__name__}")
    return plain(given)


def taken(answer: Answer, now: Situation) -> Iterator[Recommendation]:
    """The recommendations that can be taken; what cannot is counted in the answer's fault."""
    refused, why = 0, ""
    for value in answer.values:
        try:
            yield checked(restored(Recommendation, value), now)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            refused += 1
            why = why or " ".join(str(error).split())[:200]
    if refused and not answer.fault:
        answer.fault = f"{refused} of its recommendations could not be taken: {why}"


def checked(told: Recommendation, now: Situation) -> Recommendation:
    """The recommendation with inert text within limits; raises `ValueError` for figures that cannot be."""
    because = told.because
    if because.goal and not any(view.goal.name == because.goal for view in now.goals):
        raise ValueError(f"there is no running goal {because.goal[:80]!r}")
    account = told.account
    if not account and because.goal:
        account = next(view.goal.account for view in now.goals if view.goal.name == because.goal)
    if account and now.account(handle_key(account)) is None:
        raise ValueError(f"there is no account {account[:80]!r}")
    title = _inert(told.title, LONGEST_TITLE)
    if blank(title):
        raise ValueError("it has no title")
    if not 0 < told.minutes <= MOST_MINUTES:
        raise ValueError(f"it takes {told.minutes} minutes")
    words: dict[str, Any] = {name: _inert(getattr(told, name), LONGEST_WORD)
             for name in ("key", "role", "target", "intent", "topic", "format", "part", "time")}  # fmt: skip
    share = told.share if told.share is None else _finite(told.share, "share")
    return replace(
        told, title=title, because=_because(because), effect=_effect(told.effect) if told.effect else None,
        account=handle_key(account) if account else "", do=_inert(told.do, LONGEST_TITLE), share=share,
        lead_days=min(max(told.lead_days, 0), 365), **words,
    )  # fmt: skip


def _because(told: Because) -> Because:
    facts = tuple(_fact(fact) for fact in told.facts[:MOST_FACTS])
    return replace(
        told, rule=_inert(told.rule, LONGEST_WORD), facts=facts, source=_inert(told.source, LONGEST_TITLE),
        text=_inert(told.text, LONGEST_TEXT), change_mind=_inert(told.change_mind, LONGEST_TEXT),
    )  # fmt: skip


def _fact(told: Fact) -> Fact:
    for name in ("value", "low", "high"):
        held = getattr(told, name)
        if held is not None:
            _finite(held, f"fact {name}")
    return replace(told, name=_inert(told.name, LONGEST_TITLE), unit=_inert(told.unit, 20),
                   measure=_inert(told.measure, LONGEST_WORD))  # fmt: skip


def _effect(told: Effect) -> Effect:
    """Figures in order, learnt from something."""
    for name in ("mean", "low", "high"):
        _finite(getattr(told, name), f"effect {name}")
    if not told.low <= told.mean <= told.high:
        raise ValueError(f"its effect {told.mean} is not between {told.low} and {told.high}")
    if told.n < 1:
        raise ValueError("its effect was learnt from nothing (n)")
    return replace(told, measure=_inert(told.measure, LONGEST_WORD), method=_inert(told.method, LONGEST_TITLE))


def _finite(value: float, name: str) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(f"its {name} is {value}")
    return value


def _inert(text: str, most: int) -> str:
    return storable(safe_text(text, limit=most))[0]
