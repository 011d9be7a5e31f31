"""What posts taught as rows: the week's heat map with its verdict, lifts by axis, experiments, kept promises. Pure."""

from collections.abc import Iterator

from tweetplan.domain.estimate import TIMING_WORDS, Estimate
from tweetplan.domain.experiments import ArmReading, Experiment, ExperimentReading
from tweetplan.domain.figures import lift_words, number_words, percent_words, probability_words
from tweetplan.domain.outlooks import Kept, Lifts, PartLift, Times, Window
from tweetplan.tui.chrome import city
from tweetplan.tui.paint import Line, Piece, Tone
from tweetplan.tui.widgets.row import Column, Row, blank, heading, note
from tweetplan.workspace.results_learnt import Learnt

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEVELS: tuple[tuple[str, Tone], ...] = (("· ", "dim"), ("░░", "dim"), ("▒▒", ""), ("▓▓", "good"))
"""Clearly below the average, about it, above it, clearly above it."""
NOT_COMPUTED = "Not computed yet: R on Today computes it (1, then R)."
NO_LIFTS = "No axis has two parts with posts enough: `tweetplan post tag` says what posts were."
NO_EXPERIMENTS = "No experiment yet: `tweetplan experiment plan` says what one needs."
NO_PROMISES = "No advice with an effect was accepted yet: a on Today accepts."
CARE = "An association: what is posted may differ by the hour too. Elastic slots try hours by a draw."
ONE: tuple[Column, ...] = (Column(),)


def sure_words(p: float) -> str:
    """How probable it is that a lift is above zero; an estimate is never certain."""
    return probability_words(min(max(p, 1e-4), 1 - 1e-4))


def span_words(told: Estimate) -> str:
    """`+2 % to +17 %`: where it lies four times in five."""
    return f"{lift_words(told.low)} to {lift_words(told.high)}"


# ---- timing --------------------


def timing_line(learnt: Learnt) -> Line:
    """Whose posts, how many, in which zone."""
    told = learnt.times
    if told is None:
        return (Piece("Best times", "head"),)
    said = f"  {told.account}, n {number_words(told.posts)} own posts older than 48 h, hours of {city(told.zone)}"
    return (Piece("Best times", "head"), Piece(said), Piece("  changed since" if told.stale else "", "warn"))


def timing_rows(learnt: Learnt) -> tuple[Row, ...]:
    """The verdict, the week hour by hour, and the three windows with lift, interval and n."""
    told = learnt.times
    if told is None:
        return ()
    mean = max((abs(slot.mean) for slot in told.slots), default=0.0)
    verdict = Piece(TIMING_WORDS[told.verdict], "warn" if told.verdict == "weak" else "bold")
    rows = [
        Row("# verdict", ((Piece(" Verdict: "), verdict),), heading=True),
        Row("# hours", ((Piece("     " + "".join(f"{hour:02} " for hour in range(24)), "dim"),),), heading=True),
    ]  # fmt: skip
    rows += [Row(f"day:{day}", (_day(told, day, mean),), wide=True) for day in range(7)]
    if told.verdict == "none":
        least = "" if told.posts else " There are no own posts yet."
        rows.append(
            note("none", f"Every hour is expected to do as well as another: post when it suits, and spread.{least}")
        )
        return tuple(rows)
    rows.append(Row("# legend", (_legend(mean),), heading=True))
    rows.append(heading(f"{'window':<20}{'lift':>7}  {'80 % interval':<18}{'n':>6}  better than average"))
    rows += [Row(f"window:{at}", (_window(window),), wide=True) for at, window in enumerate(told.windows)]
    return (*rows, note("care", CARE))


def _level(told: Estimate, most: float) -> int:
    share = told.mean / most if most else 0.0
    return 3 if share > 0.5 else 2 if share > 0.15 else 1 if share > -0.3 else 0


def _day(told: Times, day: int, most: float) -> Line:
    pieces: list[Piece] = [Piece(f"{DAYS[day]} ")]
    for hour in range(24):
        if told.verdict == "none" or day * 24 + hour >= len(told.slots):
            pieces.append(Piece("·  ", "dim"))
            continue
        glyph, tone = LEVELS[_level(told.slots[day * 24 + hour], most)]
        pieces.append(Piece(f"{glyph} ", tone))
    return tuple(pieces)


def _legend(most: float) -> Line:
    words = (f"over {lift_words(most / 2)}", f"over {lift_words(most * 0.15)}", "about the average", "below it")
    parts: list[Piece] = [Piece("     ")]
    for (glyph, tone), said in zip(reversed(LEVELS), words, strict=True):
        parts += [Piece(glyph, tone), Piece(f" {said}   ", "dim")]
    return tuple(parts)


def window_words(window: Window) -> str:
    """`Mon–Fri 09:00–11:00`."""
    days = window.weekdays
    named = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}–{DAYS[days[-1]]}"
    return f"{named} {window.begin:02}:00–{window.end:02}:00"


def _window(window: Window) -> Line:
    lift = window.lift
    return (
        Piece(f"{window_words(window):<20}"),
        Piece(f"{lift_words(lift.mean):>6}", "good" if lift.low > 0 else ""),
        Piece(f"  {span_words(lift):<18}{number_words(lift.n):>6}  {sure_words(lift.p_positive)}"),
    )


# ---- lifts --------------------

LIFT_COLUMNS = (
    Column(title="part"),
    Column(7, "right", title="lift"),
    Column(18, title="80 % interval"),
    Column(6, "right", title="n"),
    Column(8, "right", title="better"),
    Column(6, "right", title="share"),
    Column(9, "right", title="proposed"),
)


