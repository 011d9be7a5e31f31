"""Verbs of publishing: send what is due, choose publishers, settle what nobody knows, fetch what came back."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import FOUND_PROBLEMS, Session, handles, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.publishing import Run

ACCOUNT = click.option("--account", default="", metavar="@H", shell_complete=handles, help="Only this account.")


@click.group("publish", invoke_without_command=True)
@click.option("--due", "send", is_flag=True, help="Publish every scheduled post whose time has come.")
@click.option("--dry-run", is_flag=True, help="Only say what would go out, and what would be held.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="Posts at most.")
@ACCOUNT
@verb
@click.pass_context
def publish_command(
    context: click.Context, session: Session, send: bool, dry_run: bool, limit: int, account: str
) -> int | None:
    """Publish what is due, each post exactly once: fits cron; the tick does it too.

    The intent is stored before each call and the outcome after it. What nobody knows the outcome of is held for a
    person (exit code 3) and never repeated; what is late is held too, for nothing fires late.
    """
    if context.invoked_subcommand is not None:
        return None
    if not send:
        raise UsageProblem("Say what to publish.", "`tweetplan publish --due`; `--help` lists the other verbs.")
    from tweetplan.analysis import publishing
    from tweetplan.workspace import accounts
    from tweetplan.workspace.delivering_waits import standing_still

    ws = session.workspace
    key = accounts.get(ws, account).key if account else ""
    if dry_run:
        run = publishing.preview(ws, key, limit)
    else:
        from tweetplan.plugins import Plugins

        run = publishing.publish_due(ws, Plugins.load(environ=os.environ), account=key, limit=limit)
    still = {} if run.busy else standing_still(ws, key)
    session.answer({"busy": run.busy, "posts": run.outcomes, "waits": still}, lambda: _print(run, still))
    return FOUND_PROBLEMS if run.count("held", "refused", "unknown") else 0


def _print(run: "Run", still: Mapping[str, str]) -> None:
    if run.busy:
        say("Another session is publishing just now; nothing was done.")
        return
    marks = {"published": "✓", "handed off": "✓", "would go": "·", "later": "…"}
    for each in run.outcomes:
        where = f" {each.url}" if each.url else ""
        say(f"{marks.get(each.outcome, '!')} {each.outcome} {each.account} “{each.title[:50]}” ({each.post}){where}")
        if each.said:
            say(f"    {each.said}")
    for account, why in still.items():
        say(f"… {account} has posts that are due and do not go: {why}")
    if not run.outcomes and not still:
        say("Nothing is due.")


@publish_command.command("using")
@click.argument("handle", metavar="@H", shell_complete=handles)
@click.argument("publisher", metavar="[PUBLISHER|none]", default="")
@verb
def using(session: Session, handle: str, publisher: str) -> None:
    """Choose the publisher of an account: outbox, x, another plugin's, or none. Without a name: say which it is."""
    from tweetplan.plugins import Plugins
    from tweetplan.workspace import accounts, delivering

    ws = session.workspace
    account = accounts.get(ws, handle)
    if publisher:
        known = Plugins.load(environ=os.environ).publishers()
        if publisher not in (*known, "none"):
            raise UsageProblem(f"There is no publisher {publisher!r}.", f"There are: {', '.join((*known, 'none'))}.")
        delivering.use_publisher(ws, handle, publisher)
    chosen = delivering.publisher_of(ws, account.key)
    held = {"account": account.handle, "publisher": chosen}
    session.answer(held, lambda: say(f"{account.handle}: {chosen or 'none: nothing goes out by itself'}"))


@publish_command.command("unknown")
@verb
def unknown_(session: Session) -> int:
    """The posts that may be out or not: look on X, then `publish resolve` each."""
    from tweetplan.workspace import delivering

    found = delivering.unknowns(session.workspace)
    rows = [(each.post, each.account, each.due[:16].replace("T", " "), each.by_tool, each.said) for each in found]
    heads = ("post", "account", "due (UTC)", "by", "why")
    session.answer(found, lambda: print_table(heads, rows, "Nothing is unknown."))
    return FOUND_PROBLEMS if found else 0


