"""Importing results, staged: read and compare every file first, say what it would do, then store it all at once.

Until `commit` nothing is written; an interruption at any time before its end leaves nothing behind.
"""

import gc
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from tweetplan.analysis import committing, deciding
from tweetplan.analysis.deciding import Decision
from tweetplan.analysis.matching import Matches, Posted, match
from tweetplan.analysis.reading import FileReading, Progress
from tweetplan.analysis.staging import DAY, KIND, TEXT, Part
from tweetplan.domain.declaration_checks import nearest
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.measures import MENTION_MEASURES, POST_MEASURES, X_MEASURES
from tweetplan.domain.results import Rejected
from tweetplan.plugins import Plugins
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import matched as stored_matches
from tweetplan.storage import results as stored
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Change, Workspace, instant_text

REJECTED_KEPT = 100
"""Rejected rows that stay with the batch, for the list of imports."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. Rows read = new + updated + known + rejected."""

    batch: str
    """The id of the batch; empty when nothing was stored."""
    read: int
    new: int
    updated: int
    known: int
    rejected: tuple[Rejected, ...]
    matched: int
    unsure: int
    unplanned: int
    warnings: tuple[Finding, ...] = ()
    accounts: tuple[str, ...] = ()
    """The accounts the results are of, as handles."""
    accounts_added: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """The report as `import --json` prints it."""
        rejected = [{"file": row.file, "line": row.line, "why": row.why} for row in self.rejected]
        counts = {name: getattr(self, name) for name in ("read", "new", "updated", "known")}
        plan = {name: getattr(self, name) for name in ("matched", "unsure", "unplanned")}
        return {"batch": self.batch, **counts, "rejected": rejected, **plan}


@dataclass(frozen=True)
class Preview:
    """An import that was read and compared, and not stored yet."""

    report: Report
    decision: Decision
    matches: Matches
    parts: tuple[Part, ...]
    handles: Mapping[str, str]
    """The accounts it is about: key → handle."""
    revision: int
    """The workspace's revision that it was compared with."""


