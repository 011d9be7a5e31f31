"""`support`: how soon customers are answered, from the stored mentions or a file of conversations."""

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import click

from tweetplan.cli.mention_files import file_options, opened, tell_rejected
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import DAY, FOUND_PROBLEMS, Session, verb

if TYPE_CHECKING:
    from tweetplan.domain.support import SupportFigures
    from tweetplan.domain.support_hours import BusinessHours


@click.command("support")
@click.argument("file", metavar="[FILE|-]", default="")
@click.option(
    "--account", default="", metavar="@H", help="Of the store: whose cases; of a file: whose rows are answers."
)
@click.option("--hours", default="", metavar="HOURS", help='Business hours: "mon-fri 09:00-17:00", in --zone.')
@click.option("--from", "first", type=DAY, default=None, help="Of the store: cases from this day on.")
@click.option("--to", "last", type=DAY, default=None, help="Of the store: cases up to this day.")
@file_options
@verb
def support_command(
    session: Session, file: str, account: str, hours: str, first: date | None, last: date | None,
    zone: str, encoding: str, columns: tuple[str, ...],
) -> int:  # fmt: skip
    """First-response times, resolution and tone: of a CSV file (no workspace needed) or of the stored mentions.

    Times are over answered cases; beside them stand those that count open ones as waiting to the end.
    """
    from tweetplan.domain.support_hours import business_hours

    clock = business_hours(hours, zone) if hours else None
    if not file:
        return _of_store(session, account, first, last, clock)
    from tweetplan.analysis.support_file import read_support

    with opened(file, encoding, columns, zone) as source:
        report = read_support(source, account=account, hours=clock, zone=zone)
    tell_rejected(report.rejected, report.rejections)
    session.answer(report.figures, lambda: _print(report.figures))
    return FOUND_PROBLEMS if report.rejections else 0


def _of_store(
    session: Session, account: str, first: date | None, last: date | None, clock: "BusinessHours | None"
) -> int:
    from tweetplan.workspace.support import of_store

    found = of_store(session.workspace, account, first, last, clock)

    def people() -> None:
        _print(found.figures)
        if found.survey is not None:
            asked = found.survey
            say(f"Asked: {asked.n:,} answers, mean {asked.mean:g} of 5, {asked.satisfied:.0%} satisfied.")
        for handle, words in found.feeds.items():
            say(f"{handle}: {words}.")

    data = {**vars_of(found.figures), "survey": found.survey, "feeds": found.feeds}
    session.answer(data, people)
    return 0


def vars_of(found: "SupportFigures") -> dict[str, object]:
    """The figures by name."""
    return {entry.name: getattr(found, entry.name) for entry in fields(found)}


def _print(found: "SupportFigures") -> None:
    rows = [
        (f"@{name}" if name else "(not named)", held.n, Right(spell(held.mean_s)), Right(spell(held.median_s)))
        for name, held in found.by_account.items()
    ]
    print_table(("account", "answered", "mean", "median"), rows, "No answered thread here.")
    say(f"{found.threads:,} threads, {found.unanswered:,} without an answer.")
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
