"""The forms of the Reviews mode: hold a meeting, decide, say, act, finish a stage of a report."""

from collections.abc import Callable
from datetime import date, timedelta

from tweetplan.domain.reviews import DECISION_KINDS, Decision, Report
from tweetplan.domain.rhythm import Sitting
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import accounts, decisions, reports, reviews, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.reviews_view import ReviewsView
from tweetplan.workspace.rhythm import review_id

ROLES = ("", "strategist", "creator", "community_manager", "analyst", "crisis_manager")


def hold_form(host: Host, sitting: Sitting) -> FormSpec:
    """Who was there, and what was said."""
    everybody = ", ".join(member.login for member in team.listing(host.workspace))
    there = everybody or host.workspace.actor.login

    def send(values: Values) -> bool:
        people = str(values.get("attendance", "")).split(",")
        done = host.perform(
            lambda ws: reviews.hold(ws, sitting.meeting.key, sitting.period.label, attendance=people,
                                    notes=str(values.get("notes", ""))),
            lambda made: f"Held: {made.id} with {', '.join(made.attendance)} (u undoes)",
        )  # fmt: skip
        return done is not None

    fields = (
        FormField("attendance", "who was there", value=there, help="logins with commas between"),
        FormField("notes", help="what was said; decisions are noted apart (d)"),
    )
    name = f"reviews.hold:{sitting.meeting.key} {sitting.period.label}"
    return FormSpec(name, f"{sitting.meeting.title}: {sitting.period.label}", fields, send)


def decide_form(host: Host, review: str = "") -> FormSpec:
    """A question to the team, or what was decided, learnt or changed."""

    def send(values: Values) -> bool:
        options = [part.strip() for part in str(values.get("options", "")).split("|") if part.strip()]
        deadline = values.get("deadline")
        done = host.perform(
            lambda ws: decisions.open_decision(
                ws, str(values["text"]), kind=str(values.get("kind", "decision")), reason=str(values.get("reason", "")),
                options=options, deadline=deadline if isinstance(deadline, date) else None,
                owner=str(values.get("owner", "")), outcome=str(values.get("outcome", "")), review=review,
            ),
            lambda made: f"{made.kind.capitalize()} noted, {made.state} (u undoes)",
        )  # fmt: skip
        return done is not None

    fields = (
        FormField("kind", kind="choice", choices=DECISION_KINDS),
        FormField("text", "what", required=True, help="a question, a decision, what the figures taught"),
        FormField("reason", "because", help="the figures or the why behind it"),
        FormField("options", help="yes | no | later; with options or a deadline it stays open"),
        FormField("deadline", "until", kind="date", help="2026-03-20; empty: it is taken now"),
        FormField("owner", help="whose it is: a login"),
        FormField("outcome", help="what was decided, if it is"),
    )
    about = f" of {review}" if review else ""
    return FormSpec(f"reviews.decide:{review}", f"Decide or note{about}", fields, send)


def say_form(host: Host, one: Decision) -> FormSpec:
    """One's own word on an open decision."""
    return _choose(host, one, "say", "Say what you think", decisions.say, "Said")


def close_form(host: Host, one: Decision) -> FormSpec:
    """Take an open decision."""
    return _choose(host, one, "close", "Decide", decisions.decide, "Decided")


Verb = Callable[[Workspace, str, str, str], Decision]


def _choose(host: Host, one: Decision, name: str, title: str, verb: Verb, said: str) -> FormSpec:
    def send(values: Values) -> bool:
        option, reason = str(values.get("option", "")), str(values.get("reason", ""))
        done = host.perform(lambda ws: verb(ws, one.id, option, reason), f"{said}: {option} (u undoes)")
        return done is not None

    fields = (
        FormField("option", kind="choice", choices=one.options or ("yes", "no")),
        FormField("reason", "because"),
    )
    return FormSpec(f"reviews.{name}:{one.id}", f"{title}: {one.text[:50]}", fields, send)


