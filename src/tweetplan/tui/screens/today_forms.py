"""The forms of Today: skip a task with a reason, type a task, import a file, record a figure."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tweetplan.domain.findings import Finding
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import accounts, results, tasks
from tweetplan.workspace.results_record import Recorded

FROM_FILE = "as the file says"


def form_named(name: str, host: Host, today: date) -> FormSpec | None:
    """The form of this name; None when Today has none of it."""
    kind, _, rest = name.partition(":")
    if kind == "task.skip" and rest:
        return skip_form(host, rest)
    makers = {"task.add": add_form, "import": import_form, "record": record_form}
    return makers[name](host, today) if name in makers else None


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


def import_form(host: Host, today: date) -> FormSpec:
    """A file of results, imported by the command line in a child."""

    def send(values: Values) -> bool:
        path, account = str(values["file"]), str(values.get("account", FROM_FILE))
        words = ["import", str(Path(path).expanduser()), *([] if account == FROM_FILE else ["--account", account])]
        host.run_command([*words, "--progress", "json"], f"import {Path(path).name}")
        return True

    fields = (
        FormField("file", required=True, help="an export, an archive or a CSV on this machine"),
        FormField("account", kind="choice", choices=(*_handles(host), FROM_FILE)),
    )
    return FormSpec("import", "Import results", fields, send, _file_findings)


def _file_findings(values: Values) -> Sequence[Finding]:
    path = Path(str(values.get("file", ""))).expanduser()
    if values.get("file") and not path.is_file():
        remedy = "From a laptop: ssh HOST tweetplan import - --account @H < FILE"
        return [Finding("import.file", "error", f"There is no file {path}.", "file", remedy)]
    return []


def record_form(host: Host, today: date) -> FormSpec:
    """One figure of one day: leads, spend, a follower count."""

    def send(values: Values) -> bool:
        measure, value, on = str(values["measure"]), values["value"], values.get("on", today)
        account, campaign = str(values.get("account", "")), str(values.get("campaign", ""))
        assert isinstance(value, float) and isinstance(on, date)
        done = host.perform(lambda ws: results.record(ws, measure, value, on, account, campaign), _recorded)
        return done is not None

    fields = (
        FormField("measure", required=True, help="leads, spend, followers …"),
        FormField("value", kind="number", required=True),
        FormField("on", kind="date", value=today.isoformat()),
        FormField("account", kind="choice", choices=_handles(host)),
        FormField("campaign"),
    )
    return FormSpec("record", "Record a figure", fields, send)


def _recorded(done: Recorded) -> str:
    said = f"Recorded: {done.measure} {done.value:g} on {done.on} (u undoes)"
    return "\n".join([said, *(finding.message for finding in done.warnings)])


def _handles(host: Host) -> tuple[str, ...]:
    return tuple(account.handle for account in accounts.listing(host.workspace))
