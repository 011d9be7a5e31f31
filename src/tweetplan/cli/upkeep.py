"""Verbs that keep a workspace well: the tick, copies, checks, and what this machine has to say."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from tweetplan.cli.output import print_findings, print_table, say, talk
from tweetplan.cli.session import FOUND_PROBLEMS, Session, verb, verdict
from tweetplan.domain.findings import Finding, Problem


@click.command("tick")
@click.option("--units", is_flag=True, help="Print the systemd units and the crontab line that run it, and do nothing.")
@verb
def tick_command(session: Session, units: bool) -> int:
    """Do whatever is due, once however many sessions ask: for cron or a systemd timer."""
    from tweetplan.workspace.tick import tick
    from tweetplan.workspace.tick import units as unit_files

    if units:
        program = str(Path(sys.argv[0]).resolve()) if sys.argv[0].endswith("tweetplan") else "tweetplan"
        texts = unit_files(program, session.located() or "")
        session.answer(texts, lambda: _print_units(texts))
        return 0
    from tweetplan.analysis.periodic import periodic_jobs

    done = tick(session.declared, periodic_jobs())

    def people() -> None:
        for each in done:
            say(f"{'✓' if each.ok else '✗'} {each.job}: {each.outcome or 'nothing to do'}")
        if not done:
            say("Nothing was due.")

    session.answer(done, people)
    return 0 if all(each.ok for each in done) else 1


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@verb
def backup_command(session: Session, file: Path, force: bool) -> None:
    """Copy the workspace as it is now into one file, while others go on working."""
    from tweetplan.workspace.backup import backup

    made = backup(session.workspace, file, force=force)
    session.answer({"backup": made}, lambda: say(f"Copied to {made}."))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "place", metavar="DIR", default="", help="Where to; else the workspace in use.")
@click.option("--force", is_flag=True, help="Replace the workspace that is there (a copy of it is kept).")
@verb
def restore_command(session: Session, file: Path, place: str, force: bool) -> None:
    """Make a workspace from a backup, after examining it."""
    from tweetplan.workspace.backup import restore

    target = place or session.located()
    if not target:
        raise Problem("No workspace is set, so it is not clear where to restore to.", "Name a folder with --to DIR.")
    made = restore(file, target, force=force)
    session.answer({"workspace": made}, lambda: say(f"Restored {made} from {file}."))


@click.command("move")
@click.argument("source", metavar="FROM")
@click.argument("place", metavar="TO")
@verb
def move_command(session: Session, source: str, place: str) -> None:
    """Move a workspace to another folder or file; nobody's change is lost on the way."""
    from tweetplan.storage.config import read_config, write_initial
    from tweetplan.workspace.backup import move
    from tweetplan.workspace.open import workspace_file

    workspace = session.opened(source)
    target, aside = move(workspace, place)
    known = read_config().workspace
    followed = bool(known) and workspace_file(known) == workspace.db.path
    if followed:
        write_initial(str(target))

    def people() -> None:
        say(f"Moved to {target}.")
        say(f"The old file is kept as {aside}; folders beside it (backups, drop, outbox) stay where they are.")
        say("Your own settings follow." if followed else "Tell the others; their settings name the old place.")

    session.answer({"workspace": target, "kept": aside, "settings_follow": followed}, people)


@click.command("check")
@verb
def check_command(session: Session) -> int:
    """Verify the workspace's invariants, each by its name; exit code 3 when one does not hold."""
    from tweetplan.workspace.invariants import check

    findings = list(check(session.workspace))

    def people() -> None:
        print_findings(findings)
        if not findings:
            say("Every invariant holds.")

    session.answer(findings, people)
    return verdict(findings)


@click.command("doctor")
@verb
def doctor_command(session: Session) -> int:
    """Look at this machine, the files and the terminal; each trouble comes with the command that mends it."""
    from tweetplan.storage.config import read_config
    from tweetplan.workspace.doctor import doctor

    size = shutil.get_terminal_size() if sys.stdout is not None and sys.stdout.isatty() else None
    checks = doctor(
        session.located(),
        environ=os.environ,
        size=(size.columns, size.lines) if size else None,
        findings=[*read_config().findings, *_plugin_findings()],
        ask=_ask,
    )

    def people() -> None:
        for check in checks:
            say(f"{'✓' if check.ok else '!'} {check.name}: {check.detail}")
            if check.remedy and not check.ok:
                say(f"    {check.remedy}")

    session.answer(checks, people)
    return 0 if all(check.ok for check in checks) else FOUND_PROBLEMS


@click.command("info")
@verb
def info_command(session: Session) -> None:
    """Where everything is, and which versions run; works without a workspace too."""
    from tweetplan import __version__
    from tweetplan.storage.locations import own_locations
    from tweetplan.storage.sqlite import DRIVER, VERSION
    from tweetplan.workspace.doctor import info

    places = own_locations()
    held: dict[str, Any] = {
        "tweetplan": __version__,
        "python": sys.version.split()[0],
        "sqlite": f"{VERSION} ({DRIVER})",
    }
    held |= {"config": str(places.config_file), "state": str(places.state), "workspace": session.located()}
    if held["workspace"]:
        try:
            held |= info(session.workspace)
        except Problem as problem:
            talk(f"tweetplan: {problem.message} {problem.remedy}")

    def people() -> None:
        rows = [(name.replace("_", " "), held[name]) for name in held if name != "counts"]
        rows += [(f"  {name}", count) for name, count in held.get("counts", {}).items()]
        print_table(("what", "is"), [(name, "–" if value is None else _text(value)) for name, value in rows])

    session.answer(held, people)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _print_units(texts: Any) -> None:
    for name, text in texts.items():
        say(f"# {name}")
        for line in text.splitlines():
            say(line)
        say()


def _plugin_findings() -> list[Finding]:
    from tweetplan.plugins import Plugins

    rows = Plugins.load(environ=os.environ).rows
    broken = (row for row in rows if row.status in ("failed", "partly"))
    return [Finding("plugins", "warning", row.reason, row.name, "tweetplan plugins list") for row in broken]


def _ask(command: Any) -> str:
    """The answer of a short command, empty when there is none."""
    import subprocess

    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=2, check=False).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
