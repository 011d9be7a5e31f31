"""Results, as screens and commands ask for them: KPIs, their series and completeness, typed figures, lists.

Each subject has a file of its own; this one names what others call.
"""

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
