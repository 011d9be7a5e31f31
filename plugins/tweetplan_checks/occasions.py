"""Risky times: what goes on when a draft is to go out, be it a crisis or a day that the team marked."""

from collections.abc import Iterator

from tweetplan.api import Draft, Finding, hookimpl


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """Each open crisis and each marked risk; a holiday for posts that sell, and for others as a note."""
    promo = draft.intent == "promo"
    when = f" on {draft.planned_for}" if draft.planned_for else ""
    for risk in draft.risks:
        if risk.kind == "crisis" and draft.role == "main":
            yield Finding(
                "T18.crisis-open",
                "error" if promo else "warning",
                f"A crisis is open: {risk.title}.",
                "slot",
                "Hold it until the crisis is closed." if promo else "Read it once more as somebody hit by it would.",
            )
        elif risk.kind == "risk":
            message = f"The team marked the day as risky{when}: {risk.title}."
            yield Finding("dates.risk", "warning", message, "slot", "Move it to another day, or have somebody agree.")
        elif risk.kind == "holiday":
            yield Finding(
                "dates.holiday",
                "warning" if promo else "note",
                f"It goes out on a holiday{when}: {risk.title}.",
                "slot",
                "Move what sells to a working day."
                if promo
                else "See that it fits the day, and that somebody answers.",
            )
