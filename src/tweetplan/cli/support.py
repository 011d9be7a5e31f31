"""`support`: how soon customers are answered, from a file of conversations."""

from typing import TYPE_CHECKING

import click

from tweetplan.cli.audience import file_options, opened, tell_rejected
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import FOUND_PROBLEMS, Session, verb

if TYPE_CHECKING:
    from tweetplan.domain.support import SupportFigures


@click.command("support")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--account", default="", metavar="@H", help="Whose rows are answers, in a file of mentions that has them."
)
@click.option("--hours", default="", metavar="HOURS", help='Business hours: "mon-fri 09:00-17:00", in --zone.')
@file_options
@verb
def support_command(
    session: Session, file: str, account: str, hours: str, zone: str, encoding: str, columns: tuple[str, ...]
) -> int:
    """First-response times, resolution and tone of a CSV file of mentions or of conversations; needs no workspace.

    Times are over answered threads; beside them stand those that count open threads as waiting to the file's end.
    """
    from tweetplan.analysis.support_file import read_support
    from tweetplan.domain.support_hours import business_hours

    with opened(file, encoding, columns, zone) as source:
        clock = business_hours(hours, zone) if hours else None
        report = read_support(source, account=account, hours=clock, zone=zone)
    tell_rejected(report.rejected, report.rejections)
    session.answer(report.figures, lambda: _print(report.figures))
    return FOUND_PROBLEMS if report.rejections else 0


def _print(found: "SupportFigures") -> None:
    rows = [
        (f"@{name}" if name else "(not named)", held.n, Right(spell(held.mean_s)), Right(spell(held.median_s)))
        for name, held in found.by_account.items()
    ]
    print_table(("account", "answered", "mean", "median"), rows, "No answered thread in this file.")
    say(f"{found.threads:,} threads, {found.unanswered:,} without an answer in this file.")
    if found.mean_first_response_s is not None:
        mean, middle = spell(found.mean_first_response_s), spell(found.median_first_response_s)
        say(f"First response, answered threads: mean {mean}, median {middle}.")
    held = found.censored
    if held.n:
        half, most = spell(held.median_s, "not reached"), spell(held.p90_s, "not reached")
        say(f"With the {held.open:,} open ones still waiting (Kaplan-Meier): median {half}, 90 % within {most}.")
    if found.business_hours is not None:
        within = found.business_hours
        half = spell(within.censored.median_s, "not reached")
        say(f"In business hours: mean {spell(within.mean_s)}, median {spell(within.median_s)}, with open ones {half}.")
    if found.resolution is not None:
        say(f"Resolved: {found.resolution.share:.0%} of {found.resolution.n:,}.")
    if found.satisfaction is not None:
        tone = found.satisfaction
        say(f"Kind replies after an answer: {tone.share:.0%} of {tone.n:,} with a tone ({tone.of:,} replies).")


def spell(seconds: float | None, without: str = "–") -> str:
    """Seconds as people read them: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`; `without` for none."""
    if seconds is None:
        return without
    if abs(seconds) < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 2880:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"
