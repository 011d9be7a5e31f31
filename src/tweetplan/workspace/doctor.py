"""The doctor: what about this machine, these files and this terminal needs mending, and the one command that mends it.

It works without a workspace, and on one that cannot be opened: that is when people ask it.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import Any

from tweetplan import __version__
from tweetplan.domain.findings import Finding, Problem
from tweetplan.storage import file_modes, filesystems, holdings, sqlite, ticks
from tweetplan.storage.database import Database
from tweetplan.storage.identity import uid_of
from tweetplan.storage.locations import backups_of
from tweetplan.workspace.checks import Check
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import real_time, workspace_file
from tweetplan.workspace.terminal_checks import Ask, terminal_checks

LEAST_FREE = 64 * 1024 * 1024
"""Bytes: below this a save may fail at any moment."""
TICK_LATE = timedelta(hours=1)


def doctor(
    location: str | None,
    *,
    environ: Mapping[str, str],
    size: tuple[int, int] | None = None,
    findings: Sequence[Finding] = (),
    sqlite_version: str = sqlite.VERSION,
    clock: Callable[[], datetime] = real_time,
    ask: Ask | None = None,
) -> list[Check]:
    """Look at everything; `location` is the workspace's, if one is set.

    `size` is the terminal's (columns, rows), None without one; `findings` are what plugins and config complained of;
    `ask` runs a short command and gives its answer (for tmux's options; without it none is asked).
    """
    checks = [_library(sqlite_version)]
    if location:
        checks += _place(location, clock)
    checks += terminal_checks(environ, size, ask)
    checks.append(_zones())
    checks += [Check(each.rule, False, f"{each.where} {each.message}".strip(), each.remedy) for each in findings]
    return checks


def _library(version: str) -> Check:
    trouble = sqlite.trouble_with(version)
    remedy = "pip install 'pysqlite3>=0.6.1'" if trouble else ""
    return Check("sqlite", not trouble, trouble or f"SQLite {version} ({sqlite.DRIVER})", remedy)


def _place(location: str, clock: Callable[[], datetime]) -> Iterator[Check]:
    """The file, its folder and its disk; then, if it opens, what it says."""
    try:
        path = workspace_file(location)
    except Problem as problem:
        yield Check("workspace", False, problem.message, problem.remedy)
        return
    if not path.exists():
        yield Check("workspace", False, f"there is no workspace at {path}", f"tweetplan init {quote(str(path.parent))}")
        return
    yield from _disk(path)
    found = list(file_modes.troubles(path))
    yield from (Check("modes", False, each.detail, each.remedy) for each in found)
    if not found:
        shared = "its group" if file_modes.is_shared(path.parent) else "you alone"
        yield Check("modes", True, f"{path} is for {shared}")
    try:
        database = Database.open(path)
    except Problem as problem:
        yield Check("workspace", False, problem.message, problem.remedy)
        return
    try:
        yield Check("workspace", not database.read_only, f"{path} opens" + (" read-only" * database.read_only),
                    file_modes.sharing_command(path) if database.read_only else "")  # fmt: skip
        yield from _inside(database, clock())
    finally:
        database.close()


def _disk(path: Path) -> Iterator[Check]:
    kind = filesystems.network_kind(path.parent)
    yield Check(
        "disk",
        not kind,
        f"{path.parent} is on {kind}, shared with other machines" if kind else f"{path.parent} is on a local disk",
        "tweetplan backup ./tweetplan.db    # then move it to a local disk of the machine all log in to"
        if kind
        else "",
    )
    free = filesystems.free_bytes(path.parent)
    enough = free >= LEAST_FREE
    yield Check("space", enough, f"{free // 1024**2:,} MiB free", "" if enough else f"df -h {quote(str(path.parent))}")


def _inside(database: Database, now: datetime) -> Iterator[Check]:
    said = ticks.last(database)
    last = datetime.fromisoformat(said) if said else None
    remedy = "tweetplan tick --units"
    if last is None:
        yield Check("tick", False, "no tick has run: nothing periodic is done by itself", remedy)
    else:
        late = now - last > TICK_LATE
        yield Check("tick", not late, f"the last tick ran at {last:%Y-%m-%d %H:%M} UTC", remedy if late else "")
    for job, outcome in ticks.last_failures(database):
        yield Check("tick", False, f"{job} {outcome}", "tweetplan tick")
    yield _logins(holdings.logins(database))


def _logins(logins: Sequence[str]) -> Check:
    """Approvals are told apart by uid alone, so members without one, or with the same one, are named."""
    people: dict[Any, list[str]] = {}
    for login in logins:
        people.setdefault(uid_of(login), []).append(login)
    strangers = people.pop(None, [])
    same = [" and ".join(names) for names in people.values() if len(names) > 1]
    if same:
        detail = f"{', '.join(same)} are one Unix user, so their approvals cannot be told apart"
        return Check("logins", False, detail, f"useradd {same[0].split(' and ')[1]}")
    if strangers:
        detail = f"{', '.join(strangers)} of the team cannot log in here: whoever acts for them acts under another name"
        return Check("logins", False, detail, f"useradd {strangers[0]}")
    return Check(
        "logins", True, f"{len(logins)} members, each a login of their own" if logins else "no team: all may write"
    )


def _zones() -> Check:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Europe/Berlin")
    except (ZoneInfoNotFoundError, OSError):
        return Check("zones", False, "the time zone database is missing", "pip install tzdata")
    return Check("zones", True, "the time zone database is there")


def info(ws: Workspace) -> Mapping[str, Any]:
    """What one workspace is: its files, its versions, its team's rights and how much it holds."""
    path = ws.db.path
    return {
        "workspace": os.fspath(path),
        "backups": os.fspath(backups_of(path)),
        "bytes": sum(part.stat().st_size for part in file_modes.parts_of(path) if part.exists()),
        "shared": file_modes.is_shared(path.parent),
        "read_only": ws.db.read_only,
        "you": ws.actor.login,
        "tweetplan": __version__,
        "sqlite": f"{sqlite.VERSION} ({sqlite.DRIVER})",
        "schema": holdings.schema(ws.db),
        "revision": ws.revision,
        "last_tick": ticks.last(ws.db) or None,
        "counts": holdings.counts(ws.db),
    }
