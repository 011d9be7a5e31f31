"""What a tick does: exports put into the drop folder are imported, closed periods recorded, a backup made.

The drop folder lies beside the workspace. Files in `drop/@handle/` are of that account; files in `drop/` itself must
name their accounts. What was taken moves to `drop/done`, what could not be taken to `drop/failed`; nothing is deleted.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tweetplan.analysis import importing
from tweetplan.analysis.alarming import alarm_job
from tweetplan.analysis.audience import refresh_job
from tweetplan.analysis.fetching import fetching_job
from tweetplan.analysis.notifying import tell_waiting
from tweetplan.analysis.publishing import publishing_job
from tweetplan.analysis.triaging import sort_job
from tweetplan.domain.findings import Conflict, Problem
from tweetplan.storage.file_modes import make_directory
from tweetplan.workspace import advice, goals, rhythm
from tweetplan.workspace.caring import care_job
from tweetplan.workspace.closing import close_periods
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.duplicates import take_in_all
from tweetplan.workspace.elastic import report_unused
from tweetplan.workspace.posts_due import expire_due, remind
from tweetplan.workspace.tick import Job, backup_job, daily, every_tick, hourly

DROP, DONE, FAILED = "drop", "done", "failed"
SETTLED = timedelta(seconds=30)
"""A file that changed more recently may still be on its way here."""
MOST_FILES = 200
ADVICE_SECONDS = 120


def periodic_jobs() -> tuple[Job, ...]:
    """Every job of a tick, in the order in which they run."""
    return (
        Job("drop folder", every_tick, import_dropped),
        Job("fetching", daily, fetching_job),
        Job("mentions", every_tick, sort_job),
        Job("mention alarm", hourly, alarm_job),
        Job("audience", hourly, refresh_job),
        Job("care", daily, care_job),
        Job("periods", every_tick, close_periods),
        Job("publishing", every_tick, publishing_job),
        Job("posts", every_tick, expire_due),
        Job("reminders", hourly, remind),
        Job("meetings", hourly, rhythm.remind),
        Job("advice", every_tick, refresh_advice),
        Job("elastic slots", daily, report_unused),
        Job("texts", hourly, take_in_all),
        Job("notices", every_tick, tell_waiting),
        backup_job(),
    )


def refresh_advice(ws: Workspace) -> str:
    """Compute estimates and advice in a child once a day, and when results or goals changed; '' while they are new.

    Raises `Problem` with what the child said when it fails.
    """
    if ws.as_of is not None or not goals.listing(ws):
        return ""
    if advice.is_new(ws):
        return ""
    command = [sys.executable, "-m", "tweetplan", "--workspace", str(ws.db.path), "advise", "--refresh", "--json"]
    done = subprocess.run(command, capture_output=True, timeout=ADVICE_SECONDS, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Problem(done.stderr.decode("utf-8", "replace").strip()[-300:] or f"ended with {done.returncode}")
    return "computed"


def import_dropped(ws: Workspace) -> str:
    """Import each settled file of the drop folder, one batch a file; what came of them in one line.

    Raises `Problem` naming the files that could not be taken, after the others were.
    """
    folder = ws.db.path.parent / DROP
    found = sorted(_waiting(folder, ws.clock()))[:MOST_FILES]
    if not found:
        return ""
    from tweetplan.plugins import Plugins

    plugins = Plugins.load(environ=os.environ)
    told, failed = [], []
    for file, account in found:
        try:
            report = importing.run(ws, plugins, [file], account=account)
        except Conflict:
            raise
        except Problem as problem:
            _move(file, folder / FAILED, ws.clock())
            failed.append(f"{file.name}: {problem.message}")
            continue
        _move(file, folder / DONE, ws.clock())
        rejected = f", {len(report.rejected)} rejected" if report.rejected else ""
        told.append(f"{file.name}: {report.new} new, {report.updated} updated{rejected}")
    if failed:
        raise Problem("; ".join([*failed, *told]), f"They are in {folder / FAILED}.")
    return "; ".join(told)


def _waiting(folder: Path, now: datetime) -> Iterator[tuple[Path, str]]:
    """The files that lie ready, each with its account; never through a link."""
    if not folder.is_dir():
        return
    places = [(folder, "")]
    places += [(inner, inner.name) for inner in folder.iterdir() if inner.name.startswith("@") and _real(inner)]
    for place, account in places:
        for file in place.iterdir() if place.is_dir() else ():
            if not file.name.startswith(".") and file.is_file() and _real(file):
                if now.timestamp() - file.stat().st_mtime >= SETTLED.total_seconds():
                    yield file, account


def _real(path: Path) -> bool:
    return not path.is_symlink()


def _move(file: Path, folder: Path, now: datetime) -> None:
    """Put the file away under a name that says when, and that no other file has."""
    make_directory(folder)
    stem = f"{now:%Y%m%dT%H%M%S}-{file.name}"
    names = (folder / (stem if n == 0 else f"{n}-{stem}") for n in range(1000))
    file.rename(next(name for name in names if not os.path.lexists(name)))
