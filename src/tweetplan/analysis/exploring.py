"""Times worth a try: one draw of how good each hour may be, for elastic slots alone (G18, Thompson's rule).

What is planned takes the times that are best on average; a slot held open is where a better one can be found at no
cost. The draw is settled by account and period, so that laying out twice says the same.
"""

from collections.abc import Mapping
from zlib import crc32

import numpy as np

from tweetplan.domain.outlooks import Times

WIDTH = 2 * 1.2816
"""An 80 % interval in standard deviations."""


def draw(times: Times, label: str) -> Mapping[tuple[int, int], float]:
    """One possible truth of the lift of each weekday and hour; empty while nothing was learnt, or time is no matter."""
    if times.verdict == "none" or not times.slots:
        return {}
    rng = np.random.default_rng(crc32(f"{times.account} {label}".encode()))
    mean = np.array([lift.mean for lift in times.slots])
    spread = np.array([(lift.high - lift.low) / WIDTH for lift in times.slots])
    truth = mean + spread * rng.normal(size=len(mean))
    return {(at // 24, at % 24): float(value) for at, value in enumerate(truth)}
