"""The forms of Today: skip a task with a reason, type a task; importing and recording are those of Results."""

from datetime import date
from typing import Any

from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.tui.screens.results_forms import PreviewOf, import_form, record_form
from tweetplan.workspace import tasks


def form_named(name: str, host: Host, today: date, preview: PreviewOf) -> FormSpec | None:
    """The form of this name; None when Today has none of it. `preview` shows what an import would do."""
    kind, _, rest = name.partition(":")
    if kind == "task.skip" and rest:
        return skip_form(host, rest)
    if kind == "task.add":
        return add_form(host, today)
    if kind == "results.import":
        return import_form(host, preview)
    return record_form(host, today) if kind == "results.record" else None


def skip_form(host: Host, identity: str) -> FormSpec:
    """Why a task is skipped."""

    def send(values: Values) -> bool:
        reason = str(values["reason"])
        done = host.perform(
            lambda ws: tasks.skip(ws, identity, reason), lambda task: f"Skipped: {task.title} (u undoes)"
        )
        return done is not None

    fields = (FormField("reason", required=True, help="it stays with the task"),)
    return FormSpec(f"task.skip:{identity}", "Skip this task", fields, send)


def add_form(host: Host, today: date) -> FormSpec:
    """A typed task."""

    def send(values: Values) -> bool:
        known: dict[str, Any] = {name: values[name] for name in ("role", "minutes", "goal", "owner") if name in values}
        title, due = str(values["title"]), values.get("due", today)
        assert isinstance(due, date)
        done = host.perform(
            lambda ws: tasks.add(ws, title, due, **known), lambda task: f"Added: {task.title} (u undoes)"
        )
        return done is not None

    fields = (
        FormField("title", required=True),
        FormField("due", kind="date", value=today.isoformat()),
        FormField("minutes", kind="integer", help="how long it takes"),
        FormField("role", help="creator, community manager …"),
        FormField("goal", help="the goal's name"),
        FormField("owner", help="a login"),
    )
    return FormSpec("task.add", "A task", fields, send)
