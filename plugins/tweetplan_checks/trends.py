"""A trend is taken up for a reason (T21): its relevance, its safety for the brand and its value are scored first."""

from collections.abc import Iterator

from tweetplan.api import Draft, Finding, hookimpl

SCORES = range(1, 6)


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """A post on a trend without its score, with one that is out of range, or with one that calls it unsafe."""
    score = draft.trend
    if score is None:
        if draft.topic == "trend":
            yield Finding(
                "T21.trend-without-score",
                "warning",
                "It takes up a trend that nobody scored.",
                "trend",
                "Score its relevance, its safety for the brand and its value from 1 to 5.",
            )
        return
    for name in ("relevance", "safety", "value"):
        given = getattr(score, name)
        if given not in SCORES:
            message = f"The trend's {name} is {given}."
            yield Finding("T21.score-range", "error", message, "trend", "Each score is a whole number from 1 to 5.")
    low = {name for name in ("relevance", "safety", "value") if 1 <= getattr(score, name) < draft.trend_least}
    if "safety" in low:
        message = f"The trend's safety for the brand is {score.safety} of 5."
        yield Finding("T21.unsafe-trend", "warning", message, "trend", "Let it pass, or have a second person agree.")
    if "relevance" in low:
        message = f"The trend has little to do with the brand: its relevance is {score.relevance} of 5."
        yield Finding("T21.off-topic-trend", "warning", message, "trend", "Keep the elastic slot for one that has.")
    if "value" in low:
        message = f"The trend promises little: its value is {score.value} of 5."
        yield Finding("T21.weak-trend", "note", message, "trend", "Weigh it against what else could take the slot.")
