"""Verbs about posts that rest on facts: what is out, what it was, what a draft does to the budgets, what repeats."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli import posts_show
from tweetplan.cli.answers import spread_command
from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import DAY, Session, handles, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.workspace.answers import BudgetEffect
    from tweetplan.workspace.tagging import Tagged

SHORT_TEXT = 50


@click.command("unsure")
@verb
def unsure(session: Session) -> None:
    """Imported posts that may be the plan's; `post match` decides each."""
    from tweetplan.workspace import matches
    from tweetplan.workspace.posts import get

    workspace = session.workspace
    found = matches.unsure(workspace)
    rows = [
        (each.ref, each.account, each.day, _short(each.text),
         ", ".join(f"{one} “{_short(get(workspace, one).title, 24)}”" for one in each.posts))
        for each in found
    ]  # fmt: skip
    session.answer(found, lambda: print_table(
        ("id on X", "account", "day", "text", "may be"), rows, "Nothing is unsure: every imported post was told."
    ))  # fmt: skip


@click.command("match")
@click.argument("ref", metavar="REF")
@click.argument("post", metavar="ID|none")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@verb
def match(session: Session, ref: str, post: str, account: str) -> None:
    """Say which post of the plan an imported post is (its id on X), or that it is none of them."""
    from tweetplan.workspace import accounts, matches

    workspace = session.workspace
    key = accounts.get(workspace, account).key if account else ""
    told = matches.match(workspace, ref, post, account=key)
    what = f"post {told['plan_post']} of the plan" if told["plan_post"] else "none of the plan's"
    session.answer(told, lambda: say(f"{told['ref']} is {what}. `tweetplan undo` takes it back."))


