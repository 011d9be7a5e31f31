"""Verbs about the person's own settings, and the completion script for their shell."""

from typing import Any

import click

from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.findings import Problem

SHELLS = ("bash", "zsh", "fish")


@click.group("config")
def config_command() -> None:
    """Your own settings: a file that you write, and what tweetplan remembers for you."""


@config_command.command("check")
@verb
def check(session: Session) -> int:
    """Say what is set, and what in your files was not understood."""
    from dataclasses import fields

    from tweetplan.storage.config import read_config
    from tweetplan.storage.locations import own_locations

    places = own_locations()
    config = read_config(places)
    findings = (*config.findings, *session.check_look(config))
    held: dict[str, Any] = {
        entry.name: getattr(config, entry.name) for entry in fields(config) if entry.name != "findings"
    }

    def people() -> None:
        print_table(("setting", "value"), [(name, _shown(value)) for name, value in held.items()])
        print_findings(findings)

    session.answer({"file": places.config_file, "settings": held, "findings": findings}, people)
    return 3 if findings else 0


@config_command.command("path")
@verb
def path(session: Session) -> None:
    """Where your settings lie; the first file is yours to write, the second tweetplan's."""
    from tweetplan.storage.locations import own_locations

    places = own_locations()

    def people() -> None:
        for place in (places.config_file, places.state_file):
            say(str(place))

    session.answer({"config": places.config_file, "state": places.state_file, "drafts": places.drafts}, people)


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print the completion script for a shell: `eval "$(tweetplan completion bash)"`."""
    from click.shell_completion import get_completion_class

    from tweetplan.cli.main import COMPLETE_VARIABLE, root

    maker = get_completion_class(shell)
    if maker is None:
        raise Problem(f"There are no completions for {shell}.", f"They exist for {', '.join(SHELLS)}.")
    print(maker(root, {}, "tweetplan", COMPLETE_VARIABLE).source())


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{action} = {key}" for action, key in value.items()) or "–"
    return str(value) or "–"
