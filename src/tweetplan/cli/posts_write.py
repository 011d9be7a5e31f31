"""Verbs that write and read posts: add, list, show, edit."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from tweetplan.cli import posts_show
from tweetplan.cli.output import talk
from tweetplan.cli.post_text import text_of
from tweetplan.cli.session import DAY, Session, goal_names, handles, verb
from tweetplan.domain.findings import UsageProblem

PLAIN = ("intent", "topic", "format", "goal", "owner", "planned_for", "utm", "link", "cta", "segment", "worth", "lang",
         "reply_to", "experiment", "arm")  # fmt: skip
"""Options that are a field of the post by their own name."""
MOST_LISTED = 1000
"""Posts of one list; who asks for more names days or a stage."""


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of `add` and `edit` alike; one that is not given leaves the field as it is."""
    options = (
        click.option("--text", default=None, help="The text itself; a line of --- parts a thread."),
        click.option("--intent", default=None, metavar="value|promo"),
        click.option("--topic", default=None, metavar="evergreen|industry|trend"),
        click.option("--format", default=None, help="single, thread, poll, image, video …"),
        click.option("--goal", default=None, metavar="NAME", shell_complete=goal_names),
        click.option("--owner", default=None, metavar="LOGIN"),
        click.option("--on", "planned_for", type=DAY, default=None, help="The day it is planned for, without a slot."),
        click.option(
            "--link", default=None, metavar="URL", help="The landing page; the campaign's link follows (G28)."
        ),
        click.option("--utm", default=None, metavar="URL", help="The campaign link, if not the one made from --link."),
        click.option("--picture", "pictures", multiple=True, metavar="PATH|URL"),
        click.option("--alt", "alts", multiple=True, metavar="TEXT", help="Describes the picture named before it."),
        click.option("--poll", "poll", multiple=True, metavar="OPTION", help="2 to 4 times, 1 to 25 characters."),
        click.option("--poll-minutes", type=int, default=None, help="How long the poll is open: 5 to 10080."),
        click.option("--cta", default=None, help="What the reader is asked to do."),
        click.option("--segment", default=None, help="Whom it is for (G17)."),
        click.option("--worth", default=None, help="educational, entertaining, inspiring, industry insight … (W04)."),
        click.option("--lang", default=None, metavar="en|zh|fa|ms"),
        click.option("--reply-to", default=None, metavar="@H"),
        click.option("--trend", default=None, metavar="R,S,V", help="Relevance, brand safety, value, 1–5 each (T21)."),
        click.option("--reuse", default=None, metavar="DAYS[,TIMES]", help="May go out again after so many days."),
        click.option("--experiment", default=None, metavar="ID"),
        click.option("--arm", default=None),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _given(wishes: dict[str, Any], file: str) -> dict[str, Any]:
    """The fields that a command line names, as the verbs take them."""
    from tweetplan.domain.draft import Picture
    from tweetplan.domain.posts import Poll, Reuse, TrendScore

    given = {name: wishes[name] for name in PLAIN if wishes[name] is not None}
    if file and wishes["text"] is not None:
        raise UsageProblem("The text is given twice.", "Name a file (or -), or write --text.")
    if file or wishes["text"] is not None:
        given["text"] = text_of(file) if file else wishes["text"]
    pictures, alts = wishes["pictures"], wishes["alts"]
    if len(alts) > len(pictures):
        raise UsageProblem("There are more descriptions than pictures.", "Write --picture FILE --alt TEXT for each.")
    if pictures:
        given["pictures"] = tuple(Picture(path, (*alts, *[""] * len(pictures))[at]) for at, path in enumerate(pictures))
    if wishes["poll"]:
        given["poll"] = Poll(wishes["poll"], 1440 if wishes["poll_minutes"] is None else wishes["poll_minutes"])
    elif wishes["poll_minutes"] is not None:
        raise UsageProblem("A poll has options too.", "Name each with --poll.")
    if wishes["trend"]:
        given["trend"] = TrendScore(*_whole(wishes["trend"], 3, 3, "--trend 4,5,3"))
    if wishes["reuse"]:
        days, *times = _whole(wishes["reuse"], 1, 2, "--reuse 90,3")
        given["reuse"] = Reuse(days, times[0]) if times else Reuse(days)
    return given


def _whole(text: str, least: int, most: int, form: str) -> list[int]:
    pieces = text.split(",")
    if not least <= len(pieces) <= most or not all(piece.strip().isdigit() for piece in pieces):
        raise UsageProblem(f"{text!r} cannot be read.", f"Write it like {form}.")
    return [int(piece) for piece in pieces]


@click.command("add")
@click.argument("file", metavar="[FILE|-]", required=False, default="")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="The first main one, if not given.")
@click.option("--slot", default="", metavar="ID", help="The slot that it takes, by id or as '2026-03-20 09:00'.")
@click.option("--state", type=click.Choice(["idea", "draft"]), default=None, help="A draft, if it has a text.")
@_fields
@verb
def add(session: Session, file: str, account: str, slot: str, state: str | None, **wishes: Any) -> None:
    """Add a post: its text from a file, from standard input (-) or as --text; without one it is an idea."""
    from tweetplan.workspace import posts

    made = posts.add(session.workspace, account, **_given(wishes, file), slot=slot, state=state or "")
    posts_show.answer(session, "Added", made)


