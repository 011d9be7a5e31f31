"""The cards of the Results mode: how a figure was made, a post with all that came of it, an import with its rows."""

from tweetplan.domain.figures import formula_words, number_words
from tweetplan.tui.screens.results_rows import RATES, change, figures_words, order_words, worth
from tweetplan.tui.screens.why import Reason, Told, Why
from tweetplan.workspace import results_view, why
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results import Import
from tweetplan.workspace.results_view import FEWEST_VIEWS, KpiLine, Ranking


def kpi_why(ws: Workspace, line: KpiLine) -> Reason:
    """How a KPI's figure was made, and what it is compared with."""
    found = line.figure
    told = why.explain_figure(ws, line.kpi, line.account, found.first, found.last, campaign=line.campaign)
    lines: list[Told] = list(told.lines)
    if found.derived:
        lines.append(("derived", "the last count, carried on by net follows"))
    if line.before is not None:
        days = (found.last - found.first).days + 1
        moved = change(found.value, line.before, line.kpi).text
        lines.append(("before", f"{moved} against the {days} days before"))
    if line.weeks:
        lines.append(("trend", f"{len(line.weeks)} complete ISO weeks, the newest on the right; · has no data"))
    return Why(told.title, lines)


def post_card(ws: Workspace, ranking: Ranking, ref: str) -> Reason | None:
    """A post as a whole: its text, its figures, where they are from; None when it is gone."""
    found = results_view.post(ws, ranking.account.key, ref)
    if found is None:
        return None
    lines: list[Told] = [found.text or "It has no text.", ""]
    lines += figures_words(found.figures)
    views = dict(found.figures).get("impressions")
    for rate, kpi in RATES.items():
        parts = [dict(found.figures).get(name) for name in kpi.formula.plus]
        if views and all(part is not None for part in parts):
            few = f", under {FEWEST_VIEWS} views: chance" if views < FEWEST_VIEWS else ""
            value = sum(part or 0.0 for part in parts) / views
            lines.append((order_words(rate), f"{worth(value, rate)} of {number_words(views)} views{few}"))
    lines += ["", *_origin(found)]
    return Why(f"Post of {ranking.account.handle}, {found.day:%a %d %b %Y}", lines)


def rank_why(ws: Workspace, ranking: Ranking, ref: str) -> Reason | None:
    """Why a post stands where it does in the list."""
    place = next((at for at, post in enumerate(ranking.posts, 1) if post.ref == ref), None)
    found = results_view.post(ws, ranking.account.key, ref)
    if place is None or found is None:
        return None
    shown = ranking.posts[place - 1]
    which = "least" if ranking.least else "best"
    rate = RATES.get(ranking.order)
    lines: list[Told] = [
        (order_words(ranking.order), worth(shown.worth, ranking.order)),
        ("place", f"{place} of n {number_words(ranking.n)}, the {which} first"),
        ("days", f"posted {ranking.first} to {ranking.last}, own posts alone"),
    ]
    if rate is not None:
        lines.append(("formula", formula_words(rate.formula)))
        lines.append(f"A rate over fewer than {FEWEST_VIEWS} views is chance: such posts are left out.")
    return Why("Why this post stands here", [*lines, *_origin(found)])


def _origin(found: results_view.PostDetail) -> list[Told]:
    lines: list[Told] = [
        ("posted", f"{found.posted_at[:16].replace('T', ' ')} UTC"),
        ("plan", "planned" if found.plan_post else "no planned post was found for it"),
        ("format", found.format or "the export does not tell"),
        ("source", f"posts; {found.reader}"),
        ("file", found.file or "the import does not tell"),
        ("imported", found.imported_at[:10]),
        ("complete to", found.period_end or "the export does not tell"),
    ]
    return [*lines, ("link", found.url or "none"), ("id", found.ref)]


def import_card(one: Import) -> Reason:
    """An import: its files, its counts, and the first rows that were rejected."""
    counts = ("read", "new", "updated", "known", "rejected", "matched", "unsure", "unplanned")
    lines: list[Told] = [
        ("when", f"{one.at[:16].replace('T', ' ')} UTC"),
        ("who", one.login or "nobody known"),
        ("reader", one.reader),
        ("accounts", ", ".join(one.accounts)),
        *(("file", name) for name in one.files),
        ("rows", ", ".join(f"{number_words(one.counts[name])} {name}" for name in counts if name in one.counts)),
        ("state", "withdrawn: nothing of it counts" if one.withdrawn else "in force"),
    ]
    if one.summary:
        lines.append(("log", one.summary))
    for file, line, reason in one.rejected:
        lines.append(("rejected", f"{file}, line {line}: {reason}"))
    more = one.counts.get("rejected", 0) - len(one.rejected)
    if more > 0:
        lines.append(f"and {number_words(more)} more rejected rows")
    lines += ["", "x withdraws it and counts it again; u takes back your own last change."]
    return Why("Import", lines)
