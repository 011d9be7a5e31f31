"""The Results mode as rows: KPIs with their trend and age, posts by what came of them, imports. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tweetplan.domain.figures import NO_FIGURE, figure, number_words, percent_words, seconds_words
from tweetplan.domain.goals import Account
from tweetplan.domain.kpis import Kpi, account_kpis
from tweetplan.domain.text import safe_text
from tweetplan.tui.paint import Line, Piece, Tone
from tweetplan.tui.widgets.row import Cell, Column, Row, heading, note
from tweetplan.tui.widgets.spark import spark
from tweetplan.workspace.results import Import
from tweetplan.workspace.results_view import FEWEST_VIEWS, WEEKS, Block, KpiLine, RankedPost, Ranking, ResultsView

NO_RESULTS = "No results yet: i imports an export from X, r records one figure."
NO_POSTS = "No post with results yet: i imports an export from X."
NO_IMPORTS = "Nothing imported yet: i imports an export from X."
AIM = "◆"
"""Stands before the KPI that a goal is about."""
RATES = {kpi.key: kpi for kpi in account_kpis() if kpi.formula.kind == "ratio"}
STALE_DAYS = 7
"""From this age on the day of a figure is a warning."""


def kpi_columns(days: int, wide: bool = False) -> tuple[Column, ...]:
    """The KPIs' columns for figures of so many days; wide ones name every source."""
    return (
        Column(title="KPI"),
        Column(WEEKS, title=f"{WEEKS} weeks"),
        Column(11, "right", f"{days} days"),
        Column(8, "right", "change"),
        Column(6, "right", "n"),
        Column(22 if wide else 8, title="source"),
        Column(10, "right", "complete"),
    )


def kpi_rows(view: ResultsView) -> tuple[Row, ...]:
    """The goals' KPIs under each goal's heading, and what should be counted anew."""
    rows: list[Row] = []
    for block in view.blocks:
        rows += _block(block)
    return (*(_due(account, last) for account, last in view.due if rows), *rows)


def _due(account: Account, last: date | None) -> Row:
    since = f"last counted on {last}" if last else "never counted"
    return Row(f"due:{account.key}", ((Piece("! ", "warn"), Piece(f"{account.handle}: followers {since}"),
                                       Piece("  enter records a count", "dim")),), wide=True)  # fmt: skip


def _block(block: Block) -> Iterator[Row]:
    yield heading(block.title, key=f"# {block.goal or block.title}")
    for line in block.lines:
        yield _kpi_row(line)
    if not block.lines:
        yield note(f"none {block.goal}", "nothing declares its KPI" if block.account else "its account is gone")
    elif block.silent:
        several = "KPI" if block.silent == 1 else "KPIs"
        yield note(f"silent {block.goal}", f"{block.silent} more {several} of its type without data: r records one")


def _kpi_row(line: KpiLine) -> Row:
    found, kpi = line.figure, line.kpi
    trend = spark(line.weeks, WEEKS)
    name = (Piece(f"{AIM} " if line.aim else "  ", "accent"), Piece(kpi.label, "bold" if line.aim else ""))
    return Row(
        f"kpi:{line.key}",
        (name, Piece(trend, "accent"), figure(found.value, kpi), change(found.value, line.before, kpi),
         n_words(line), Piece(found.source or "none", "dim"), age_words(line)),
    )  # fmt: skip


def change(value: float | None, before: float | None, kpi: Kpi) -> Piece:
    """How far it moved since the days before: as a share of them, a growth in percentage points; good or not."""
    if value is None or before is None:
        return Piece(NO_FIGURE, "dim")
    if kpi.formula.kind == "growth":
        moved = value - before
        return Piece(percent_words(moved, signed=True).replace(" %", " pt"), _way(moved * 10, kpi))
    if not before:
        return Piece("same" if not value else f"was {figure(before, kpi)}", "dim")
    moved = (value - before) / abs(before)
    return Piece(percent_words(round(moved, 4), signed=True).replace("+0 %", "same"), _way(moved, kpi))


def _way(moved: float, kpi: Kpi) -> Tone:
    if abs(moved) < 0.005:
        return "dim"
    return "good" if (moved > 0) == (kpi.better == "higher") else "warn"


def n_words(line: KpiLine) -> str:
    """What the figure rests on: the posts of the span, or what a ratio of other measures is divided by."""
    found = line.figure
    if found.value is None:
        return NO_FIGURE
    if found.posts is not None and {"posts", "overview"} & set(found.source.split("+")):
        return number_words(found.posts)
    if found.denominator is not None and line.kpi.formula.kind in ("ratio", "duration"):
        return number_words(found.denominator)
    return NO_FIGURE


def age_words(line: KpiLine) -> Piece:
    """`21 Nov 1 d`: the last complete day, and how old it is."""
    known = line.figure.complete_to
    if known is None or line.age is None:
        return Piece("no data", "warn")
    return Piece(f"{known.day} {known:%b} {line.age} d", "warn" if line.age >= STALE_DAYS else "")


