"""Which of several imported versions of one figure counts: one rule, for imports, for undo and for redo.

A post stands in many exports, each time with the counts of that moment. Nothing is overwritten: every version is kept,
and this rule says which one is live.
"""

from collections.abc import Collection
from typing import NamedTuple


class Version(NamedTuple):
    """What the rule looks at."""

    complete: bool
    """Whether it has impressions: an archive, which has none, never replaces an analytics export."""
    period_end: str
    """The last day its file covers, ISO; empty when the file does not say."""
    seq: int
    """The order of imports."""
    part: int
    """The order of files within one import."""


def live_version(versions: Collection[Version]) -> Version:
    """The version that counts: the latest period; one without a period counts if it was imported after that.

    Order of files and of imports decides between equal periods. Among versions that all have different periods, the
    order in which they were imported never matters.
    """
    best = [version for version in versions if version.complete] or list(versions)
    dated = max((v for v in best if v.period_end), key=lambda v: (v.period_end, v.seq, v.part), default=None)
    undated = max((v for v in best if not v.period_end), key=lambda v: (v.seq, v.part), default=None)
    if dated is None or undated is None:
        found = dated or undated
        assert found is not None, "at least one version"
        return found
    return undated if (undated.seq, undated.part) > (dated.seq, dated.part) else dated
