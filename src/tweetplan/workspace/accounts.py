"""Accounts: the handles that a workspace plans for, each with its role and its two zones (C02)."""

import re
from dataclasses import replace

from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.domain.goals import Account, AccountRole, handle_key
from tweetplan.storage import accounts as stored
from tweetplan.storage import references
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import missing, zone_name

_HANDLE = re.compile(r"@?[A-Za-z0-9_]{1,50}")
FIRST = "Add one with `tweetplan account add @handle`."


def listing(ws: Workspace) -> tuple[Account, ...]:
    """Every account, main ones first."""
    return stored.every(ws.db)


def get(ws: Workspace, handle: str) -> Account:
    """The account of this handle, in any case, with or without @; raises `NotFound` with the nearest one."""
    found = stored.one(ws.db, handle_key(handle))
    if found is None:
        raise missing("account", handle, (account.handle for account in listing(ws)), FIRST)
    return found


def chosen(ws: Workspace, handle: str = "") -> Account:
    """The account named, else the only or first main one; raises `NotFound` when there is none."""
    if handle:
        return get(ws, handle)
    known = listing(ws)
    if not known:
        raise missing("account", "of your own", (), FIRST)
    return known[0]


def checked(account: Account) -> Account:
    """The account with a tidy handle; raises `UsageProblem` when handle, role or a zone cannot be."""
    if not _HANDLE.fullmatch(account.handle.strip()):
        raise UsageProblem(f"{account.handle!r} is not a handle of X.", "Write @ and letters, digits or _.")
    if account.role not in ("main", "support"):
        raise UsageProblem(f"An account is main or support, not {account.role!r}.")
    zone_name(account.zone)
    if account.audience_zone:
        zone_name(account.audience_zone)
    return replace(account, handle="@" + account.handle.strip().lstrip("@"))


def add(
    ws: Workspace, handle: str, *, role: AccountRole = "main", zone: str = "UTC", audience_zone: str = ""
) -> Account:
    """Add an account; raises `Conflict` when there is one of this handle."""
    account = checked(Account(handle, role, zone, audience_zone))
    with ws.operation("account.add") as change:
        if stored.one(ws.db, account.key) is not None:
            raise Conflict(f"There is an account {account.handle} already.", "Edit it instead.")
        change.put(stored.TABLE, stored.row(account))
        change.summary = f"added account {account.handle}"
    return get(ws, account.key)


def edit(
    ws: Workspace,
    handle: str,
    *,
    role: AccountRole | None = None,
    zone: str | None = None,
    audience_zone: str | None = None,
    spelling: str | None = None,
    expected: int | None = None,
) -> Account:
    """Change what is given; `spelling` is the same handle in another case. `expected`: the version that was read."""
    known = get(ws, handle)
    wanted = checked(
        replace(
            known,
            handle=known.handle if spelling is None else spelling,
            role=role or known.role,
            zone=known.zone if zone is None else zone,
            audience_zone=known.audience_zone if audience_zone is None else audience_zone,
        )
    )
    if wanted.key != known.key:
        raise UsageProblem("A handle cannot become another.", "Add the new one as an account of its own.")
    with ws.operation("account.edit") as change:
        change.put(stored.TABLE, stored.row(wanted), expected)
        change.summary = f"changed account {wanted.handle}"
    return get(ws, wanted.key)


def remove(ws: Workspace, handle: str) -> None:
    """Remove an account that nothing uses; raises `Conflict` naming what does."""
    known = get(ws, handle)
    with ws.operation("account.remove") as change:
        uses = references.uses_of_account(ws.db, known.key)
        if uses:
            raise Conflict(f"{known.handle} is in use by {', '.join(uses)}.", "Remove those first.")
        change.remove(stored.TABLE, known.key)
        change.summary = f"removed account {known.handle}"
