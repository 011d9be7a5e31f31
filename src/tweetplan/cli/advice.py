"""What the figures say about what is to come: chances and best times; and how well such figures did in the past."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import Session, goal_names, handles, on_one_core, verb
from tweetplan.domain.estimate import CHANCE_WORDS, TIMING_WORDS
from tweetplan.domain.figures import probability_words as percent

if TYPE_CHECKING:
    from tweetplan.analysis.chances import Chances, GoalChance
    from tweetplan.analysis.timing_table import AccountTiming
    from tweetplan.estimate.timing import Window


@click.command("chance")
@click.argument("name", required=False, default="", shell_complete=goal_names)
@click.option("--over", type=click.Choice(("goal", "quarter")), default="goal", help="The whole goal, or its quarter.")
@verb
def chance_command(session: Session, name: str, over: str) -> None:
    """How likely each goal is hit, what is to be expected, and the interval that holds four times in five."""
    on_one_core()
    from tweetplan.analysis.chances import chances

    found = chances(session.declared, name, "quarter" if over == "quarter" else "goal")
    session.answer(found.json(), lambda: _print(found, over))


@click.command("timing")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="Else the first main account.")
@verb
def timing_command(session: Session, account: str) -> None:
    """When posts do better, by the account's own posts in its readers' zone; first whether the time matters at all."""
    on_one_core()
    from tweetplan.analysis.timing_table import account_timing

    found = account_timing(session.declared, account)
    session.answer(found.json(), lambda: _print_timing(found))


@click.command("bench")
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option("--account", default="", metavar="@H", help="Whose posts they are, if the files do not say.")
@click.option("--zone", default="UTC", metavar="ZONE", help="The IANA zone of the readers.")
@click.option("--reader", default="", metavar="NAME", help="Else the reader that is surest.")
@click.option("--encoding", default="", metavar="NAME", help="cp1252, utf-16 …; else UTF-8.")
@click.option("--map", "columns", multiple=True, metavar="NAME=HEADER", help="Which column is which: --map likes=Fav.")
@verb
def bench_command(
    session: Session,
    files: tuple[str, ...],
    account: str,
    zone: str,
    reader: str,
    encoding: str,
    columns: tuple[str, ...],
) -> None:
    """How well times, chances, the adjust rule, experiments and lifts do on your own past; needs no workspace.

    Each method learns from the earlier part of the files and is judged by the later one, beside what is usual.
    """
    on_one_core()
    from tweetplan.analysis.bench import bench, bench_json
    from tweetplan.analysis.bench_posts import read_accounts
    from tweetplan.cli.imports import column_map
    from tweetplan.plugins import Plugins
    from tweetplan.workspace.names import zone_name

    zone_name(zone)
    accounts = read_accounts(
        Plugins.load(environ=os.environ),
        files,
        account=account,
        reader=reader,
        columns=column_map(columns),
        encoding=encoding,
        stdin=sys.stdin.buffer if sys.stdin is not None else None,
    )
    found = bench_json(bench(accounts, zone))
    session.answer(found, lambda: _print_bench(found))


def _print_bench(found: "Mapping[str, Any]") -> None:
    for told in found["accounts"]:
        say(f"{told['account']}: {told['timing']['posts']:,} own posts")
        print_table(("what", "here", "usual", "measured as"), _bench_rows(told))
        say()


def _bench_rows(told: "Mapping[str, Any]") -> list[tuple[object, ...]]:
    times, chance, rule, arms, lift = (told[name] for name in ("timing", "chance", "adjust", "ab", "lift"))
    held = f", 80 % interval held {percent(chance['coverage'])}" if chance["coverage"] is not None else ""
    heat = f"rank correlation, later posts; heat map ({times['verdict']})"
    return [
        ("best times", times["rho"], times["rho_heatmap"], heat),
        ("chances", chance["brier"], chance["brier_run_rate"], f"squared error; run rate{held}"),
        ("adjust rule", rule["fired"], rule["fired_ungated"], f"times it spoke in {rule['periods']} cycles; ungated"),
        ("equal arms", arms["false_positives"], arms["false_positives_z"], f"false finds of {arms['trials']}; z-test"),
        ("lifts", lift["rmse"], lift["rmse_zero"], "error, later posts; no effect"),
    ]


def _print_timing(told: "AccountTiming") -> None:
    found = told.found
    say(f"{told.account}: {TIMING_WORDS[found.verdict]} ({found.posts:,} own posts older than two days, {told.zone}).")
    if found.windows:
        rows = [_window(window) for window in found.windows]
        print_table(("days", "hours", "lift", "low", "high", "posts", "better"), rows)
        say("Lift over the average post; low to high holds it four times in five. Content may differ by the hour too:")
        say("an association, to be tested in elastic slots.")
    else:
        say("Every hour is expected to do as well as another: post when it suits the content, and spread.")


def _window(window: "Window") -> tuple[object, ...]:
    figures = (Right(f"{value * 100:+.0f} %") for value in (window.lift.mean, window.lift.low, window.lift.high))
    hours = f"{window.begin:02d}–{window.end:02d}"
    return _days(window.weekdays), hours, *figures, window.lift.n, Right(percent(window.lift.p_positive))


def _days(days: tuple[int, ...]) -> str:
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"


def _print(found: "Chances", over: str) -> None:
    head = ("goal", "chance", "expected", "low", "high", "target", "status")
    print_table(head, [_cells(row) for row in found.rows], "No goals yet: `tweetplan goal add`.")
    for row in found.rows:
        if row.trouble:
            say(f"{row.goal.name}: {row.trouble}")
    if found.all_core is not None:
        core = [row.goal.name for row in found.rows if row.core]
        say(f"All core goals together ({', '.join(core)}): {percent(found.all_core)}.")
    days = {row.complete_to for row in found.rows if row.complete_to}
    if days:
        known = f"{min(days)}" if len(days) == 1 else f"{min(days)} to {max(days)}, by goal"
        whole = "the running quarter" if over == "quarter" else "the whole goal"
        say(f"For {whole}, from data to {known}. Low to high holds the outcome four times in five.")


def _cells(row: "GoalChance") -> tuple[object, ...]:
    told = row.outcome
    figures = (told.mean, told.low, told.high) if told else (None, None, None)
    words = [Right(shown(row.kpi, _rounded(row, figure))) for figure in (*figures, row.target)]
    chance = Right(percent(told.p_positive)) if told else Right("–")
    return row.goal.name, chance, *words, CHANCE_WORDS[row.status]


def _rounded(row: "GoalChance", figure: float | None) -> float | None:
    """An estimated count of many without decimals that it does not have."""
    counts = row.kpi is not None and row.kpi.formula.kind in ("total", "level")
    return float(round(figure)) if figure is not None and counts and abs(figure) >= 10 else figure
