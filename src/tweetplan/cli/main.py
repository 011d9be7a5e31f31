"""The root of the command line: every verb in one table, its module imported when it is called and not before."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import FrameType

import click

from tweetplan import __version__
from tweetplan.domain.findings import Problem

VERBS: dict[str, tuple[str, str]] = {
    "demo": ("setup", "Make the sample workspace (throw-away) and open it"),
    "init": ("setup", "Make a workspace in a folder and remember it as yours"),
    "today": ("calendar", "The stand-up card: what to do now, and why"),
    "week": ("calendar", "A week's slots, tasks and budgets (--fill lays it out)"),
    "month": ("calendar", "A month's slots and budgets (--fill lays it out)"),
    "goal": ("goals", "Goals: types, list, show, add, edit, check, anchor, replan"),
    "ladder": ("goals", "A goal's targets and actuals by year, quarter, month, week or day"),
    "account": ("accounts", "Accounts: add, list"),
    "import": ("results", "Read exports from X, archives or CSV files into the results"),
    "record": ("results", "Type one figure: leads, spend, a follower count"),
    "kpi": ("results", "KPIs over any span, with their source and complete-to day"),
    "task": ("tasks", "Tasks: list, add, generate, done, skip"),
    "plan": ("plan", "The plan as TOML: export, diff, apply"),
    "tick": ("upkeep", "Do whatever is due (for cron or a systemd timer)"),
    "log": ("history", "Who did what, newest first"),
    "undo": ("history", "Undo your last change, or the one named"),
    "redo": ("history", "Do again what was undone"),
    "backup": ("upkeep", "Copy the workspace into one file while others work"),
    "restore": ("upkeep", "Make a workspace from a backup"),
    "check": ("upkeep", "Verify the workspace's invariants"),
    "doctor": ("upkeep", "What about this machine needs mending, with the command that mends it"),
    "info": ("upkeep", "Where everything is, and which versions run"),
    "plugins": ("plugins", "Plugins: list, check"),
    "config": ("config", "Your own settings: check, path"),
    "rule": ("rules", "Rules with figures: list, set, reset"),
    "completion": ("config", "Print the completion script for bash, zsh or fish"),
}
"""Every verb: the module in this package that holds it, and its line in the help."""


class LazyGroup(click.Group):
    """A group that knows its verbs by name and imports a verb's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the table's order."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"tweetplan.cli.{VERBS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown verb is answered with the nearest one."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            ctx.fail(f"There is no verb {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their lines, without importing any of them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tweetplan", message="%(prog)s %(version)s")
@click.option("--workspace", metavar="PATH|URL", default=None, help="The workspace; else TWEETPLAN_WORKSPACE, else yours.")
@click.option("--as-of", metavar="INSTANT", default=None, help="Ask how things stood: 2026-03-01T09:00Z.")
@click.pass_context
def root(context: click.Context, workspace: str | None, as_of: str | None) -> None:
    """Turn a business goal for an X account into today's work. Without a verb: the terminal UI."""
    context.obj = {**(context.obj or {}), "workspace": workspace, "as_of": as_of}


def verb_table() -> Sequence[tuple[str, str]]:
    """Every headless verb with its line of help, for the palette of the terminal UI."""
    return [(name, line) for name, (_, line) in VERBS.items()]


def run(arguments: Sequence[str], open_ui: Callable[[str], int]) -> int:
    """Run one command line; the exit code is 0, 1, 2, 3, 4, 5, 129, 130 or 143 as the documentation lists them."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    try:
        outcome = root.main(list(arguments), prog_name="tweetplan", standalone_mode=False, obj={"open_ui": open_ui})
        sys.stdout.flush()
    except Problem as problem:
        _say_problem(problem)
        return problem.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("tweetplan: interrupted; nothing more was done.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return outcome if isinstance(outcome, int) else 0


def _stop(number: int, _frame: FrameType | None) -> None:
    """Leave at once by an exception, so that a transaction under way is rolled back."""
    sys.exit(128 + number)


def _say_problem(problem: Problem) -> None:
    from tweetplan.cli.output import print_findings, talk

    talk(f"tweetplan: {problem.message}")
    if problem.remedy:
        talk(f"  {problem.remedy}")
    print_findings(problem.findings, stream=sys.stderr)
