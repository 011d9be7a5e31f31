"""Taking an elastic slot for what happens, with the score that says why it is worth it (T11, T21)."""

from typing import Any

from tweetplan.domain.findings import CheckFailed, Conflict, Finding, UsageProblem
from tweetplan.domain.posts import Post, TrendScore
from tweetplan.workspace import slots
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.posts_writing import add
from tweetplan.workspace.rules import rules

SCALE = (1, 5)


def score_findings(ws: Workspace, score: TrendScore) -> tuple[Finding, ...]:
    """What is said of a trend's score: an error below the least relevance or safety, a warning below in value."""
    least = rules(ws).number("trend.score_min")
    found = []
    for name, figure in (("relevance", score.relevance), ("brand safety", score.safety), ("value", score.value)):
        if figure < least:
            grave = "warning" if name == "value" else "error"
            said = f"Its {name} is {figure} of 5; at least {least:g} is asked for."
            remedy = "Leave this trend, or keep the slot for another one."
            found.append(Finding("T21.score", grave, said, "trend", remedy))  # type: ignore[arg-type]
    return tuple(found)


def take_trend(ws: Workspace, slot_id: str, text: str, score: TrendScore, **given: Any) -> Post:
    """Take a free elastic slot for a trend: a draft with its score; `given` are further fields of the post.

    Raises `CheckFailed` for a trend that is off the brand's subject or a risk for it (T21), `Conflict` for a slot that
    is taken or past, `UsageProblem` for one that is planned and not elastic (T11).
    """
    slot = slots.get(ws, slot_id)
    if slot.plan != "elastic":
        raise UsageProblem(f"The slot of {slot.day} {slot.time} is planned.", "`tweetplan next` lists elastic ones.")
    if slot.at <= ws.now:
        raise Conflict(f"The slot of {slot.day} {slot.time} is past.", "`tweetplan next` lists the next ones.")
    for figure in (score.relevance, score.safety, score.value):
        if type(figure) is not int or not SCALE[0] <= figure <= SCALE[1]:
            raise UsageProblem(f"A trend's score is three whole numbers from 1 to 5, not {figure!r}.")
    refused = [found for found in score_findings(ws, score) if found.severity == "error"]
    if refused:
        raise CheckFailed(refused[0].message, refused[0].remedy, refused)
    given = {"goal": slot.goal, "format": slot.format, "topic": "trend", "intent": "value", **given}
    return add(ws, slot.account, text, slot=slot.id, trend=score, **given)
