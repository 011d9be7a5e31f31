"""The entry: the terminal UI when no verb is given, else the command line; the only module that knows both."""

import os
import sys
from collections.abc import Callable, Sequence

from tweetplan.domain.findings import Problem

ASKED_BY_SHELL = "_TWEETPLAN_COMPLETE"
"""Set by a shell that wants completions: it passes no arguments, and wants no UI."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run tweetplan with these arguments and give the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    bare = None if ASKED_BY_SHELL in os.environ else _without_verb(arguments)
    try:
        if bare is not None:
            return open_ui(bare)
        from tweetplan.cli.main import run

        return run(arguments, open_ui, terminal_problem)
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
    from tweetplan.workspace.open import locate, open_workspace

    try:
        place = locate(location, os.environ)
        workspace = open_workspace(place) if place else None
    except Problem as problem:
        print(f"tweetplan: {problem}", file=sys.stderr)
        return problem.exit_code
    from tweetplan import tui

    return tui.run(workspace, _command_lines())


def terminal_problem() -> str | None:
    """Why the terminal UI cannot open here, with what to run instead; None when it can."""
    from tweetplan.tui import terminal

    return terminal.terminal_problem(os.environ, sys.stdin, sys.stdout)


def _command_lines() -> Callable[[], Sequence[tuple[str, str]]]:
    """The headless verbs with their help, read only when the palette asks for them."""

    def verbs() -> Sequence[tuple[str, str]]:
        from tweetplan.cli.main import verb_table

        return verb_table()

    return verbs


if __name__ == "__main__":
    sys.exit(main())
