"""How every text gets on the screen: pieces of plain text with a tone, cut and padded by terminal cells.

A `Line` is never parsed as markup, and every piece passes `safe_text` on its way to the terminal, so text that a
person, a file or a plugin wrote is inert by construction (UX rule 12). Widths are `cell_len`, never `len` (UX rule 15).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from rich.cells import cell_len, split_graphemes

from tweetplan.domain.text import safe_text

Tone = Literal["", "dim", "bold", "head", "good", "warn", "bad", "accent"]
"""What a piece means; a theme gives it a colour. A tone never says anything that the text does not say too."""
Align = Literal["left", "right"]


class Piece(NamedTuple):
    """Some text in one tone."""

    text: str
    tone: Tone = ""


Line = tuple[Piece, ...]
"""One row of the screen, from the left."""


def line(*parts: "str | Piece") -> Line:
    """A line of plain strings and pieces."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


@lru_cache(maxsize=1024)
def fit(text: str, width: int, align: Align = "left") -> str:
    """The text as safe text in exactly `width` cells: padded, or cut with `…`."""
    clean = cut(text, width)
    gap = " " * (width - cell_len(clean))
    return gap + clean if align == "right" else clean + gap


@lru_cache(maxsize=1024)
def cut(text: str, width: int) -> str:
    """The text as safe text in at most `width` cells, whole graphemes only; what is left out is marked by `…`."""
    clean = safe_text(text, limit=max(width * 4, 16))
    if cell_len(clean) <= width:
        return clean
    if width <= 0:
        return ""
    return clean[: _reach(clean, width - 1)] + "…"


def _reach(text: str, width: int) -> int:
    """Where the text must be cut so that whole graphemes of at most `width` cells stay."""
    spans, _ = split_graphemes(text)
    end = used = 0
    for _, stop, cells in spans:
        if used + cells > width:
            break
        end, used = stop, used + cells
    return end


def clean_line(parts: Line) -> Line:
    """The same line with every text safe for a terminal."""
    return tuple(Piece(safe_text(text), tone) for text, tone in parts)


def width_of(parts: Line) -> int:
    """The cells a line takes once it is safe."""
    return sum(cell_len(safe_text(text)) for text, _ in parts)


def plain(parts: Line) -> str:
    """The line's text without its tones."""
    return "".join(text for text, _ in parts)


def cropped(parts: Line, width: int) -> Line:
    """The line in at most `width` cells, its last piece marked by `…` when something is left out."""
    kept: list[Piece] = []
    left = width
    for at, (text, tone) in enumerate(parts):
        clean = safe_text(text)
        size = cell_len(clean)
        if size > left or (size == left and any(more for more, _ in parts[at + 1 :])):
            kept.append(Piece(cut(clean + "…", left) if size == left else cut(clean, left), tone))
            return tuple(kept)
        kept.append(Piece(clean, tone))
        left -= size
    return tuple(kept)


def spread(left: Line, right: Line, width: int) -> Line:
    """`left` at the left end and `right` at the right end of `width` cells; `left` gives way."""
    room = max(width - width_of(right), 0)
    first = cropped(left, max(room - 1, 0) if right else room)
    return (*first, Piece(" " * (room - width_of(first))), *clean_line(right))


def wrap(text: str, width: int, most: int = 200) -> list[str]:
    """The text as safe lines of at most `width` cells, broken at spaces where there are any; at most `most` lines."""
    lines: list[str] = []
    for paragraph in safe_text(text, newlines=True).split("\n"):
        lines.extend(_wrapped(paragraph, width))
        if len(lines) > most:
            return [*lines[: most - 1], "…"]
    return lines


def _wrapped(paragraph: str, width: int) -> Iterable[str]:
    row = ""
    for word in paragraph.split(" "):
        joined = f"{row} {word}" if row else word
        if cell_len(joined) <= width:
            row = joined
            continue
        if row:
            yield row
        row = word
        while cell_len(row) > width:
            end = _reach(row, width) or len(row)
            yield row[:end]
            row = row[end:]
    yield row
