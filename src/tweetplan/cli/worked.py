"""Verbs that look back: what a change or a campaign did, and what money brought (G28, W16)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.figures import number_words, percent_words
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.returns import Returns
    from tweetplan.workspace.results_lists import BestPost

DAY = click.DateTime(["%Y-%m-%d"])
MOST_POSTS = 5000


@click.command("worked")
@click.option("--change", type=DAY, default=None, metavar="DAY", help="The day from which something was different.")
@click.option("--campaign", default="", metavar="C", help="A campaign: from its first day to its last.")
@click.option("--until", type=DAY, default=None, metavar="DAY", help="The last day to judge (else 28 days).")
@click.option("--kpi", default="engagements", show_default=True, metavar="KPI", help="What to judge it by.")
@click.option("--account", default="", metavar="@H", help="On which account.")
@verb
def worked_command(
    session: Session, change: datetime | None, campaign: str, until: datetime | None, kpi: str, account: str
) -> None:
    """Before and after a change or a campaign, against how much the past moved by itself; best and least posts."""
    from tweetplan.analysis.worked import campaign_days, worked
    from tweetplan.workspace.results_lists import best_posts

    ws = session.workspace
    if bool(change) == bool(campaign):
        raise UsageProblem("Say --change DAY or --campaign C, one of the two.")
    if campaign:
        account_of, first, last = campaign_days(ws, campaign)
        account = account or account_of
    else:
        assert change is not None
        first, last = change.date(), None
    made = worked(ws, account, kpi, first, until.date() if until else last)
    posts = best_posts(ws, made.account, "engagements", MOST_POSTS, made.change, made.last)
    found = made.found
    data = {
        "account": made.account, "kpi": made.kpi, "change": made.change.isoformat(), "last": made.last.isoformat(),
        "lift": _figures(found.lift) if found else None, "p_value": found.p_value if found else None,
        "expected": found.expected if found else None, "actual": found.actual if found else None,
        "verdict": made.words, "posts": len(posts), "best": [_post(post) for post in posts[:3]],
        "least": [_post(post) for post in posts[3:][-3:]],
    }  # fmt: skip

    def people() -> None:
        say(made.words)
        rows = [("best", post) for post in posts[:3]] + [("least", post) for post in posts[3:][-3:]]
        table = [(which, post.day, round(post.rank), post.format, post.text) for which, post in rows]
        print_table(("", "day", "engagements", "format", f"of {len(posts)} posts since"), table, "No post since then.")

    session.answer(data, people)


@click.command("roi")
@click.option("--campaign", default="", metavar="C", help="Only this campaign.")
@verb
def roi_command(session: Session, campaign: str) -> None:
    """What each campaign cost and brought; what nobody priced is named, and what to record is said."""
    from tweetplan.analysis.returns import returns

    found = returns(session.workspace, campaign)

    def people() -> None:
        if not found:
            say("No campaign has results yet: `tweetplan record spend 100 --campaign NAME`, or a column `campaign`.")
        for one in found:
            for line in _lines(one):
                say(line)

    session.answer([_row(one) for one in found], people)


def _lines(one: "Returns") -> list[str]:
    spent = "cost not recorded" if one.spend is None else f"{number_words(one.spend)} spent"
    brought = f"{number_words(one.conversions)} {one.converted}" if one.conversions else "no conversion recorded"
    earned = f", {number_words(one.revenue)} revenue" if one.revenue is not None else ""
    told = [f"{one.campaign} ({one.first} to {one.last}): {spent}, {brought}{earned}"]
    if one.cost:
        told.append(f"  cost of one of its {one.converted}: {_span(one.cost)}")
    if one.return_:
        told.append(f"  revenue for each unit spent: {_span(one.return_)}; above 1: {_percent(one.return_)}")
    if one.worth:
        told.append(f"  CLV : CAC {_span(one.worth)}, by {one.worth_from}")
    if one.unpriced:
        held = ", ".join(f"{number_words(value)} {name.replace('_', ' ')}" for name, value in one.unpriced.items())
        told.append(f"  not priced: {held}")
    return [*told, *(f"  record {line}" for line in one.missing)]


def _span(found: Estimate) -> str:
    return f"{found.mean:.2f} ({found.low:.2f} to {found.high:.2f}, n {found.n} weeks)"


def _percent(found: Estimate) -> str:
    return percent_words(found.p_positive)


def _row(one: "Returns") -> dict[str, Any]:
    return {
        "campaign": one.campaign, "from": one.first.isoformat(), "to": one.last.isoformat(), "spend": one.spend,
        "converted": one.converted or None, "conversions": one.conversions, "revenue": one.revenue,
        "cost_per_conversion": _figures(one.cost), "return": _figures(one.return_), "clv_to_cac": _figures(one.worth),
        "clv_from": one.worth_from or None, "unpriced": dict(one.unpriced), "missing": list(one.missing),
    }  # fmt: skip


def _figures(found: Estimate | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"mean": found.mean, "low": found.low, "high": found.high, "n": found.n, "p": found.p_positive}


def _post(post: "BestPost") -> dict[str, Any]:
    return {"ref": post.ref, "day": post.day.isoformat(), "engagements": post.rank, "format": post.format,
            "text": post.text}  # fmt: skip
