"""The entry: the terminal UI when no verb is given, else the command line; the only module that knows both."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tweetplan import __version__

if TYPE_CHECKING:
    from tweetplan.domain.findings import Finding
    from tweetplan.storage.config import Config
    from tweetplan.storage.locations import Locations
    from tweetplan.tui import UiActions, UiSettings
    from tweetplan.workspace.core import Workspace

ASKED_BY_SHELL = "_TWEETPLAN_COMPLETE"
"""Set by a shell that wants completions: it passes no arguments, and wants no UI."""
WELCOME = """\
tweetplan turns a business goal for an X account into today's work. No workspace is set yet.

  tweetplan demo               a sample to look around in, thrown away when you quit
  tweetplan init ~/tweetplan   a workspace of your own, remembered for next time
  tweetplan --workspace PATH   one that is there already
  tweetplan --help             every verb"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run tweetplan with these arguments and give the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        print(f"tweetplan {__version__}")
        return 0
    bare = None if ASKED_BY_SHELL in os.environ else _without_verb(arguments)
    try:
        if bare is not None:
            return open_ui(bare)
        from tweetplan.cli.main import run

        return run(arguments, open_ui, terminal_problem, check_look=check_look)
    except KeyboardInterrupt:
        return 130


def _without_verb(arguments: Sequence[str]) -> str | None:
    """The workspace named on a command line that has no verb ('' for the default); None when there is a verb."""
    if not arguments:
        return ""
    if len(arguments) == 1 and arguments[0].startswith("--workspace="):
        return arguments[0].partition("=")[2]
    if len(arguments) == 2 and arguments[0] == "--workspace":
        return arguments[1]
    return None


def open_ui(location: str = "") -> int:
    """Open the terminal UI on a workspace ('' for the default one); 2 without a usable terminal, saying so."""
    trouble = terminal_problem()
    if trouble:
        print(f"tweetplan: {trouble}", file=sys.stderr)
        return 2
    from tweetplan.domain.findings import Problem
    from tweetplan.storage.config import read_config
    from tweetplan.storage.locations import own_locations
    from tweetplan.workspace.open import locate, open_workspace

    places = own_locations()
    config = read_config(places)
    place = locate(location, os.environ, config)
    if not place:
        print(WELCOME)
        return 0
    try:
        workspace = open_workspace(place)
    except Problem as problem:
        from tweetplan.cli.output import say_problem

        say_problem(problem)
        return problem.exit_code
    from tweetplan import tui

    for name in ("COLUMNS", "LINES"):  # somebody's export would be believed over the terminal, which says its own size
        os.environ.pop(name, None)
    return tui.run(workspace, _settings(config, places), _actions(workspace))


def terminal_problem() -> str | None:
    """Why the terminal UI cannot open here, with what to run instead; None when it can."""
    from tweetplan.tui import terminal

    return terminal.terminal_problem(os.environ, sys.stdin, sys.stdout)


def check_look(config: "Config") -> "Sequence[Finding]":
    """What is wrong with the theme and the keymap of somebody's settings."""
    from tweetplan.tui import keymap, settings

    return [*settings.check_theme(config.theme), *keymap.check(config.keymap)]


def _settings(config: "Config", places: "Locations") -> "UiSettings":
    """What the person chose, as the UI wants it."""
    from tweetplan.tui import UiSettings

    return UiSettings(
        places.state,
        theme=config.theme or "dark",
        reduced=config.reduced,
        mouse=config.mouse,
        keymap=config.keymap,
    )


def _actions(workspace: "Workspace") -> "UiActions":
    """What the UI needs of the command line: how a child starts, the verbs of the palette, what to remember."""
    from tweetplan.storage.config import remember
    from tweetplan.tui import UiActions

    def verbs() -> Sequence[tuple[str, str]]:
        from tweetplan.cli.main import verb_table

        return verb_table()

    program = (sys.executable, "-m", "tweetplan", "--workspace", str(workspace.db.path))
    return UiActions(program, verbs, remember)


if __name__ == "__main__":
    sys.exit(main())
