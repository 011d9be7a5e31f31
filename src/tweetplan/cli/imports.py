"""`import`: exports from X, archives and CSV files into the results, previewed whole and stored in one transaction."""

import json
import os
import sys
import time
from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_findings, say
from tweetplan.cli.session import FOUND_PROBLEMS, Session, handles, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.importing import Report
    from tweetplan.analysis.reading import Progress

PHASES = {"read": "reading", "compare": "comparing", "store": "storing"}
MOST_SHOWN = 20
EVERY_SECONDS = 0.2


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option(
    "--account",
    default="",
    metavar="@H",
    shell_complete=handles,
    help="Whose results these are; wins over handles in links.",
)
@click.option("--reader", default="", metavar="NAME", help="Else the reader that is surest.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do; needs no workspace.")
@click.option("--encoding", default="", metavar="NAME", help="cp1252, utf-16 …; else UTF-8.")
@click.option(
    "--map", "columns", multiple=True, metavar="NAME=HEADER", help="Which column is which: --map value=Leads."
)
@click.option("--progress", "progress", type=click.Choice(["json"]), default=None, help="JSON lines on stderr.")
@verb
def import_command(
    session: Session,
    files: tuple[str, ...],
    account: str,
    reader: str,
    dry_run: bool,
    encoding: str,
    columns: tuple[str, ...],
    progress: str | None,
) -> int:
    """Read exports from X, archives or CSV files into the results; `-` reads standard input.

    Everything is read and compared first, then stored at once or not at all. The same file twice adds nothing. Rejected
    rows are named with file and line (exit code 3) and keep nothing else out.
    """
    from tweetplan.analysis import importing
    from tweetplan.plugins import Plugins

    workspace = None if dry_run and not session.located() else session.declared
    follow = _progress(progress)
    previewed = importing.preview(
        workspace,
        Plugins.load(environ=os.environ),
        files,
        account=account,
        reader=reader,
        columns=column_map(columns),
        encoding=encoding,
        stdin=sys.stdin.buffer if sys.stdin is not None else None,
        progress=follow,
    )
    report = previewed.report
    if workspace is not None and not dry_run:
        report = importing.commit(workspace, previewed, progress=follow)
    print_findings(report.warnings, stream=sys.stderr)
    session.answer(report.json(), lambda: _print(report, dry_run))
    return FOUND_PROBLEMS if report.rejected else 0


def _print(report: "Report", dry_run: bool) -> None:
    begin = "Would import" if dry_run else "Imported" if report.batch else "Nothing new"
    whose = f" for {', '.join(report.accounts)}" if report.accounts else ""
    counts = f"{report.new:,} new, {report.updated:,} updated, {report.known:,} known"
    say(f"{begin}{whose}: {report.read:,} rows read, {counts}, {len(report.rejected):,} rejected.")
    if report.matched or report.unsure or report.unplanned:
        say(f"Posts: {report.matched:,} matched to the plan, {report.unsure:,} unsure, {report.unplanned:,} unplanned.")
    for row in report.rejected[:MOST_SHOWN]:
        say(f"✗ {row.file}, line {row.line}: {row.why}")
    if len(report.rejected) > MOST_SHOWN:
        say(f"… and {len(report.rejected) - MOST_SHOWN:,} more: --json lists all of them.")
    if report.batch:
        say("`tweetplan undo` withdraws it.")


def column_map(given: tuple[str, ...]) -> dict[str, str]:
    """Which column is which, as `--map NAME=HEADER` says it; raises `UsageProblem` for anything else."""
    found: dict[str, str] = {}
    for pair in given:
        name, sign, header = pair.partition("=")
        if not sign or not name.strip() or not header:
            raise UsageProblem(f"--map {pair!r} is not NAME=HEADER.", "Such as --map value=Leads.")
        found[name.strip()] = header
    return found


def _progress(wanted: str | None) -> "Progress | None":
    """Who is told how far it is: a program (JSON lines), a person at a terminal (one line), or nobody."""
    if wanted == "json":
        return _throttled(_json_line)
    if sys.stderr is not None and sys.stderr.isatty():
        return _throttled(_terminal_line)
    return None


def _throttled(tell: "Progress") -> "Progress":
    """At most five words a second, but the first and the last of each phase."""
    when, before = 0.0, (-1, -1, "")

    def follow(done: int, total: int, phase: str) -> None:
        nonlocal when, before
        now = time.monotonic()
        told = (done, total, phase)
        if told != before and (phase != before[2] or done >= total or now - when >= EVERY_SECONDS):
            when, before = now, told
            tell(*told)

    return follow


def _json_line(done: int, total: int, phase: str) -> None:
    print(json.dumps({"done": done, "total": total, "message": PHASES.get(phase, phase)}), file=sys.stderr, flush=True)


def _terminal_line(done: int, total: int, phase: str) -> None:
    share = f"{done / total * 100:3.0f} %" if total else ""
    over = phase == "store" and done >= total
    print("\r\x1b[K" + ("" if over else f"{PHASES.get(phase, phase)} {share}"), end="", file=sys.stderr, flush=True)
