"""Verbs about plugins: what is installed and whether it works, and the conformance kit for authors."""

import os
from pathlib import Path

import click

from tweetplan.cli.output import print_findings, print_table, say, talk
from tweetplan.cli.session import Session, verb, verdict


@click.group("plugins")
def plugins_command() -> None:
    """Plugins: goal types and readers, our own and everybody's."""


@plugins_command.command("list")
@verb
def list_plugins(session: Session) -> None:
    """Every entry point, one row each: what it brings, and why it does not work where it does not."""
    from tweetplan.plugins import Plugins

    loaded = Plugins.load(environ=os.environ)
    _refresh(session)
    names = ("name", "kind", "version", "hooks", "status", "reason")
    failed = _failed(session)
    rows = [{name: getattr(row, name) for name in names} for row in loaded.rows]
    for told in rows:
        told["reason"] = told["reason"] or failed.get(told["name"], "")

    def people() -> None:
        print_table(
            ("plugin", "kind", "version", "status"),
            [(row.name, row.kind, row.version, row.status) for row in loaded.rows],
            "No plugin is installed: not even tweetplan's own. Install tweetplan again.",
        )
        for told in rows:
            if told["reason"]:
                say(f"{told['name']}: {told['reason']}")

    session.answer(rows, people)


@plugins_command.command("check")
@click.argument("path", type=click.Path(path_type=Path))
@verb
def check(session: Session, path: Path) -> int:
    """Run the conformance kit on a plugin of yours: a file or a package folder. This runs its code."""
    from tweetplan.analysis.conformance import check_plugin

    findings = check_plugin(path)

    def people() -> None:
        print_findings(findings)
        if not findings:
            say(f"{path} passes every check.")

    session.answer(findings, people)
    return verdict(findings)


@plugins_command.command("new")
@click.argument("name")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path(), help="Where; else here.")
@verb
def new(session: Session, name: str, folder: Path) -> None:
    """Write a plugin to start from: a goal type, a check and a test that passes."""
    from tweetplan.analysis.scaffold import new_plugin

    files = new_plugin(name, folder)

    def people() -> None:
        for path in files:
            say(f"{path}")
        say(f"Next: pip install -e {files[0].parent}, then `tweetplan plugins list`.")

    session.answer([str(path) for path in files], people)


@plugins_command.command("enable")
@click.argument("name")
@verb
def enable(session: Session, name: str) -> None:
    """Ask a plugin for advice again that was no longer asked, as it failed three times in a row."""
    from tweetplan.workspace import advice

    advice.enable(session.workspace, name)
    session.answer({"name": name, "enabled": True}, lambda: say(f"{name} is asked again."))


def _failed(session: Session) -> dict[str, str]:
    """Why plugins are not asked for advice any more, by name, where there is a workspace that knows."""
    from tweetplan.domain.findings import Problem

    try:
        if not session.located():
            return {}
        from tweetplan.workspace import advice

        disabled = [fault for fault in advice.faults(session.workspace) if fault.disabled]
    except Problem:
        return {}
    return {
        fault.plugin: f"It failed {fault.in_a_row} times in a row and is not asked for advice: {fault.why}"
        for fault in disabled
    }


def _refresh(session: Session) -> None:
    """Bring the workspace's stored declarations up to date, where there is a workspace to bring up to date."""
    from tweetplan.domain.findings import Problem

    try:
        if session.located():
            _ = session.declared
    except Problem as problem:
        talk(f"tweetplan: {problem.message}")
