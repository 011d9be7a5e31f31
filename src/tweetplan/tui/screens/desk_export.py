"""The form that writes the calendar to a file for people, calendars and other tools, and hands posts off (T07)."""

from collections.abc import Sequence
from pathlib import Path

from tweetplan.domain.findings import Finding, Problem
from tweetplan.domain.periods import containing, parse
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import accounts, moment

FORMATS = ("publer", "buffer", "hootsuite", "sprout", "ayrshare", "postfast", "ics", "markdown")
ENDS = {"ics": "ics", "markdown": "md"}
ALL = "all accounts"


def export_form(host: Host) -> FormSpec:
    """Format, account, period and file; it runs as a command whose card says what was left out and why."""
    ws = host.workspace
    known = accounts.listing(ws)
    week = containing("week", moment.today(ws, known[0] if known else None)).next().label

    def send(values: Values) -> bool:
        if not host.actions.program:
            host.say("Commands cannot be started here.", trouble=True)
            return False
        if _period_findings(values):
            return False
        words = arguments(values)
        host.run_command(words, f"Export for {words[words.index('--format') + 1]}")
        return True

    fields = (
        FormField("format", kind="choice", choices=FORMATS),
        FormField("account", kind="choice", choices=(*(held.handle for held in known), ALL)),
        FormField("period", value=week, required=True, help="a week 2026-W12 or a month 2026-03"),
        FormField("hand_off", "hand off", kind="yes/no", value="no", help="mark the posts as handed off"),
        FormField("file", help="empty: calendar-PERIOD-FORMAT in your home"),
        FormField("replace", kind="yes/no", value="no"),
    )
    return FormSpec("export", "Export the calendar, or hand it off", fields, send, _period_findings)


def _period_findings(values: Values) -> Sequence[Finding]:
    """That the period is none."""
    try:
        fits = parse(str(values.get("period", ""))).kind in ("week", "month")
    except Problem:
        fits = False
    if fits or "period" not in values:
        return ()
    return [Finding("form.value", "error", "That is no week and no month.", "period", "Write 2026-W12 or 2026-03.")]


def arguments(values: Values) -> list[str]:
    """The command line of what was answered; raises `UsageProblem` for a period that is none."""
    kind, label = str(values.get("format", FORMATS[0])), str(values.get("period", ""))
    period = parse(label)
    default = f"~/calendar-{period.label}-{kind}.{ENDS.get(kind, 'csv')}"
    file = Path(str(values.get("file", "")) or default).expanduser()
    words = ["export", "calendar", str(file), "--format", kind]
    words += ["--month" if period.kind == "month" else "--week", period.label]
    words += ["--account", str(values["account"])] if values.get("account", ALL) != ALL else []
    words += ["--hand-off"] if values.get("hand_off") else []
    return [*words, "--force"] if values.get("replace") else words
