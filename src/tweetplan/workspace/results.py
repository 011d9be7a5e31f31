"""Results, as screens and commands ask for them: KPIs, their series and completeness, typed figures, lists.

Each subject has a file of its own, which is loaded when it is first asked for; this one names what others call.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tweetplan.workspace.results_kpis import Figure, complete_to, kpi_rows, kpi_value, series, sums
    from tweetplan.workspace.results_lists import BestPost, Import, best_posts, count_due, imports
    from tweetplan.workspace.results_record import Recorded, record

__all__ = [
    "BestPost",
    "Figure",
    "Import",
    "Recorded",
    "best_posts",
    "complete_to",
    "count_due",
    "imports",
    "kpi_rows",
    "kpi_value",
    "record",
    "series",
    "sums",
]
SUBJECTS = {
    "results_kpis": ("Figure", "complete_to", "kpi_rows", "kpi_value", "series", "sums"),
    "results_lists": ("BestPost", "Import", "best_posts", "count_due", "imports"),
    "results_record": ("Recorded", "record"),
}
"""Where each name lives."""


def __getattr__(name: str) -> Any:
    """A name of one of the subjects; its file is loaded now, and the name stays."""
    for subject, names in SUBJECTS.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"tweetplan.workspace.{subject}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
