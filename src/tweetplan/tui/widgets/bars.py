"""Bars of one line: a share, and a budget with its allowed band. Heavy is done, light is allowed."""

from tweetplan.tui.paint import Line, Piece, Tone, fit

DONE, ALLOWED, REST = "━", "─", "┄"


def bar(share: float, width: int, low: float = 0.0, high: float = 0.0, tone: Tone = "accent") -> Line:
    """A share (0 to 1) as `width` cells: `━` up to it, then `─` where `low`–`high` allows, `┄` elsewhere."""
    first, last, now = (round(min(max(part, 0.0), 1.0) * width) for part in (low, high, share))
    rest = "".join(ALLOWED if first <= cell < last else REST for cell in range(now, width))
    return (Piece(DONE * now, tone), Piece(rest, "dim"))


def band_bar(share: float, low: float, high: float, width: int) -> Line:
    """A budget's bar with its allowed band; its tone is the verdict's, which stands beside it in words."""
    return bar(share, width, low, high, band_tone(share, low, high))


def band_tone(share: float, low: float, high: float) -> Tone:
    """Good inside the band, warning outside."""
    return "good" if low <= share <= high else "warn"


def budget_line(axis: str, share: float, low: float, high: float, words: str, verdict: str, width: int) -> Line:
    """`intent  ━━━━━━──┄┄  2 of 14 promo  ok`: the axis, its bar (what is left of `width`), words and verdict."""
    tail = f" {words}  {verdict}"
    room = max(width - 8 - len(tail), 4)
    tone: Tone = "good" if verdict == "ok" else "warn"
    return (Piece(fit(axis, 8)), *band_bar(share, low, high, room), Piece(f" {words}  "), Piece(verdict, tone))
