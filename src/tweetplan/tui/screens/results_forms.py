"""The forms of the Results mode: a file to import, and one figure of one day."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from tweetplan.domain.findings import Finding
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import accounts, results
from tweetplan.workspace.results import Recorded

FROM_FILE = "as the file says"
PreviewOf = Callable[[Path, str], None]
"""Shows what importing a file for an account (empty: as the file says) would do."""


def import_form(host: Host, preview: PreviewOf) -> FormSpec:
    """Which file, and whose results it holds; sending shows the preview, nothing is stored yet."""

    def send(values: Values) -> bool:
        account = str(values.get("account", FROM_FILE))
        preview(Path(str(values["file"])).expanduser(), "" if account == FROM_FILE else account)
        return True

    fields = (
        FormField("file", required=True, help="an export, an archive or a CSV on this machine"),
        FormField("account", kind="choice", choices=(*_handles(host), FROM_FILE)),
    )
    return FormSpec("results.import", "Import results", fields, send, _file_findings)


def _file_findings(values: Values) -> Sequence[Finding]:
    path = Path(str(values.get("file", ""))).expanduser()
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if values.get("file") and not there:
        remedy = "From a laptop: ssh HOST tweetplan import - --account @H < FILE"
        return [Finding("import.file", "error", f"There is no file {path}.", "file", remedy)]
    return []


def record_form(host: Host, today: date, measure: str = "", account: str = "") -> FormSpec:
    """One figure of one day: leads, spend, a follower count."""
    handles = _handles(host)

    def send(values: Values) -> bool:
        day, value = values.get("on", today), values["value"]
        assert isinstance(day, date) and isinstance(value, float)
        done = host.perform(
            lambda ws: results.record(
                ws, str(values["measure"]), value, day, str(values.get("account", "")), str(values.get("campaign", ""))
            ),
            _recorded_words,
        )
        return done is not None

    chosen = next((handle for handle in handles if handle.lower() == account), handles[0] if handles else "")
    fields = (
        FormField("measure", required=True, value=measure, help="leads, spend, followers …"),
        FormField("value", kind="number", required=True),
        FormField("on", kind="date", value=today.isoformat()),
        FormField("account", kind="choice", choices=handles, value=chosen),
        FormField("campaign"),
    )
    return FormSpec("results.record", "Record a figure", fields, send)


def _recorded_words(done: Recorded) -> str:
    said = f"Recorded {done.value:g} {done.measure} on {done.on}, complete to {done.complete_to} (u undoes)"
    return "\n".join([said, *(f"{found.message}. {found.remedy}" for found in done.warnings)])


def _handles(host: Host) -> tuple[str, ...]:
    return tuple(account.handle for account in accounts.listing(host.workspace))
