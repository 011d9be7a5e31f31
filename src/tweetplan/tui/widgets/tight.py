"""Sends what changed on a line and nothing before it: Textual's own update sends each line from its widget's left."""

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip


def cropped_chop(strip: Strip, x: int, end: int, span: tuple[int, int]) -> tuple[int, Strip] | None:
    """The piece of a strip (standing from `x` to `end`) that covers a span, and where it begins; None when none does.

    A segment that is not plain ASCII is sent whole, so that no wide character is ever cut in half.
    """
    start, stop = max(x, span[0]), min(end, span[1])
    if stop <= start:
        return None
    at = x
    for segment in strip:
        after = at + segment.cell_length
        if not segment.text.isascii():
            start = at if at < start < after else start
            stop = after if at < stop < after else stop
        at = after
    return start, strip if (start, stop) == (x, end) else strip.crop(start - x, stop - x)


class TightUpdate(ChopsUpdate):
    """An update that is cropped on both sides."""

    def render_segments(self, console: Console) -> str:
        """The escape sequences: for each span a move and the cells that changed."""
        found: list[str] = []
        for y, *span in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                piece = cropped_chop(strip, x, end, (span[0], span[1])) if strip is not None else None
                if piece is not None:
                    found += (f"\x1b[{y + 1};{piece[0] + 1}H", piece[1].render(console))
        return "".join(found)


class TightCompositor(Compositor):
    """A compositor whose partial updates are tight."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """As Textual's, with an update of our own; a region that begins in the middle of the line stays so."""
        made = super().render_partial_update()
        return TightUpdate(made.chops, made.spans, made.chop_ends) if made is not None else None
