"""What may I post next: free slots, what the budgets ask for, and the drafts that fit."""

from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import DAY, Session, handles, verb

if TYPE_CHECKING:
    from datetime import date

    from tweetplan.workspace.answers import Ask, Next, ValueCount


@click.command("next")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@click.option("--most", type=click.IntRange(1, 50), default=5, help="Slots to show.")
@verb
def next_command(session: Session, account: str, most: int) -> None:
    """What may be posted next: free slots, what they and the budgets ask for, drafts that fit, elastic slots left."""
    from tweetplan.workspace import answers

    told = answers.next_posts(session.declared, account, most)
    data = {
        "account": told.account.key,
        "elastic": told.elastic,
        "elastic_left": told.elastic_left,
        "slots": [
            {"id": one.slot.id, "day": one.slot.day, "time": one.slot.time, "zone": one.slot.zone, "at": one.slot.at,
             "plan": one.slot.plan, "goal": one.slot.goal, "asks": one.asks,
             "drafts": [{"id": fit.post.id, "text": fit.post.text, "state": fit.post.state, "fits": fit.fits}
                        for fit in one.drafts]}
            for one in told.slots
        ],
    }  # fmt: skip
    session.answer(data, lambda: _print(told))


def _print(told: "Next") -> None:
    say(f"{told.account.handle}: {told.elastic_left} of {told.elastic} elastic slots are left this week.")
    rows = [
        (one.slot.id, f"{one.slot.day:%a %d %b}", one.slot.time, one.slot.plan,
         "; ".join(map(_asked, one.asks)) or "anything",
         ", ".join(f"{fit.post.id[:6]} {fit.post.title[:30]}" for fit in one.drafts) or "no draft fits")
        for one in told.slots
    ]  # fmt: skip
    empty = "No free slot in the next two weeks: `tweetplan week --fill` lays one out."
    print_table(("slot", "day", "time", "plan", "asks for", "drafts"), rows, empty)


def _asked(ask: "Ask") -> str:
    return f"{ask.part} ({ask.short:g} short in {ask.window})" if ask.short else ask.part


@click.command("spread")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@click.option("--from", "first", type=DAY, default=None, help="The first day of this month, if not given.")
@click.option("--to", "last", type=DAY, default=None, help="The last day of the month of --from, if not given.")
@verb
def spread_command(session: Session, account: str, first: "date | None", last: "date | None") -> None:
    """How posts spread over the kinds of value: educational, entertaining, inspiring, insight, tip, interaction."""
    from tweetplan.domain.periods import containing
    from tweetplan.workspace import accounts, answers
    from tweetplan.workspace.moment import today

    workspace = session.workspace
    held = accounts.chosen(workspace, account)
    begin = first or containing("month", today(workspace, held)).first
    end = last or containing("month", begin).last
    found = answers.value_spread(workspace, held.key, begin, end)
    session.answer(
        {"account": held.key, "from": begin, "to": end, "values": found}, lambda: _print_spread(found, begin, end)
    )


def _print_spread(found: "tuple[ValueCount, ...]", first: "date", last: "date") -> None:
    whole = sum(row.planned for row in found)
    say(f"{first} to {last}: {whole} posts, {sum(row.published for row in found)} of them published")
    print_table(
        ("value", "planned", "published"), [(row.worth or "nobody said", row.planned, row.published) for row in found]
    )
