"""The hook surface: everything that tweetplan asks of plugins, on one page.

A plugin is a module (or any object) with functions of these names, each marked `@hookimpl`; a function may leave out
arguments it does not need. The functions are called one by one: what one raises is told, and the others' results stay.
"""

from collections.abc import Iterable

import pluggy

from tweetplan.domain.goal_type import GoalType
from tweetplan.domain.results import Results, Source

hookspec = pluggy.HookspecMarker("tweetplan")


@hookspec
def tweetplan_goal_types() -> Iterable[type[GoalType]]:
    """Return the goal types that this plugin brings: the classes themselves, not instances.

    Called when the installed plugins change, and once by each command that needs their code; what they declare is kept
    in the workspace. A key that another plugin has already is refused, naming both. An empty list brings none.
    """
    raise NotImplementedError


@hookspec
def tweetplan_read_results(source: Source) -> Results | None:
    """Read a file of results, if it is one that this plugin knows; None means that it is not.

    Called for each file of `tweetplan import`. The surest answer is taken (`Results.confidence`, 0 to 1), unless the
    user names a reader. Rows that cannot be read belong in `Results.rejected`, with line and reason, and never raise.

    :param source: the file, opened within safe limits: its name, its first bytes, its records, the account it is for.
    """
    raise NotImplementedError