@publish_command.command("resolve")
@click.argument("identity", metavar="ID")
@click.argument("verdict", type=click.Choice(["posted", "not-posted"]))
@click.argument("url", metavar="[URL]", default="")
@verb
def resolve(session: Session, identity: str, verdict: str, url: str) -> None:
    """Say what you found on X of a post whose outcome is unknown: posted with its link, or not-posted."""
    from tweetplan.workspace import delivering

    post = delivering.resolve(session.workspace, identity, verdict, url)
    held = {"post": post.id, "state": post.state, "why": post.why, "url": post.url}
    session.answer(held, lambda: say(f"✓ {post.id} is {post.state}{': ' + post.why if post.why else ''}"))


@publish_command.command("fit")
@ACCOUNT
@click.option("--month", default="", metavar="YYYY-MM", help="Which month; else this one.")
@click.option("--tier", default="", metavar="NAME", help="Try another tier of X's API: basic, pro …")
@verb
def fit(session: Session, account: str, month: str, tier: str) -> int:
    """Say whether the plan fits the account's tier of X's API: posts a month, requests a day."""
    from tweetplan.workspace import tiers

    found = tiers.fit(session.workspace, account=account, month=month, tier=tier)

    def people() -> None:
        for each in found:
            say(f"{each.account} {each.month}: {each.posts} posts, at most {each.busiest} a day; tier {each.tier}")
            print_findings(each.findings)

    session.answer(found, people)
    return FOUND_PROBLEMS if any(one.severity == "error" for each in found for one in each.findings) else 0


@publish_command.command("tier")
@click.argument("name", metavar="[NAME]", default="")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="The account that has it.")
@click.option("--limits", nargs=2, type=click.IntRange(1), default=None, metavar="POSTS REQUESTS",
              help="What X grants you: posts a month, requests a day.")  # fmt: skip
@verb
def tier_(session: Session, name: str, account: str, limits: tuple[int, int] | None) -> None:
    """The tiers of X's API with their limits; with a name: an account's tier, or the limits that X grants you."""
    from tweetplan.workspace import tiers

    ws = session.workspace
    if name and not (account or limits):
        raise UsageProblem("Say whose tier it is, or its limits.", "--account @acme, --limits 3000 100")
    if name and limits:
        tiers.set_limits(ws, name, *limits)
    if name and account:
        tiers.choose_tier(ws, account, name)
    found = tiers.tiers(ws)
    rows = [(each.name, each.posts_a_month, each.requests_a_day, each.source) for each in found]
    session.answer(found, lambda: print_table(("tier", "posts a month", "requests a day", "source"), rows))


@click.command("fetch")
@ACCOUNT
@click.option("--all", "everything", is_flag=True, help="All that there is, not the last 30 days alone.")
@click.option("--dry-run", is_flag=True, help="Only say what would be new.")
@verb
def fetch_command(session: Session, account: str, everything: bool, dry_run: bool) -> int:
    """Fetch posts' figures and mentions from the network, as a batch that can be withdrawn."""
    from tweetplan.analysis import fetching
    from tweetplan.plugins import Plugins

    plugins = Plugins.load(environ=os.environ)
    reports = fetching.fetch(session.declared, plugins, account=account, everything=everything, dry_run=dry_run)
    print_findings(plugins.findings, stream=sys.stderr)

    def people() -> None:
        for handle, report in reports.items():
            say(f"{handle}: {report.new:,} new, {report.updated:,} updated, {report.known:,} known")
        if not reports:
            say("No fetcher is set up: see docs/publishing.md.")

    session.answer({handle: report.json() for handle, report in reports.items()}, people)
    return FOUND_PROBLEMS if any(report.rejected for report in reports.values()) else 0
