"""The sample's meetings: those of its two weeks were held, one question is open, an insight became work."""

from datetime import date, timedelta
from typing import Protocol

from tweetplan.workspace import decisions, reports, reviews, rhythm
from tweetplan.workspace.core import Workspace

ANALYST, CREATOR, VOICE = "li", "ben", "dewi"
NOTES = {
    "data": "The recipes are saved most; links bring less than in spring.",
    "planning": "Water is the week's theme; farid covers the evenings.",
    "alignment": "ben and farid share the weekend.",
    "checkpoint": "Saved posts run ahead: look at the proposed raise.",
}
"""What was said, by meeting."""


class Actors(Protocol):
    """Whoever hands out the workspace in the name of a member: a stage of the sample."""

    def by(self, login: str) -> Workspace:
        """The workspace in the hands of this member."""


def meetings(stage: Actors, today: date) -> None:
    """What the team's meetings of the last two weeks left behind."""
    ws = stage.by("owner")
    rhythm.set_experts(ws, (CREATOR,))
    last = ""
    for one in rhythm.overview(ws):
        meeting = one.sitting.meeting
        if one.state == "due" and one.overdue and meeting.key != "standup":
            there = (ws.actor.login, ANALYST, CREATOR)
            held = reviews.hold(ws, meeting.key, one.sitting.period.label, attendance=there,
                                notes=NOTES.get(meeting.key, ""))  # fmt: skip
            last = held.id if meeting.key == "data" else last
    insight = decisions.open_decision(
        stage.by(ANALYST), "Recipes are saved three times as often as news", kind="insight",
        reason="bookmarks of the last 28 days, by topic", review=last,
    )  # fmt: skip
    decisions.act(stage.by(ANALYST), insight.id, "Write two more recipes for next week",
                  due=today + timedelta(days=4), owner=CREATOR, role="creator", minutes=60)  # fmt: skip
    question = decisions.open_decision(
        ws, "Do we answer on Sundays?", reason="a dozen people ask every Sunday",
        options=("yes", "no", "a note in the profile"), deadline=today + timedelta(days=3), owner=VOICE,
    )  # fmt: skip
    decisions.say(stage.by(VOICE), question.id, "a note in the profile", "nobody is awake for them")
    decisions.open_decision(
        stage.by(CREATOR), "Posts may be longer for paying accounts", kind="change", reason="nothing to do for us yet"
    )
    month = f"{today - timedelta(days=today.day):%Y-%m}"
    reports.start(stage.by(ANALYST), f"The month {month}", period=month, owners={"present": ws.actor.login})
