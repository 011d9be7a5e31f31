"""How well a team works together (T23): figures by quarter, from what the log of operations says, each with its n."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from tweetplan.domain.values import frozen

CLAIM = "Clear collaboration brings 37 % more engagement and answers a crisis in nearly 60 % less time"
CLAIM_SOURCE = "T01: a claim of the source that tweetplan follows, without its data; quoted, not promised"

StepKind = Literal["publish", "review", "respond", "waive", "overwrite", "repeat"]


@frozen
class Step:
    """Something that the log says was done, or was kept from being done twice."""

    kind: StepKind
    subject: str
    """The id of the post or the crisis; of what was avoided the verb."""
    began: str
    """When what ended here began, an instant as text; empty where the log does not say."""
    ended: str
    outcome: str = ""
    """Of a review `approved` or `changes_asked`."""


@frozen
class Figure:
    """One figure of one quarter; None where nothing happened that it could be made of."""

    key: str
    title: str
    unit: str
    value: float | None
    n: int
    better: Literal["lower", "higher"] = "lower"


TITLES: dict[str, tuple[str, str, Literal["lower", "higher"]]] = {
    "idea_to_publish_hours": ("Idea to published (median)", "h", "lower"),
    "review_hours": ("In review (median)", "h", "lower"),
    "approval_rejections": ("Reviews asking changes", "share", "lower"),
    "findings_per_post": ("Remarks a published post", "per post", "lower"),
    "crisis_response_minutes": ("Crisis to answer (median)", "min", "lower"),
    "overwrites_avoided": ("Overwrites avoided", "times", "lower"),
    "repeats_avoided": ("Repeats avoided", "times", "lower"),
    "satisfaction": ("Satisfaction (1–5, mean)", "of 5", "higher"),
}
"""Every figure: its title, its unit, and which way is better. A remark is a finding that somebody waived, or a request
for changes: the consistency score is how many of them a published post took."""


def figures(steps: Iterable[Step], pulses: Sequence[int], first: datetime, end: datetime) -> tuple[Figure, ...]:
    """The figures of what ended from an aware instant to before another; `pulses` are the scores of that time."""
    every = list(steps)
    inside = [step for step in every if first <= _instant(step.ended) < end]
    posts = [step for step in inside if step.kind == "publish"]
    reviews = [step for step in inside if step.kind == "review"]
    asked = [step for step in reviews if step.outcome == "changes_asked"]
    out = {step.subject for step in posts}
    remarks = [
        step
        for step in every
        if step.subject in out
        and (step.kind == "waive" or step.outcome == "changes_asked")
        and _instant(step.ended) < end
    ]
    found: dict[str, tuple[float | None, int]] = {
        "idea_to_publish_hours": _median(posts, 3600),
        "review_hours": _median(reviews, 3600),
        "approval_rejections": (len(asked) / len(reviews) if reviews else None, len(reviews)),
        "findings_per_post": (len(remarks) / len(posts) if posts else None, len(posts)),
        "crisis_response_minutes": _median([step for step in inside if step.kind == "respond"], 60),
        "overwrites_avoided": _count(inside, "overwrite"),
        "repeats_avoided": _count(inside, "repeat"),
        "satisfaction": (sum(pulses) / len(pulses) if pulses else None, len(pulses)),
    }
    return tuple(Figure(key, TITLES[key][0], TITLES[key][1], *found[key], TITLES[key][2]) for key in TITLES)


def _median(steps: Iterable[Step], unit: int) -> tuple[float | None, int]:
    lengths = [(_instant(step.ended) - _instant(step.began)).total_seconds() / unit for step in steps if step.began]
    lengths.sort()
    middle = len(lengths) // 2
    both = lengths[middle - 1 + len(lengths) % 2 : middle + 1]
    return (sum(both) / len(both) if both else None), len(lengths)


def _count(steps: Iterable[Step], kind: str) -> tuple[float, int]:
    found = sum(step.kind == kind for step in steps)
    return float(found), found


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