@click.command("edit")
@click.argument("post", metavar="ID")
@click.argument("file", metavar="[FILE|-]", required=False, default="")
@click.option(
    "--slot", default=None, metavar="ID", help="Another slot, by id or day and time; '' takes it off its slot."
)
@click.option("--no-poll", is_flag=True, help="Without its poll.")
@click.option("--no-pictures", is_flag=True, help="Without its pictures.")
@_fields
@verb
def edit(
    session: Session, post: str, file: str, slot: str | None, no_poll: bool, no_pictures: bool, **wishes: Any
) -> None:
    """Change a post; a changed wording makes its approvals void."""
    from tweetplan.workspace import posts

    workspace = session.workspace
    given = _given(wishes, file)
    given |= {"poll": None} if no_poll else {}
    given |= {"pictures": ()} if no_pictures else {}
    if not given and slot is None:
        raise UsageProblem("Nothing is to be changed.", "Name a file, or an option such as --text.")
    held = posts.edit(workspace, post, **given) if given else posts.get(workspace, post)
    if slot is not None:
        held = posts.take_slot(workspace, held.id, slot) if slot else posts.leave_slot(workspace, held.id)
    posts_show.answer(session, "Changed", held)


@click.command("list")
@click.option("--state", default="", help="One stage: idea, draft, in_review, approved, scheduled, published …")
@click.option("--account", default="", metavar="@H", shell_complete=handles)
@click.option("--owner", default="", metavar="LOGIN")
@click.option("--mine", is_flag=True, help="Yours alone.")
@click.option("--goal", default="", metavar="NAME", shell_complete=goal_names)
@click.option("--from", "since", type=DAY, default=None, help="From this day of slot or plan on.")
@click.option("--to", "until", type=DAY, default=None)
@verb
def list_posts(
    session: Session,
    state: str,
    account: str,
    owner: str,
    mine: bool,
    goal: str,
    since: date | None,
    until: date | None,
) -> None:
    """Posts by the day of their slot, or the one they are planned for; those without a day last."""
    from tweetplan.workspace import accounts, desk, posts

    workspace = session.workspace
    rows = posts.rows(
        workspace, state=state, account=account, owner=owner, goal=goal, mine=mine, since=since, until=until,
        limit=MOST_LISTED + 1,
    )  # fmt: skip
    cards = [desk.card(row, workspace.now) for row in rows[:MOST_LISTED]]
    if len(rows) > MOST_LISTED:
        talk(f"tweetplan: these are the first {MOST_LISTED:,}; --state, --account, --from and --to name others.")
    zones = {account.key: account.readers_zone for account in accounts.listing(workspace)}
    session.answer([posts_show.card_row(card) for card in cards], lambda: posts_show.print_cards(cards, zones))


@click.command("show")
@click.argument("post", metavar="ID")
@verb
def show(session: Session, post: str) -> None:
    """One post: its text, its approvals and comments, and what can be done with it."""
    from tweetplan.workspace.desk import post_view

    view = post_view(session.workspace, post)
    session.answer(posts_show.view_row(view), lambda: posts_show.print_view(view))


COMMANDS = (add, list_posts, show, edit)
