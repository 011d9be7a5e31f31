"""Fetching: figures and mentions that plugins bring from a network, stored as a batch like any file's."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from tweetplan.analysis import importing
from tweetplan.analysis.importing import Report
from tweetplan.analysis.staging import Part, StagedFile, Stager
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Account
from tweetplan.domain.periods import local_day
from tweetplan.domain.results import Results
from tweetplan.outward import Outward
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace

WINDOW = timedelta(days=30)
"""How far back figures are asked for again: X shows the private ones of a post for so long."""


def fetch(
    ws: Workspace, plugins: Outward, *, account: str = "", everything: bool = False, dry_run: bool = False
) -> Mapping[str, Report]:
    """Fetch what every fetcher brings, by account; an account that no fetcher serves is left out.

    A post known already follows the later period, as with files. Raises the first `Problem` when nothing was brought.
    """
    chosen = (accounts.get(ws, account),) if account else accounts.listing(ws)
    reports: dict[str, Report] = {}
    problems: list[Problem] = []
    for each in chosen:
        try:
            results = plugins.fetch(each, None if everything else ws.clock() - WINDOW)
        except Problem as problem:
            problems.append(problem)
            continue
        if results:
            reports[each.handle] = _store(ws, each, results, dry_run)
    if problems and not reports:
        raise problems[0]
    return reports


def _store(ws: Workspace, account: Account, results: tuple[Results, ...], dry_run: bool) -> Report:
    """Compare what came with what is known, and store it in one transaction unless it is only looked at."""
    today = local_day(ws.clock(), account.zone)
    stager = Stager(lambda _handle: account.zone, lambda _handle: today)
    parts = tuple(_part(stager, each, account, today) for each in results)
    previewed = importing.preview_parts(ws, parts, stager.handles)
    return previewed.report if dry_run else importing.commit(ws, previewed)


def _part(stager: Stager, results: Results, account: Account, today: date) -> Part:
    end = (results.period_end or today).isoformat()
    digest = hashlib.sha256(
        repr((results.posts, results.days, results.mentions)).encode("utf-8", "replace")
    ).hexdigest()
    file = StagedFile(f"{results.reader} {end}", digest, results.reader, end)
    part = stager.part(results, file, account.handle)
    part.warnings += results.warnings
    return part


def fetching_job(ws: Workspace) -> str:
    """The tick's part: fetch what fetchers are set up for; says what came, '' when none is."""
    import os

    from tweetplan.plugins import Plugins

    reports = fetch(ws, Plugins.load(environ=os.environ))
    return "; ".join(f"{handle}: {each.new} new, {each.updated} updated" for handle, each in reports.items())