# ---- posts --------------------


def post_columns(ranking: Ranking | None) -> tuple[Column, ...]:
    """The posts' columns; views and format only where they tell something more."""
    order = ranking.order if ranking else "impressions"
    title = order_words(order)
    return (
        Column(3, "right"),
        Column(6),
        Column(max(len(title), 8), "right", title=title),
        *([Column(7, "right", title="views")] if order != "impressions" else []),
        *([Column(5)] if _told(ranking) else []),
        Column(title="text"),
    )


def _told(ranking: Ranking | None) -> bool:
    """Whether any post has a format or was planned."""
    return ranking is not None and any(post.format or post.planned for post in ranking.posts)


def order_words(order: str) -> str:
    """A measure or rate in words."""
    return order.replace("_", " ")


def worth(value: float, order: str) -> str:
    """A post's figure: a rate in per cent, else a number."""
    return figure(value, RATES[order]) if order in RATES else number_words(value)


def post_rows(ranking: Ranking) -> tuple[Row, ...]:
    """The posts in their order: place, day, figure, impressions, format, text."""
    told = _told(ranking)
    return tuple(_post_row(place, post, ranking.order, told) for place, post in enumerate(ranking.posts, 1))


def _post_row(place: int, post: RankedPost, order: str, told: bool) -> Row:
    cells: list[Cell] = [
        Piece(str(place), "dim"),
        Piece(f"{post.day.day} {post.day:%b}", "dim"),
        Piece(worth(post.worth, order), "bold"),
    ]
    if order != "impressions":
        cells.append(Piece("–" if post.impressions is None else number_words(post.impressions), "dim"))
    if told:
        cells.append(Piece("plan" if post.planned else post.format, "accent" if post.planned else "dim"))
    return Row(f"post:{post.ref}", (*cells, first_line(post.text) or "no text"))


def first_line(text: str) -> str:
    """The first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def post_words(ranking: Ranking | None, days: int) -> Line:
    """What the list of posts is: best or worst, by what, of which days, how many."""
    if ranking is None:
        return (Piece("Posts", "head"),)
    which = "Least" if ranking.least else "Best"
    said = f"{which} posts by {order_words(ranking.order)}"
    if ranking.first is None or ranking.last is None:
        return (Piece(said, "head"), Piece(f"  {ranking.account.handle}", "dim"))
    span = f"{days} days to {ranking.last.day} {ranking.last:%b}"
    first = f"{len(ranking.posts)} of " if ranking.n > len(ranking.posts) else ""
    shown = f"{first}n {number_words(ranking.n)}"
    least = f", {FEWEST_VIEWS}+ views each" if ranking.order in RATES else ""
    return (Piece(said, "head"), Piece(f"  {ranking.account.handle}, {span}, {shown}{least}"))


# ---- imports --------------------

IMPORT_COLUMNS = (
    Column(12, title="when (UTC)"),
    Column(8, title="who"),
    Column(title="what"),
    Column(6, "right", "new"),
    Column(5, "right", "upd."),
    Column(6, "right", "known"),
    Column(5, "right", "rej."),
)


def import_rows(imports: Sequence[Import]) -> tuple[Row, ...]:
    """Imports and typed figures, the newest first."""
    return tuple(map(_import_row, imports))


def _import_row(one: Import) -> Row:
    rejected = one.counts.get("rejected", 0)
    counts = (number_words(one.counts.get(name, 0)) for name in ("new", "updated", "known"))
    day = date.fromisoformat(one.at[:10])
    when = f"{day.day:>2} {day:%b} {one.at[11:16]}"
    words = (Piece("withdrawn ", "warn"), Piece(import_words(one))) if one.withdrawn else import_words(one)
    return Row(
        f"import:{one.batch}",
        (Piece(when, "dim"), one.login, words, *counts, Piece(number_words(rejected), "warn" if rejected else "dim")),
        tone="dim" if one.withdrawn else "",
    )


def import_words(one: Import) -> str:
    """What was imported: the file, how many files, or the figure that was typed."""
    if not one.files:
        return safe_text(one.summary.removeprefix("recorded ") or "a typed figure", 120)
    more = f" and {len(one.files) - 1} more" if len(one.files) > 1 else ""
    return f"{safe_text(one.files[0], 120)}{more} · {safe_text(one.reader, 40)}"


def imports_line(imports: Sequence[Import]) -> Line:
    """How many imports there are."""
    gone = sum(one.withdrawn for one in imports)
    said = f"  {len(imports)} of all accounts" + (f", {gone} withdrawn" if gone else "")
    return (Piece("Imports and typed figures", "head"), Piece(said if imports else ""))


def figures_words(figures: Iterable[tuple[str, float]]) -> Iterator[tuple[str, str]]:
    """Figures by name, as a card lists them."""
    for name, value in figures:
        told = seconds_words(value) if name.endswith("_seconds") else number_words(value)
        yield order_words(name), told