@click.command("tag")
@click.argument("refs", metavar="[REF]…", nargs=-1)
@click.option("--intent", default=None, metavar="value|promo")
@click.option("--topic", default=None, metavar="evergreen|industry|trend")
@click.option(
    "--format", "format_", default=None, metavar="TEXT", help="What kind of post it was: image, poll, thread …"
)
@click.option("--cta", default=None, metavar="TEXT", help="What the reader was asked to do.")
@click.option("--goal", default=None, metavar="NAME")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@click.option("--match", "text", default="", metavar="TEXT", help="All posts that say this.")
@click.option("--from", "first", type=DAY, default=None)
@click.option("--to", "last", type=DAY, default=None)
@click.option("--shown", "shown_format", default="", metavar="FORMAT", help="All posts that the export shows as this.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@verb
def tag(
    session: Session, refs: tuple[str, ...], format_: str | None, account: str, text: str, first: date | None,
    last: date | None, shown_format: str, dry_run: bool, **said: str | None,
) -> None:  # fmt: skip
    """Say of posts that are out what they were, many at once; one operation, and `undo` takes all of it back."""
    from tweetplan.workspace import tagging

    words = {name: held for name, held in {**said, "format": format_}.items() if held is not None}
    done = tagging.tag(
        session.workspace, refs, account=account, text=text, first=first, last=last, shown_format=shown_format,
        dry_run=dry_run, **words,
    )  # fmt: skip
    session.answer(
        {"account": done.account, "found": done.found, "changed": done.changed, "planned": done.planned,
         "dry_run": dry_run, "first": [{"ref": each.ref, "day": each.day, "text": each.text} for each in done.posts]},
        lambda: _print_tagged(done, dry_run),
    )  # fmt: skip


def _print_tagged(done: "Tagged", dry_run: bool) -> None:
    verb_ = "Would tag" if dry_run else "Tagged"
    said = f"{verb_} {done.changed:,} of {done.found:,} posts of {done.account}"
    say(said + (f"; {done.planned:,} are of the plan." if done.planned else "."))
    for each in done.posts[:5] if dry_run else ():
        say(f"  {each.day} {each.ref}  {_short(each.text)}")


@click.command("trend")
@click.argument("slot", metavar="SLOT")
@click.option("--text", required=True, help="What the post says.")
@click.option(
    "--relevance", type=int, required=True, metavar="1-5", help="How near it is to what the account is about."
)
@click.option("--safety", type=int, required=True, metavar="1-5", help="How safe it is for the brand.")
@click.option("--value", type=int, required=True, metavar="1-5", help="How much engagement it promises.")
@click.option("--goal", default="", metavar="NAME")
@verb
def trend(session: Session, slot: str, text: str, relevance: int, safety: int, value: int, goal: str) -> None:
    """Take a free elastic slot for a trend, with its score; refused (exit code 3) when it is off or a risk."""
    from tweetplan.cli.output import print_findings
    from tweetplan.domain.posts import TrendScore
    from tweetplan.workspace import trends

    workspace, score = session.workspace, TrendScore(relevance, safety, value)
    made = trends.take_trend(workspace, slot, text, score, **({"goal": goal} if goal else {}))
    posts_show.answer(session, "Took the slot for", made)
    if not session.json:
        print_findings(trends.score_findings(workspace, score))


@click.command("effect")
@click.argument("post", metavar="ID")
@click.option("--slot", default="", metavar="SLOT", help="On this slot instead of its own.")
@verb
def effect(session: Session, post: str, slot: str) -> None:
    """What a post does to the budgets: without it, with it, allowed, and published, in posts."""
    from tweetplan.workspace import answers, posts

    workspace = session.declared
    found = answers.effect(workspace, posts.get(workspace, post), slot)
    rows = [
        (each.window, each.axis, each.part, f"{each.before.planned:g} → {each.after.planned:g}", each.after.window,
         f"{each.after.low:g}–{each.after.high:g}", each.after.verdict,
         f"{each.after.published:g} of {each.after.published_window:g}")
        for each in found
    ]  # fmt: skip
    head = ("window", "axis", "part", "planned", "of", "allowed", "verdict", "published")
    session.answer([effect_row(each) for each in found], lambda: print_table(head, rows, "No budget changes."))


def effect_row(each: "BudgetEffect") -> dict[str, Any]:
    """What a post does to one budget as JSON shows it; counts are posts."""
    return {
        "window": each.window, "axis": each.axis, "part": each.part,
        "before": each.before.planned, "after": each.after.planned,
        "n_before": each.before.window, "n_after": each.after.window,
        "low": each.after.low, "high": each.after.high,
        "verdict_before": each.before.verdict, "verdict": each.after.verdict, "worse": each.worse,
        "published": each.after.published, "n_published": each.after.published_window,
    }  # fmt: skip


@click.command("reuse")
@click.argument("post", metavar="[ID]", default="")
@click.option("--slot", default="", metavar="SLOT", help="Put the copy on this slot.")
@click.option("--account", metavar="@H", default="", shell_complete=handles)
@verb
def reuse(session: Session, post: str, slot: str, account: str) -> None:
    """Make a new draft of an evergreen post; without an ID, list those that may go out again, and from when."""
    from tweetplan.workspace import reusing

    workspace = session.workspace
    if post:
        posts_show.answer(session, "Made a draft again of", reusing.reuse(workspace, post, slot))
        return
    if slot:
        raise UsageProblem("Which post should go on this slot?", "Name its id.")
    found = reusing.reusable(workspace, account)
    rows = [
        (each.post.id[: posts_show.SHORT], each.last, each.from_day, each.left, posts_show.name(each.post))
        for each in found
    ]
    told = [
        {"id": each.post.id, "text": each.post.text, "times": each.times, "last": each.last, "from": each.from_day,
         "left": each.left}
        for each in found
    ]  # fmt: skip
    head = ("id", "last", "again from", "left", "text")
    empty = "No post that is out is marked for re-use."
    session.answer(told, lambda: print_table(head, rows, empty))


@click.command("repeats")
@click.argument("post", metavar="ID")
@verb
def repeats(session: Session, post: str) -> None:
    """What says the same as a post, or nearly: what was posted in the last year, and the other drafts."""
    from tweetplan.workspace import duplicates, posts

    workspace = session.workspace
    duplicates.take_in(workspace)
    found = duplicates.alike(workspace, posts.get(workspace, post))
    rows = [(f"{each.likeness:.0%}", each.day, each.ref or each.post, _short(each.text)) for each in found]
    empty = "Nothing of the last year says the same."
    session.answer(found, lambda: print_table(("alike", "day", "post", "text"), rows, empty))


def _short(text: str, most: int = SHORT_TEXT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


COMMANDS = (unsure, match, tag, trend, effect, reuse, repeats, spread_command)
