"""Verbs about the plan as a TOML file: take it out, compare it, apply it."""

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_findings, say, talk
from tweetplan.cli.session import FOUND_PROBLEMS, Session, verb
from tweetplan.domain.findings import Conflict, NotFound, Problem

if TYPE_CHECKING:
    from tweetplan.workspace.plan import Applied, PlanChange

SIGNS = {"add": "+", "change": "~", "remove": "-"}
PRUNE = click.option("--prune", is_flag=True, help="Also remove what the file's sections no longer have.")


@click.group("plan")
def plan_command() -> None:
    """The plan as TOML: accounts, team, goals, themes, patterns, mix, reserve and rules; fit for git."""


@plan_command.command("export")
@click.argument("file", default="-")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@verb
def export(session: Session, file: str, force: bool) -> None:
    """Write the plan to FILE, or to standard output."""
    from tweetplan.workspace.plan import export as plan_text

    workspace = session.workspace
    text = plan_text(workspace)
    if file != "-":
        _write(Path(file), text, force)
        talk(f"Wrote {file} (revision {workspace.revision}).")
        if session.json:
            session.answer({"file": file, "revision": workspace.revision}, lambda: None)
    elif session.json:
        session.answer({"plan": text, "revision": workspace.revision}, lambda: None)
    else:
        _to_stdout(text)


@plan_command.command("diff")
@click.argument("file")
@PRUNE
@verb
def diff(session: Session, file: str, prune: bool) -> int:
    """What applying FILE would add, change and remove, and what the checks say of it."""
    return _preview(session, file, prune)


@plan_command.command("apply")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@PRUNE
@verb
def apply(session: Session, file: str, dry_run: bool, prune: bool) -> int:
    """Apply FILE: all of it or nothing. A record that others changed since its revision is a conflict (exit code 5)."""
    if dry_run:
        return _preview(session, file, prune)
    from tweetplan.cli.goal_edits import own_check
    from tweetplan.workspace.plan import apply as apply_plan

    workspace = session.declared
    raw, name = _read(file)
    applied = apply_plan(workspace, raw, name, prune=prune, own=own_check(workspace))

    def people() -> None:
        _print(applied)
        say(f"Applied {name}: {_count(applied)}. Revision {applied.revision}.")

    session.answer(applied, people)
    return 0


def _preview(session: Session, file: str, prune: bool) -> int:
    from tweetplan.cli.goal_edits import own_check
    from tweetplan.workspace.plan import diff as compare

    workspace = session.declared
    raw, name = _read(file)
    found = compare(workspace, raw, name, prune=prune, own=own_check(workspace))

    def people() -> None:
        _print(found)
        say(f"{name} against revision {found.revision}: {_count(found)}. Nothing was written.")

    session.answer(found, people)
    if any(change.conflict for change in found.changes):
        return Conflict.exit_code
    return FOUND_PROBLEMS if any(finding.severity == "error" for finding in found.findings) else 0


def _read(file: str) -> tuple[bytes, str]:
    """At most a little more than a plan may have, so that the limit itself is noticed; never waits for a FIFO."""
    from tweetplan.exchange.toml_guard import MAX_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), "stdin"
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except (OSError, ValueError) as error:
        raise Problem(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Problem(f"{file} is not a regular file.", "Name a file; to read from a pipe, use `-`.")
        return opened.read(MAX_BYTES + 1), Path(file).name


def _write(target: Path, text: str, force: bool) -> None:
    """The file whole or not at all; never through a link that lies there."""
    from tweetplan.storage.copies import settle

    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
        settle(draft, target, force=force)
    except OSError as error:
        raise Problem(f"{target} cannot be written: {error.strerror}.", "Name a file in a folder of yours.") from error
    finally:
        draft.unlink(missing_ok=True)


def _to_stdout(text: str) -> None:
    """The file's own bytes; control characters in it are escapes of TOML, so none reaches a terminal."""
    if sys.stdout is not None:
        sys.stdout.write(text)


def _print(found: "Applied") -> None:
    for change in found.changes:
        say(f"{SIGNS[change.kind]} {change.section} {change.name}" + _conflict(change))
        for field, (before, after) in change.fields.items() if change.kind == "change" else ():
            say(f"    {field}: {before} → {after}")
    print_findings(found.findings)


def _conflict(change: "PlanChange") -> str:
    return f"    conflict: {change.conflict}" if change.conflict else ""


def _count(found: "Applied") -> str:
    counts = {kind: sum(change.kind == kind for change in found.changes) for kind in SIGNS}
    words = [f"{count} to {kind}" for kind, count in counts.items() if count]
    return ", ".join(words) if words else "nothing differs"
