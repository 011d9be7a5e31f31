"""Verbs of the team's day: pulse, hot topics, a day bent to an event, figures of working together, resources."""

from datetime import date

import click

from tweetplan.cli.figures import sparkline
from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import DAY, Session, handles, verb
from tweetplan.domain.collaboration import CLAIM, CLAIM_SOURCE, Figure


@click.command("pulse")
@click.argument("score", type=click.IntRange(1, 5), required=False)
@click.option("--note", default="", help="A word about it.")
@verb
def pulse_command(session: Session, score: int | None, note: str) -> None:
    """How content you are today, 1 (bad) to 5 (very good); without a score, what you said."""
    from tweetplan.workspace import teamwork

    ws = session.workspace
    held = teamwork.pulse(ws, score, note) if score is not None else teamwork.my_pulse(ws)
    session.answer(held, lambda: say(f"✓ {held.score} of 5 on {held.day}" if held else "Nothing said today."))


@click.group("topic")
def topic_command() -> None:
    """Hot topics that somebody watches today (T10, G23)."""


@topic_command.command("list")
@click.option("--day", type=DAY, default=None, help="Else today.")
@verb
def topics(session: Session, day: date | None) -> None:
    """What is watched, and by whom."""
    from tweetplan.workspace import teamwork

    held = teamwork.topics(session.workspace, day)
    rows = [(one.id[:8], one.owner, one.account or "all", one.state, one.text) for one in held]
    session.answer(
        held, lambda: print_table(("id", "who", "account", "state", "topic"), rows, "Nothing is watched today.")
    )


@topic_command.command("add")
@click.argument("text")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="Else for every account.")
@click.option("--day", type=DAY, default=None, help="Else today.")
@click.option("--owner", default="", metavar="LOGIN", help="Who watches; else you.")
@verb
def watch(session: Session, text: str, account: str, day: date | None, owner: str) -> None:
    """Watch a topic."""
    from tweetplan.workspace import teamwork

    made = teamwork.watch(session.workspace, text, account=account, day=day, owner=owner)
    session.answer(made, lambda: say(f"✓ {made.owner} watches {made.text} on {made.day} ({made.id})"))


@topic_command.command("settle")
@click.argument("identity", metavar="ID")
@click.argument("state", type=click.Choice(["taken", "dropped", "watched"]))
@verb
def settle(session: Session, identity: str, state: str) -> None:
    """Say that a topic was taken up, or let go; the beginning of its id is enough."""
    from tweetplan.workspace import teamwork

    made = teamwork.settle(session.workspace, identity, state)
    session.answer(made, lambda: say(f"✓ {made.text}: {made.state}"))


@click.command("bend")
@click.argument("day", type=DAY)
@click.argument("event")
@click.option("--account", required=True, metavar="@H", shell_complete=handles)
@click.option("--dry-run", is_flag=True, help="Only say what would yield.")
@verb
def bend_command(session: Session, day: date, event: str, account: str, dry_run: bool) -> None:
    """Give a day's flexible slots to a live event; slots of core goals stay (G23)."""
    from tweetplan.workspace import bending

    verb_of = bending.bending if dry_run else bending.bend
    made = verb_of(session.workspace, day, event, account)
    data = {
        "day": made.day, "event": made.event, "yielded": [slot.id for slot in made.yielded],
        "kept": [{"slot": slot.id, "why": why} for slot, why in made.kept],
    }  # fmt: skip

    def people() -> None:
        would = "would yield" if dry_run else "yield"
        say(f"{len(made.yielded)} slots {would} to {made.event}: {', '.join(slot.time for slot in made.yielded)}")
        for slot, why in made.kept:
            say(f"  {slot.time} stays: {why}")

    session.answer(data, people)


@click.command("figures")
@click.option(
    "--quarters", type=click.IntRange(1, 12), default=4, show_default=True, help="The running one and those before."
)
@verb
def figures_command(session: Session, quarters: int) -> None:
    """How the team works together, by quarter, from the log of operations, each with its n (T23)."""
    from tweetplan.workspace import collaboration

    held = collaboration.quarters(session.workspace, quarters)
    data = {
        "quarters": [
            {"quarter": one.period.label, "first": one.period.first, "last": one.period.last, "figures": one.figures}
            for one in held
        ],
        "claim": CLAIM, "claim_source": CLAIM_SOURCE,
    }  # fmt: skip

    def people() -> None:
        rows = []
        for place, figure in enumerate(held[-1].figures):
            each = [one.figures[place] for one in held]
            rows.append((figure.title, *(cell(one) for one in each), sparkline([one.value for one in each])))
        print_table(("", *(one.period.label for one in held), "trend"), rows)
        say(f"“{CLAIM}” ({CLAIM_SOURCE}).")

    session.answer(data, people)


def cell(figure: Figure) -> str:
    """A figure with its n: `12.5 h (n 8)`; a dash where nothing happened."""
    if figure.value is None:
        return "–"
    if figure.unit == "share":
        shown = f"{figure.value:.0%}"
    elif figure.unit == "times":
        return f"{figure.value:.0f}"
    elif figure.unit == "h" and figure.value < 1:
        shown = f"{figure.value * 60:.0f} min"
    else:
        shown = f"{figure.value:.3g}"
        shown += f" {figure.unit}" if figure.unit in ("h", "min") else ""
    return f"{shown} (n {figure.n})"


@click.command("resources")
@click.option("--day", type=DAY, default=None, help="Any day of the week; else this week.")
@verb
def resources_command(session: Session, day: date | None) -> None:
    """Hours and money by goal, key goals first, beside the reserve; over-commitment by name (G24, G26)."""
    from tweetplan.workspace import resources

    held = resources.resources(session.workspace, day)

    def people() -> None:
        has = held.capacity
        say(
            f"{held.week.label}: {has.minutes / 60:.1f} h of {has.stated} people, {held.hours.reserve / 60:.1f} h held"
            f" back; the work takes {held.needed / 60:.1f} h"
        )
        costs = {cost.goal: cost for cost in held.costs}
        money = {share.goal: share for share in held.money.shares}
        rows = [
            (share.goal, "core" if share.core else "", f"{(share.needed or 0) / 60:.1f}", f"{share.amount / 60:.1f}",
             f"{(money[share.goal].needed or 0) / 100:,.2f}", _each(costs.get(share.goal)))
            for share in held.hours.shares
        ]  # fmt: skip
        head = ("goal", "", "needs h", "gets h", f"budget {held.month.label}", "cost each")
        print_table(head, rows, "No goal runs this week.")
        say(f"Spent in {held.month.label}: {held.spent / 100:,.2f}; held back {held.money.reserve / 100:,.2f}.")
        loaded = [load for load in held.loads if load.has or load.minutes]
        print_table(
            ("who", "tasks h", "has h"),
            [(load.login, f"{load.minutes / 60:.1f}", f"{load.has / 60:.1f}" if load.has else None) for load in loaded],
            "Nobody states their hours.",
        )
        print_findings(held.findings)

    session.answer(held, people)


def _each(cost: object) -> str:
    each = getattr(cost, "each", None)
    if each is None:
        return "–"
    shown = f"{each:,.2f}" if each >= 0.1 else f"{each:.4f}"
    return f"{shown} per {getattr(cost, 'kpi', '')}"


COMMANDS = (pulse_command, topic_command, bend_command, figures_command, resources_command)