def action_form(host: Host, one: Decision) -> FormSpec:
    """A task made of a decision or an insight (T14)."""

    def send(values: Values) -> bool:
        due, minutes = values.get("due"), values.get("minutes", 30)
        done = host.perform(
            lambda ws: decisions.act(
                ws, one.id, str(values["title"]), due=due if isinstance(due, date) else None,
                owner=str(values.get("owner", "")), role=str(values.get("role", "")),
                minutes=minutes if isinstance(minutes, int) else 30,
            ),
            lambda made: f"Task {made[1].title}, due {made[1].due} (u undoes)",
        )  # fmt: skip
        return done is not None

    fields = (
        FormField("title", "task", required=True, value=one.text[:200]),
        FormField("due", kind="date", value=(host.today + timedelta(days=7)).isoformat()),
        FormField("owner", value=one.owner),
        FormField("role", kind="choice", choices=ROLES),
        FormField("minutes", kind="integer", value="30"),
    )
    return FormSpec(f"reviews.action:{one.id}", "Make a task of it (T14)", fields, send)


def skip_form(host: Host, sitting: Sitting) -> FormSpec:
    """Let a meeting pass."""

    def send(values: Values) -> bool:
        done = host.perform(
            lambda ws: reviews.skip(ws, sitting.meeting.key, sitting.period.label, reason=str(values["reason"])),
            "It is not held (u undoes).",
        )
        return done is not None

    name = f"reviews.skip:{sitting.meeting.key} {sitting.period.label}"
    field = FormField("reason", required=True, help="why it is not held")
    return FormSpec(name, f"Let it pass: {sitting.meeting.title}", (field,), send)


def stage_form(host: Host, one: Report) -> FormSpec:
    """Finish the stage that a report is in."""

    def send(values: Values) -> bool:
        done = host.perform(
            lambda ws: reports.move(ws, one.id, str(values["evidence"])),
            lambda made: f"{made.title}: now {made.stage} (u undoes)",
        )
        return done is not None

    field = FormField("evidence", required=True, help="what shows that it is done: a file, a link, a sentence")
    return FormSpec(f"reviews.stage:{one.id}", f"{one.title}: {one.stage} is done", (field,), send)


def report_form(host: Host) -> FormSpec:
    """Begin a report; its stages are due two, two, three and seven days apart."""

    def send(values: Values) -> bool:
        owner = str(values.get("owner", ""))
        owners = {stage: owner for stage in ("collect", "analyse")} if owner else {}
        done = host.perform(
            lambda ws: reports.start(ws, str(values["title"]), period=str(values.get("period", "")), owners=owners),
            lambda made: f"Begun: {made.title} (u undoes)",
        )
        return done is not None

    fields = (
        FormField("title", required=True),
        FormField("period", help="what it is about: 2026-03"),
        FormField("owner", "who collects", help="a login; you, if empty"),
    )
    return FormSpec("reviews.report", "Begin a report (T08)", fields, send)


def budget_form(host: Host, one: Decision) -> FormSpec:
    """A soft budget made of an insight (T14): it advises, never blocks."""
    handles = tuple(account.handle for account in accounts.listing(host.workspace) if account.role == "main")

    def send(values: Values) -> bool:
        share = values.get("share")
        done = host.perform(
            lambda ws: decisions.act_on_mix(
                ws, one.id, str(values.get("account", "")), str(values["part"]),
                share / 100 if isinstance(share, float) else 0.0,
            ),
            lambda made: f"Budget: {made.mix} (u undoes)",
        )  # fmt: skip
        return done is not None

    fields = (
        FormField("account", kind="choice", choices=handles),
        FormField("part", "format", required=True, help="video, image, text …"),
        FormField("share", "% of the posts", kind="number", required=True, help="40"),
    )
    return FormSpec(f"reviews.budget:{one.id}", "Make a soft budget of it (T14)", fields, send)


def spec_of(host: Host, view: ReviewsView, meeting: Sitting | None, name: str) -> FormSpec | None:
    """The form of this name (drafts are kept by it); None when there is none, or what it is about is gone."""
    kind, _, rest = name.removeprefix("reviews.").partition(":")
    by_meeting = {"hold": hold_form, "skip": skip_form}
    by_decision = {"say": say_form, "close": close_form, "action": action_form, "budget": budget_form}
    if kind in by_meeting:
        found = meeting if meeting is not None and review_id(meeting) == rest else None
        found = found or next((one.sitting for one in view.meetings if one.id == rest), None)
        return by_meeting[kind](host, found) if found else None
    if kind in by_decision:
        known = {one.id: one for one in (*view.open, *view.taken, *view.decided)}
        return by_decision[kind](host, known[rest]) if rest in known else None
    if kind == "stage":
        report = next((one for one in view.reports if one.id == rest), None)
        return stage_form(host, report) if report else None
    if kind == "decide":
        return decide_form(host, rest)
    return report_form(host) if kind == "report" else None
