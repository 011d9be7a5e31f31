"""Opening the files of an import one by one, asking the readers, and settling whose results they are."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from tweetplan.analysis.sources import FileSource, open_source
from tweetplan.analysis.staging import Part, StagedFile, Stager
from tweetplan.domain.findings import Finding, Problem, UsageProblem
from tweetplan.domain.goals import Account, handle_key
from tweetplan.domain.periods import local_day
from tweetplan.domain.results import Results
from tweetplan.plugins import Plugins
from tweetplan.workspace.core import Workspace

Progress = Callable[[int, int, str], None]
"""Done, total, phase: `read` (bytes), `compare` or `store` (rows)."""
SOMEBODY = "@somebody"
"""Whose results they are when a file is only looked at, without a workspace, and does not say."""
_HANDLE = re.compile(r"@?[A-Za-z0-9_]{1,50}")
_IN_LINK = re.compile(r"(?:x|twitter)\.com/([A-Za-z0-9_]{1,50})/status")
_IN_NAME = re.compile(r"tweet_activity_metrics_([A-Za-z0-9_]{1,50}?)_[0-9]{8}_[0-9]{8}")
LINKS = 200
"""Links looked at for the handle in them."""


class FileReading:
    """The reading of one import's files, all with the same options."""

    def __init__(
        self,
        ws: Workspace | None,
        plugins: Plugins,
        known: Mapping[str, Account],
        *,
        account: str = "",
        reader: str = "",
        columns: Mapping[str, str] | None = None,
        encoding: str = "",
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
    ) -> None:
        if account and not _HANDLE.fullmatch(account.strip()):
            raise UsageProblem(f"{account[:60]!r} is not a handle of X.", "Write @ and letters, digits or _.")
        self._ws, self._plugins = ws, plugins
        self._account, self._reader = account, reader
        self._zones = {key: held.zone for key, held in known.items()}
        self._columns, self._encoding, self._stdin, self._progress = columns, encoding, stdin, progress
        self._stager = Stager(self._zone_of, self._today_of)

    @property
    def handles(self) -> Mapping[str, str]:
        """The accounts that rows were found for: key → handle."""
        return self._stager.handles

    def parts(self, paths: Sequence[str | Path]) -> tuple[Part, ...]:
        """Every file's rows; raises `Problem` naming each file that cannot be taken as a whole."""
        sizes = [_size(path) for path in paths]
        found: list[Part] = []
        problems: list[tuple[str, Problem]] = []
        for number, path in enumerate(paths):
            try:
                found.append(self._part(path, sum(sizes[:number]), sum(sizes)))
            except Problem as problem:
                problems.append((str(path), problem))
        if len(problems) == 1 and len(paths) == 1:
            raise problems[0][1]
        if problems:
            told = [Finding("results.file", "error", p.message, path, p.remedy) for path, p in problems]
            kind = type(problems[0][1])
            raise kind(f"{len(problems)} of {len(paths)} files cannot be taken: {problems[0][1].message} Nothing was"
                       " imported.", problems[0][1].remedy, told)  # fmt: skip
        return tuple(found)

    def _part(self, path: str | Path, before: int, total: int) -> Part:
        progress = self._progress
        tick = (lambda at: progress(min(before + at, total), total, "read")) if progress and total else None
        key = handle_key(self._account) if self._account else ""
        with open_source(
            path, self._stdin, account=key, zone=self._zone_of(key), zones=self._zones, columns=self._columns,
            encoding=self._encoding, tick=tick,
        ) as source:  # fmt: skip
            source.examine()
            if not source.head.strip():
                raise Problem(f"{source.name} is empty.", "Export it again.")
            results = self._plugins.read(source, self._reader)
            if results is None:
                raise Problem(f"No reader knows {source.name}." if not self._reader else
                              f"{source.name} is no file for the reader {self._reader}.",
                              "It reads X's exports and archive, and CSV with the columns that the documentation"
                              " lists; name them with --columns.")  # fmt: skip
            account = self._account or results.account or self._guessed(results, source)
            period_end = results.period_end.isoformat() if results.period_end else ""
            file = StagedFile(source.name, source.digest, results.reader, period_end)
            part = self._stager.part(results, file, account)
            part.warnings += _warnings(results, source, account)
        return part

    def _guessed(self, results: Results, source: FileSource) -> str:
        """No account is needed where every row names its own; else this is the end, with a guess in the message."""
        rows = results.posts or results.days
        named = all(row.account for row in results.posts) and all(row.account for row in results.days)
        if rows and named and not results.people and not results.mentions:
            return ""
        guess = handle_in_links(results) or handle_in_name(source.name)
        if self._ws is None:
            return guess or SOMEBODY
        told = f" Its links or its name say {guess}." if guess else ""
        raise UsageProblem(f"{source.name} does not say whose results it holds.{told}",
                           f"Add --account {guess or '@handle'}.")  # fmt: skip

    def _zone_of(self, account: str) -> str:
        return self._zones.get(account, "UTC")

    def _today_of(self, account: str) -> date:
        return local_day(self._ws.clock(), self._zone_of(account)) if self._ws else date(2006, 3, 21)


def handle_in_links(results: Results) -> str:
    """The handle that most of the first links to posts name, with @; empty when they name none."""
    found = [match[1] for row in results.posts[:LINKS] if (match := _IN_LINK.search(row.url))]
    named = [handle for handle in found if handle.lower() != "i"]
    return "@" + max(set(named), key=named.count) if named else ""


def handle_in_name(name: str) -> str:
    """The handle that the old exports carry in their file name, with @; else empty."""
    found = _IN_NAME.search(name)
    return f"@{found[1]}" if found else ""


def _warnings(results: Results, source: FileSource, account: str) -> list[Finding]:
    found = []
    named = results.account or handle_in_links(results)
    if account and named and handle_key(named) != handle_key(account):
        told = f"it names {handle_key(named)}; taken as {handle_key(account)}, because you say so"
        found.append(Finding("results.account", "warning", told, source.name))
    if source.nuls:
        found.append(Finding("results.nul", "warning", f"{source.nuls} NUL characters were removed", source.name))
    return found


def _size(path: str | Path) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
