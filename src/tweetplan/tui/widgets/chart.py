"""The picture of a goal: the curve that was agreed, the plan now followed, what happened, and what is fixed on the way.

Drawn in braille (2 × 4 dots a cell), so that it fits any width × height. Glyphs tell the lines apart without colour:
the actuals are a filled area, the plan a line, the commitment single dots, fixed points `◆`; a band is shaded `░`.
"""

from collections.abc import Callable, Iterable, Sequence

from textual.reactive import var

from tweetplan.domain.values import frozen
from tweetplan.tui.paint import Line, Piece, Tone, cut
from tweetplan.tui.widgets.painted import Painted

Series = Sequence[float | None]
"""One value for each step of time, all series of a chart with the same steps; None where there is none."""
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The braille bits by column and row of a cell, from the top."""


@frozen
class Curve:
    """What the chart shows. All series begin at the same first step; `actual` usually ends earlier."""

    commitment: Series = ()
    plan: Series = ()
    actual: Series = ()
    low: Series = ()
    """The lower edge of the band where it may end up; as long as `high`."""
    high: Series = ()
    fixed: Sequence[tuple[int, float]] = ()
    """Points that are fixed: step and value."""
    ticks: Sequence[tuple[int, str]] = ()
    """Marks on the time axis: the step where they begin, and their label."""
    now: int | None = None
    """The step of today."""
    figure: Callable[[float], str] | None = None
    """How a value is written on the axis; None writes as many digits as tell the marks apart."""

    @property
    def steps(self) -> int:
        """The number of steps of time."""
        every = (self.commitment, self.plan, self.actual, self.low, self.high)
        return max(map(len, every), default=0)

    @property
    def extent(self) -> tuple[float, float] | None:
        """The least and the greatest value; None when there is no value at all."""
        every = (self.commitment, self.plan, self.actual, self.low, self.high, [value for _, value in self.fixed])
        known = [value for series in every for value in series if value is not None]
        if not known:
            return None
        low, high = min(known), max(known)
        low = 0.0 if 0 < low < high * 0.75 else low
        return (low, high) if high > low else (low - 0.5, high + 0.5)


class Canvas:
    """A grid of cells, each with dots and one tone: later layers paint over earlier ones."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._dots = [[0] * width for _ in range(height)]
        self._glyphs: list[list[str]] = [[""] * width for _ in range(height)]
        self._tones: list[list[Tone]] = [[""] * width for _ in range(height)]

    def dot(self, x: int, y: int, tone: Tone) -> None:
        """One dot, counted from the left and from the bottom, in dots."""
        row = self.height * 4 - 1 - y
        if 0 <= x < self.width * 2 and 0 <= row < self.height * 4:
            self._dots[row // 4][x // 2] |= _DOTS[x % 2][row % 4]
            self._glyphs[row // 4][x // 2] = ""
            self._tones[row // 4][x // 2] = tone

    def glyph(self, x: int, y: int, glyph: str, tone: Tone) -> None:
        """One cell's glyph, counted in cells from the left and from the bottom."""
        row = self.height - 1 - y
        if 0 <= x < self.width and 0 <= row < self.height:
            self._glyphs[row][x], self._tones[row][x], self._dots[row][x] = glyph, tone, 0

    def line(self, row: int) -> Line:
        """A row from the top, runs of one tone together."""
        pieces: list[Piece] = []
        for glyph, dots, tone in zip(self._glyphs[row], self._dots[row], self._tones[row], strict=True):
            text = glyph or (chr(0x2800 + dots) if dots else " ")
            if pieces and pieces[-1].tone == tone:
                pieces[-1] = Piece(pieces[-1].text + text, tone)
            else:
                pieces.append(Piece(text, tone))
        return tuple(pieces)


def chart_lines(curve: Curve, width: int, height: int) -> list[Line]:
    """The chart in exactly `height` lines of at most `width` cells: values on the left, ticks below, a legend last."""
    extent = curve.extent
    if extent is None or width < 16 or height < 5:
        return [(Piece(cut("No figures to draw yet.", width), "dim"),), *[()] * (height - 1)]
    low, high = extent
    figure = curve.figure or ("{:,.0f}".format if high - low >= 4 else "{:,.3g}".format)
    labels = [figure(high), figure((low + high) / 2), figure(low)]
    margin = max(map(len, labels)) + 1
    canvas = Canvas(width - margin, height - 3)
    _paint(canvas, curve, low, high)
    middle = (canvas.height - 1) // 2
    named = {0: labels[0], middle: labels[1], canvas.height - 1: labels[2]}
    body: list[Line] = [
        (
            Piece(f"{named.get(row, ''):>{margin - 1}}", "dim"),
            Piece("┤" if row in named else "│", "dim"),
            *canvas.line(row),
        )
        for row in range(canvas.height)
    ]
    return [*body, *_axis(curve, margin, canvas.width), _legend(curve)]


def _paint(canvas: Canvas, curve: Curve, low: float, high: float) -> None:
    """Every layer, the ones that must be seen last."""
    across, up = canvas.width * 2, canvas.height * 4

    def at(series: Series, x: int) -> int | None:
        value = _sampled(series, x, across, curve.steps)
        return None if value is None else round((value - low) / (high - low) * (up - 1))

    for x in range(0, across, 2):
        bottom, top = at(curve.low, x), at(curve.high, x)
        if bottom is not None and top is not None:
            for shaded in range(bottom // 4, top // 4 + 1):
                canvas.glyph(x // 2, shaded, "░", "dim")
    for x in range(across):
        if (y := at(curve.commitment, x)) is not None and x % 4 == 0:
            canvas.dot(x, y, "dim")
    _stroke(canvas, [at(curve.plan, x) for x in range(across)], "accent")
    for x in range(across):
        reached = at(curve.actual, x)
        for filled in range(0 if reached is None else reached + 1):
            canvas.dot(x, filled, "good")
    for step, value in curve.fixed:
        x = _column(step, across, curve.steps)
        canvas.glyph(x // 2, round((value - low) / (high - low) * (up - 1)) // 4, "◆", "warn")


def _stroke(canvas: Canvas, heights: Iterable[int | None], tone: Tone) -> None:
    """A connected line through heights by column."""
    before: int | None = None
    for x, y in enumerate(heights):
        if y is not None:
            start = y if before is None else min(before + 1, y) if y > before else max(before - 1, y)
            for each in range(min(start, y), max(start, y) + 1):
                canvas.dot(x, each, tone)
        before = y


def _sampled(series: Series, x: int, across: int, steps: int) -> float | None:
    """The series' value at a column of dots."""
    step = round(x * (steps - 1) / max(across - 1, 1))
    return series[step] if step < len(series) else None


def _column(step: int, across: int, steps: int) -> int:
    return round(step * (across - 1) / max(steps - 1, 1))


def _axis(curve: Curve, margin: int, width: int) -> tuple[Line, Line]:
    """The time axis with its ticks, and their labels below; a label that would touch the one before is left out."""
    rule, names = ["─"] * width, [" "] * width
    free = 0
    for step, label in curve.ticks:
        x = _column(step, width * 2, curve.steps) // 2
        if x >= width:
            continue
        rule[x] = "┬"
        if x >= free and x + len(label) <= width:
            names[x : x + len(label)] = label
            free = x + len(label) + 1
    if curve.now is not None:
        rule[min(_column(curve.now, width * 2, curve.steps) // 2, width - 1)] = "▲"
    pad = " " * (margin - 1)
    return (Piece(f"{pad}└" + "".join(rule), "dim"),), (Piece(f"{pad} " + "".join(names), "dim"),)


def _legend(curve: Curve) -> Line:
    """What each glyph is, as far as it is on the chart."""
    parts: list[Piece] = []
    for there, glyph, tone, words in (
        (curve.actual, "⣿", "good", "actual"),
        (curve.plan, "⠤", "accent", "plan"),
        (curve.commitment, "⠂⠂", "dim", "agreed"),
        (curve.fixed, "◆", "warn", "fixed"),
        (curve.high, "░", "dim", "80 %"),
    ):
        if there:
            parts += [Piece(glyph, tone), Piece(f" {words}  ", "dim")]  # type: ignore[arg-type]
    return tuple(parts)


class Chart(Painted):
    """The chart as a widget: hand it a `curve`."""

    curve: var[Curve] = var(Curve())

    def watch_curve(self) -> None:
        """Draw the new values."""
        self.repaint()

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The chart for the room there is."""
        return chart_lines(self.curve, width, height)