def lifts_line(learnt: Learnt) -> Line:
    """Whose posts, and what a lift is."""
    handle = learnt.account.handle if learnt.account else ""
    window = next((told.window for told, _ in learnt.lifts), "")
    old = any(told.stale for told, _ in learnt.lifts)
    said = f"  {handle}, over its average post" + (f", posts {window}" if window else "")
    return (Piece("Lifts of the mix", "head"), Piece(said), Piece("  changed since" if old else "", "warn"))


def lift_rows(learnt: Learnt) -> tuple[Row, ...]:
    """A section for each figure, in it each axis with its parts."""
    rows: list[Row] = []
    for place, (told, names) in enumerate(learnt.lifts):
        serves = ", ".join(names) if names else "what posts earn in general"
        rows += [blank(f"gap {place}")] if rows else []
        rows.append(heading(f"{told.figure.replace('_', ' ')}  ({serves})", key=f"# figure {place}"))
        rows += _axes(told, place)
    return tuple(rows)


def _axes(told: Lifts, place: int) -> Iterator[Row]:
    axis = ""
    for row in told.rows:
        first, axis = row.axis != axis, row.axis
        yield Row(f"lift:{place}:{row.axis}:{row.part}", _lift_cells(row, first))


def _lift_cells(row: PartLift, first: bool) -> tuple[Line | Piece | str, ...]:
    lift = row.lift
    tone: Tone = "good" if lift.low > 0 else "warn" if lift.high < 0 else ""
    moved = abs(row.proposed - row.share) >= 0.005
    return (
        (Piece(f"{row.axis if first else '':<7} ", "dim"), Piece(row.part)),
        Piece(lift_words(lift.mean), tone),
        span_words(lift),
        number_words(lift.n),
        sure_words(lift.p_positive),
        percent_words(round(row.share, 2)),
        Piece(percent_words(round(row.proposed, 2)) if moved else "keep", "accent" if moved else "dim"),
    )


# ---- experiments --------------------

EXPERIMENT_COLUMNS = (
    Column(title="experiment and arms"),
    Column(9, title="state"),
    Column(10, "right", title="posts"),
    Column(8, "right", title="rate"),
    Column(7, "right", title="lift"),
    Column(18, title="80 % interval"),
)


def experiments_line(learnt: Learnt) -> Line:
    """How many there are, and how many run."""
    running = sum(one.state == "running" for one, _ in learnt.experiments)
    said = f"  {len(learnt.experiments)}, {running} running; each is read once, when it is complete"
    return (Piece("Experiments", "head"), Piece(said if learnt.experiments else ""))


def experiment_rows(learnt: Learnt) -> tuple[Row, ...]:
    """Each experiment with its arms and what may be said of it."""
    rows: list[Row] = []
    for one, told in learnt.experiments:
        rows.append(_experiment(one, told))
        rows += [_arm(one, arm) for arm in (told.arms if told else ())]
        words = " ".join(told.words) if told and told.words else one.verdict
        if words:
            rows.append(note(f"words {one.id}", words))
    return tuple(rows)


def _experiment(one: Experiment, told: ExperimentReading | None) -> Row:
    counted = sum(arm.counted for arm in told.arms) if told else 0
    posts = f"{counted} of {one.per_arm * len(one.arms)}" if one.per_arm else ""
    tone: Tone = "good" if one.state == "decided" else "accent" if one.state == "running" else "dim"
    name = (Piece(one.name, "bold"), Piece(f"  {one.kpi.replace('_', ' ')} by {one.axis}", "dim"))
    return Row(f"experiment:{one.id}", (name, Piece(one.state, tone), posts, "", "", ""))


def _arm(one: Experiment, arm: ArmReading) -> Row:
    lift = arm.lift
    usual = " (usual)" if arm.arm == one.arms[0] else ""
    rate = percent_words(arm.mean) if arm.mean is not None else "–"
    return Row(
        f"arm:{one.id}:{arm.arm}",
        (
            (Piece("  "), Piece(arm.arm), Piece(usual, "dim")),
            Piece("holds" if arm.holds else "", "good"),
            f"{arm.counted} of {one.per_arm}",
            rate,
            lift_words(lift.mean) if lift else "–",
            span_words(lift) if lift else "",
        ),
    )


# ---- trust --------------------

TRUST_COLUMNS = (
    Column(11, title="accepted"),
    Column(6, title="rule"),
    Column(title="advice"),
    Column(10, "right", title="said"),
    Column(12, "right", title="came"),
)


def trust_line(learnt: Learnt) -> Line:
    """What the page is."""
    held = learnt.promises.rows if learnt.promises else ()
    known = sum(row.came is not None for row in held)
    said = f"  {len(held)} accepted with an effect, {known} of them known by now" if held else ""
    return (Piece("Did advice keep its word?", "head"), Piece(said))


def trust_rows(learnt: Learnt) -> tuple[Row, ...]:
    """What was predicted beside what came."""
    held = learnt.promises.rows if learnt.promises else ()
    return tuple(Row(f"kept:{at}", _kept(row)) for at, row in enumerate(held))


def _kept(row: Kept) -> tuple[str | Piece, ...]:
    came = lift_words(row.came) if row.came is not None else f"on {row.due:%d %b}"
    tone: Tone = "dim" if row.came is None else "good" if row.came >= (row.said or 0.0) else "warn"
    said = lift_words(row.said) if row.said is not None else "–"
    return (f"{row.accepted_on}", row.rule, row.title, said, Piece(came, tone))
