"""A trend in a few cells."""

from collections.abc import Sequence

STEPS = "▁▂▃▄▅▆▇█"
GAP = "·"


def spark(values: Sequence[float | None], width: int) -> str:
    """The last `width` values as bars between the least and the greatest of them; `·` where there is none."""
    shown = list(values)[-width:]
    known = [value for value in shown if value is not None]
    if not known:
        return GAP * len(shown)
    low, high = min(known), max(known)
    span = high - low
    return "".join(
        GAP if value is None else STEPS[round((value - low) / span * (len(STEPS) - 1))] if span else STEPS[3]
        for value in shown
    )
