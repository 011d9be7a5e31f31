"""The root of the command line: every verb in one table, its module imported when it is called and not before."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

import click

from tweetplan import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tweetplan.domain.findings import Finding
    from tweetplan.storage.config import Config
    from tweetplan.workspace.core import Workspace

VERBS: dict[str, tuple[str, str]] = {
    "demo": ("setup", "Make the sample workspace (throw-away) and open it"),
    "init": ("setup", "Make a workspace in a folder and remember it as yours"),
    "today": ("today", "The stand-up card: what to do now, and why"),
    "week": ("calendar", "A week's slots, tasks and budgets (--fill lays it out)"),
    "month": ("calendar", "A month's slots and budgets (--fill lays it out)"),
    "goal": ("goals", "Goals: types, list, show, add, edit, check, anchor, replan, note"),
    "ladder": ("ladder", "A goal's targets and actuals by year, quarter, month, week or day"),
    "chance": ("advice", "How likely each goal is hit, with the interval of its outcome"),
    "advise": ("advise", "What to do next, and why: refresh, accept, dismiss, snooze, trust"),
    "mix": ("mix", "The mix rules in force, and the lifts of formats, topics, intents, calls to action"),
    "timing": ("advice", "When posts do better, if the time matters at all"),
    "experiment": ("experiments", "Experiments: what they need, their slots, what they show"),
    "review": ("reviews", "Meetings: agendas with figures, decisions, insights, reports, the weekly pack"),
    "account": ("accounts", "Accounts: list, add, edit"),
    "import": ("imports", "Read exports from X, archives or CSV files into the results"),
    "record": ("results", "Type one figure: leads, spend, a follower count"),
    "kpi": ("results", "KPIs over any span, with their source and complete-to day"),
    "post": ("posts", "Posts: add, list, show, edit, check, submit, approve, schedule, published …"),
    "audience": ("audience", "What people say and who they are: mentions, segments, influencers, win-back"),
    "support": ("support", "First-response times, resolution and satisfaction, of the store or a file"),
    "publish": ("publish", "Publish what is due, exactly once; publishers, unknown outcomes, the API's tier"),
    "fetch": ("publish", "Fetch posts' figures and mentions from the network"),
    "freeze": ("freeze", "Hold all publishing at once; status, confirm, answer"),
    "crisis": ("crisis", "Crises: open, step, level, log, close, drill, matrix, statement, postmortem, playbook"),
    "release": ("freeze", "End a freeze; nothing fires late"),
    "next": ("answers", "What may be posted next: free slots, what budgets ask for, drafts that fit"),
    "asset": ("assets", "The library: templates, snippets and pictures; list, show, add, edit, remove"),
    "task": ("tasks", "Tasks: list, add, generate, done, skip"),
    "team": ("team", "The team: roles, who may do what, cover, hand-over, figures, resources"),
    "calendar": ("dates", "Days to respect: holidays, events and risks; list, add, remove, import"),
    "export": ("export", "The calendar as a file: ICS, Markdown, the bulk CSV of a scheduler"),
    "plan": ("plan", "The plan as TOML: export, diff, apply"),
    "rules": ("rules", "Rules with figures: list, set, reset"),
    "tick": ("upkeep", "Do whatever is due (for cron or a systemd timer)"),
    "inbox": ("inbox", "What others did that concerns you; when channels are told"),
    "log": ("history", "Who did what, newest first"),
    "undo": ("history", "Undo your last change, or the one named"),
    "redo": ("history", "Do again what was undone"),
    "backup": ("upkeep", "Copy the workspace into one file while others work"),
    "restore": ("upkeep", "Make a workspace from a backup"),
    "move": ("upkeep", "Move a workspace to another folder"),
    "check": ("upkeep", "Verify the workspace's invariants"),
    "doctor": ("upkeep", "What about this machine needs mending, with the command that mends it"),
    "info": ("upkeep", "Where everything is, and which versions run"),
    "worked": ("worked", "What a change or a campaign did, against how the past moved by itself"),
    "roi": ("worked", "What campaigns cost and brought"),
    "bench": ("advice", "How well the estimates do on your own past"),
    "plugins": ("plugins", "Plugins: list, new, check, enable"),
    "config": ("config", "Your own settings: check, path"),
    "completion": ("config", "Print the completion script for bash, zsh or fish"),
}
"""Every verb: the module in this package that holds it, and its line in the help."""

COMPLETE_VARIABLE = "_TWEETPLAN_COMPLETE"
"""A shell that asks for completions sets it (`__main__` looks at it too): the words then come in the environment."""


class Stopped(KeyboardInterrupt):
    """SIGTERM or SIGHUP came: as an interruption it passes whatever code (a plugin's too) is running."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """The verbs that begin so, without importing any of them; options as click completes them."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=line) for name, (_, line) in VERBS.items() if name.startswith(incomplete)]


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tweetplan", message="%(prog)s %(version)s")
@click.option("--workspace", metavar="PATH|URL", default=None, help="Else TWEETPLAN_WORKSPACE, else your own.")
@click.option("--as-of", metavar="INSTANT", default=None, help="Ask how things stood: 2026-03-01T09:00Z.")
@click.pass_context
def root(context: click.Context, workspace: str | None, as_of: str | None) -> None:
    """Turn a business goal for an X account into today's work. Without a verb: the terminal UI."""
    context.obj = {**(context.obj or {}), "workspace": workspace, "as_of": as_of}


def verb_table() -> Sequence[tuple[str, str]]:
    """Every headless verb with its line of help, for the palette of the terminal UI."""
    return [(name, line) for name, (_, line) in VERBS.items()]


def run(
    arguments: Sequence[str],
    open_ui: Callable[[str], int],
    terminal_problem: Callable[[], str | None] = lambda: None,
    open_workspace: Callable[..., "Workspace"] | None = None,
    check_look: Callable[["Config"], Sequence["Finding"]] = lambda config: (),
) -> int:
    """Run one command line; the exit code is 0, 1, 2, 3, 4, 5, 129, 130 or 143 as the documentation lists them.

    `terminal_problem` says why the UI cannot open, if so; `check_look` what is wrong with somebody's theme and keys;
    `open_workspace` stands in for the real opener, so that tests bring their own clock, actor and ids.
    """
    outside = {
        "open_ui": open_ui,
        "terminal_problem": terminal_problem,
        "open_workspace": open_workspace,
        "check_look": check_look,
    }
    with _signals():
        try:
            if COMPLETE_VARIABLE in os.environ:
                root.main(list(arguments), prog_name="tweetplan", complete_var=COMPLETE_VARIABLE)
            with root.make_context("tweetplan", _without_alias(arguments), obj=outside) as context:
                outcome = root.invoke(context)
            if sys.stdout is not None:
                sys.stdout.flush()
            return outcome if isinstance(outcome, int) else 0
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except BaseException as error:
            return _answer_to(error)


def _without_alias(arguments: Sequence[str]) -> list[str]:
    """`help VERB` and `version` as the options that they stand for."""
    match list(arguments):
        case ["help", *rest]:
            return [*rest, "--help"]
        case ["version"]:
            return ["--version"]
        case others:
            return others


def _answer_to(error: BaseException) -> int:
    """Say what stopped the command, and give its exit code; a reader that went away (a closed pipe) is no fault."""
    from tweetplan.cli.output import say_fault, say_problem, say_usage, talk
    from tweetplan.domain.findings import Problem

    try:
        match error:
            case SystemExit():
                return error.code if isinstance(error.code, int) else 0
            case BrokenPipeError():
                return 0
            case Problem():
                say_problem(error)
                return error.exit_code
            case click.ClickException():
                say_usage(error)
                return error.exit_code
            case click.Abort() | KeyboardInterrupt():
                talk("tweetplan: interrupted; nothing more was done.")
                return error.exit_code if isinstance(error, Stopped) else 130
        say_fault(error)
    except BrokenPipeError:
        pass
    finally:
        _let_go_of_broken_streams()
    return 1


def _let_go_of_broken_streams() -> None:
    """Nobody reads what is still to be written: the interpreter must not try again when it ends."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)


@contextmanager
def _signals() -> Iterator[None]:
    """Leave by an exception on SIGTERM and SIGHUP, so that a transaction under way is undone; nohup stays nohup."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, held in before.items():
        if held is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, held in before.items():
            signal.signal(number, held)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)