def preview(
    ws: Workspace | None,
    plugins: Plugins,
    paths: Sequence[str | Path],
    *,
    account: str = "",
    reader: str = "",
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Read every file and compare it with the workspace (None: with an empty one); nothing is written.

    Raises `Problem` naming each file that cannot be taken as a whole, `UsageProblem` when nobody says whose it is.
    """
    if not paths:
        raise UsageProblem("There is no file to import.", "Name one or more files, or `-` for standard input.")
    known = _known(ws)
    reading = FileReading(ws, plugins, known, account=account, reader=reader, columns=columns, encoding=encoding,
                          stdin=stdin, progress=progress)  # fmt: skip
    with _collector_resting():
        parts = reading.parts(paths)
        if progress:
            progress(0, 1, "compare")
        return _compared(ws, parts, reading.handles, known)


def preview_parts(ws: Workspace, parts: tuple[Part, ...], handles: Mapping[str, str]) -> Preview:
    """As `preview`, of rows that came another way than in files; `handles` are the accounts they are of, by key."""
    with _collector_resting():
        return _compared(ws, parts, handles, _known(ws))


def commit(ws: Workspace, previewed: Preview, *, operation_id: str = "", progress: Progress | None = None) -> Report:
    """Store a preview in one transaction; if anything was stored since, it is compared again first.

    Returns the report of what was stored. When all of it is known already, nothing is written and no operation logged.
    """
    with _collector_resting(), ws.operation("import", operation_id=operation_id) as change:
        if change.seq - 1 != previewed.revision:
            previewed = _compared(ws, previewed.parts, previewed.handles, _known(ws))
        if previewed.decision.empty:
            confirmed = committing.confirm_known(ws, change, previewed.matches)
            change.summary = f"confirmed {confirmed} posts that are out, by results that were known"
            return previewed.report
        report = replace(previewed.report, batch=ws.new_id())
        for handle in report.accounts_added:
            change.put(stored_accounts.TABLE, stored_accounts.row(Account(handle)))
        _enter(ws, change, report, previewed)
        committing.write(
            ws, change, report.batch, previewed.parts, previewed.decision, previewed.matches, progress or _silent
        )
        change.batch, change.summary = report.batch, _summary(report, previewed.parts)
    return report


def run(ws: Workspace, plugins: Plugins, paths: Sequence[str | Path], **options: Any) -> Report:
    """Preview and commit in one go; options as of `preview`."""
    return commit(ws, preview(ws, plugins, paths, **options), progress=options.get("progress"))


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Let Python's cycle collector rest: it would walk a million rows that hold no cycles, again and again."""
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()


def _known(ws: Workspace | None) -> dict[str, Account]:
    return {account.key: account for account in stored_accounts.every(ws.db)} if ws else {}


def _compared(
    ws: Workspace | None, parts: tuple[Part, ...], handles: Mapping[str, str], known: Mapping[str, Account]
) -> Preview:
    revision = ws.revision if ws else 0
    decision = deciding.decide(ws.db if ws else None, parts)
    matches = _matched(ws, parts)
    added = tuple(handle for key, handle in handles.items() if key not in known)
    counts, rejected = decision.counts, [row for part in parts for row in part.rejected]
    settled = matches.all.keys() | matches.unsure.keys()
    report = Report(
        batch="",
        read=sum(part.read for part in parts),
        new=counts.new,
        updated=counts.updated,
        known=counts.known,
        rejected=tuple(rejected),
        matched=len(matches.all),
        unsure=len(matches.unsure),
        unplanned=len(_own(parts) - settled),
        warnings=_once(
            (
                *(w for part in parts for w in part.warnings),
                *_unknown_measures(ws, parts),
                *_added(ws, added),
                *_unapproved(ws, matches),
            )
        ),
        accounts=tuple(handles.values()),
        accounts_added=added if ws else (),
    )
    return Preview(report, decision, matches, parts, handles, revision)


def _own(parts: Sequence[Part]) -> set[str]:
    """The ref of every post that is neither a reply nor a repost."""
    return {
        ref for part in parts for posts in part.posts.values() for ref, post in posts.items() if post[KIND] == "own"
    }


def _matched(ws: Workspace | None, parts: Sequence[Part]) -> Matches:
    accounts = {account for part in parts for account in part.posts}
    planned = [post for account in sorted(accounts) for post in stored_matches.planned(ws.db, account)] if ws else []
    if not planned or ws is None:
        return Matches()
    return match(planned, (
        Posted(ref, account, post[DAY], post[TEXT])
        for part in parts
        for account, posts in part.posts.items()
        for ref, post in posts.items()
        if post[KIND] == "own"
    ), stored_matches.decided(ws.db))  # fmt: skip


def _unknown_measures(ws: Workspace | None, parts: Sequence[Part]) -> Iterator[Finding]:
    """A name that nothing declares is taken, with a word about it: it may be a slip."""
    declared = set(declarations.measures(ws)) if ws else {measure.key for measure in X_MEASURES}
    for part in parts:
        named = {core.measure for core in part.days} | {key[3] for key in part.covers}
        for measure in sorted(named - declared - set(POST_MEASURES) - set(MENTION_MEASURES)):
            told = f"nothing declares the measure {measure!r}; it was taken as it is"
            yield Finding("results.measure", "warning", told, part.file.name, nearest(measure, sorted(declared)))


def _added(ws: Workspace | None, handles: Sequence[str]) -> Iterator[Finding]:
    for handle in handles if ws else ():
        told = f"{handle} was not known: added as a main account whose days are those of UTC"
        remedy = f"Say its own zone: `tweetplan account edit {handle} --zone Europe/Berlin`."
        yield Finding("results.account-added", "warning", told, handle, remedy)


def _unapproved(ws: Workspace | None, matches: Matches) -> Iterator[Finding]:
    """Posts of the plan that are out though the wording there was not approved (T07)."""
    for post in committing.unapproved(ws.db, matches) if ws and matches.matched else ():
        told = f"“{post.title[:60]}” is out, and was not approved as the plan has it"
        yield Finding("T07.unapproved", "warning", told, post.id, "Ask who posted it.")


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What several files make one say is said once, naming the first and how many more."""
    found: dict[tuple[str, str], tuple[Finding, int]] = {}
    for finding in findings:
        key = (finding.rule, finding.message)
        first, times = found.get(key, (finding, 0))
        found[key] = (first, times + 1)
    return tuple(
        first if times == 1 else replace(first, where=f"{first.where} and {times - 1} more")
        for first, times in found.values()
    )


def _enter(ws: Workspace, change: Change, report: Report, previewed: Preview) -> None:
    """Write the batch's own row."""
    kept = report.json()["rejected"][:REJECTED_KEPT]
    counts = {**report.json(), "batch": None, "rejected": len(report.rejected), "rejected_first": kept}
    del counts["batch"]
    parts = previewed.parts
    stored.add_batch(
        change.db, report.batch, change.seq, ",".join(dict.fromkeys(part.file.reader for part in parts)),
        ",".join(sorted(previewed.handles)), committing.files_json(parts), instant_text(ws.clock()),
        json.dumps(counts, ensure_ascii=False),
    )  # fmt: skip


def _summary(report: Report, parts: Sequence[Part]) -> str:
    what = parts[0].file.name if len(parts) == 1 else f"{len(parts)} files"
    counts = f"{report.new} new, {report.updated} updated, {report.known} known, {len(report.rejected)} rejected"
    name = re.sub(r"[\x00-\x1f\x7f-\x9f]", "�", what)[:80]
    return f"imported {name} for {', '.join(report.accounts)}: {counts}"


def _silent(done: int, total: int, phase: str) -> None:
    """Nobody wants to hear of progress."""
