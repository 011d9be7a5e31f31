"""The forms of the Team mode: hand over, watch a topic, try a shift out."""

from collections.abc import Callable

from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import handing, teamwork


def handover_form(host: Host) -> FormSpec:
    """The giver's own words and who takes over; the rest of the note is generated."""
    lines = handing.lines(host.workspace)

    def send(values: Values) -> bool:
        done = host.perform(
            lambda ws: handing.send(ws, str(values.get("said", "")), str(values.get("to", ""))),
            lambda made: f"Handed over to {made.taker or 'whoever comes next'}: {len(made.lines)} lines",
        )
        return done is not None

    cautions = sum(line.kind == "caution" for line in lines)
    fields = (
        FormField("to", value=handing.taker(host.workspace), help="a login; empty: whoever comes next"),
        FormField("said", "your words", help=f"on top of {len(lines)} lines that are generated, {cautions} cautions"),
    )
    return FormSpec("team.handover", "Hand over", fields, send)


def topic_form(host: Host) -> FormSpec:
    """A topic to watch today."""

    def send(values: Values) -> bool:
        done = host.perform(
            lambda ws: teamwork.watch(ws, str(values["text"]), owner=str(values.get("owner", ""))),
            lambda made: f"{made.owner} watches {made.text} (u undoes)",
        )
        return done is not None

    fields = (
        FormField("text", "topic", required=True, help="what is hot, or may become it"),
        FormField("owner", "who", help="a login; empty: you"),
    )
    return FormSpec("team.topic", "Watch a topic today", fields, send)


def shift_form(try_out: Callable[[str], bool]) -> FormSpec:
    """A shift to see the cover with; nothing is stored."""

    def send(values: Values) -> bool:
        words = (values.get("login"), values.get("days"), values.get("hours"), values.get("zone"))
        return try_out(" ".join(str(word).replace(" ", "") for word in words if word))

    fields = (
        FormField("login", required=True, help="somebody of the team, or a new name"),
        FormField("days", required=True, value="mon-fri", help="mon-fri or sat,sun"),
        FormField("hours", required=True, value="08:00-17:00", help="22:00-06:00 goes over midnight"),
        FormField("zone", help="Asia/Shanghai; empty: their own, else UTC"),
    )
    return FormSpec("team.shift", "Try a shift out (stores nothing)", fields, send)
