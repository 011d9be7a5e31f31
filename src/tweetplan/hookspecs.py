"""The hook surface: everything that tweetplan asks of plugins, on one page.

A plugin is a module (or any object) with functions of these names, each marked `@hookimpl`; a function may leave out
arguments it does not need. The functions are called one by one: what one raises is told, and the others' results stay.
"""

from collections.abc import Iterable
from datetime import datetime

import pluggy

from tweetplan.domain.draft import Draft
from tweetplan.domain.events import Event
from tweetplan.domain.findings import Finding
from tweetplan.domain.goal_type import GoalType
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.publishing import Outgoing, Published
from tweetplan.domain.recommendations import Recommendation
from tweetplan.domain.results import Results, Source
from tweetplan.domain.situation import Situation

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


@hookspec
def tweetplan_check_draft(draft: Draft, account: Account | None, goal: Goal | None) -> Iterable[Finding]:
    """Say what a draft should not be posted with; nothing when all is well.

    Called for each text of `tweetplan post check`, and while a draft is written: it answers in milliseconds, and asks
    neither clock nor network. A field of the draft that is empty was not filled: a check that needs it stays silent.

    :param draft: the text, measured as X counts it, with its links, names and tags; places are code points of it.
    :param account: the account that it is for; None when none is named, or it is not known here.
    :param goal: the goal that it serves; None when it serves none.
    """
    raise NotImplementedError


@hookspec
def tweetplan_advise(situation: Situation) -> Iterable[Recommendation]:
    """Say what should be done next, over all goals; nothing when there is nothing to say.

    Called once a day and when results changed, in a process of its own with limits: two seconds, 200 recommendations,
    no store, no environment. A goal type's own advice belongs in `GoalType.advise`. State the effect on a measure, from
    figures of the situation; the core turns it into a change of the goal's chance, and ranks.

    :param situation: the accounts, goals, slots, tasks and figures as they stand; see docs/situation.md.
    """
    raise NotImplementedError


@hookspec(firstresult=True)
def tweetplan_publish(post: Outgoing, account: Account) -> Published | None:
    """Post this, or lay it ready for a person; None means that this publisher does not serve the account.

    Called by `tweetplan publish --due` for an account that chose this publisher, once for each part of a thread, after
    the intent was stored. Raise `Refused` or `TryLater` when it is certainly not out; whatever else is raised counts as
    `Unknown`: the post is then held for a person and never repeated. It is stopped after 90 seconds.

    :param post: the part that is due, with all that it needs; its `id` is one attempt's alone.
    :param account: the account that it goes out on.
    """
    raise NotImplementedError


@hookspec
def tweetplan_fetch(account: Account, since: datetime | None) -> Results | None:
    """Bring an account's figures and mentions from a network; None means that this fetcher does not serve it.

    Called by `tweetplan fetch` and by the tick. What it brings is stored like a file's results: a batch that can be
    withdrawn, each post known by its id. Raise `Problem` for what a person must mend, such as a token that has ended.

    :param account: whose figures and mentions are wanted.
    :param since: what is older is known already, as an aware instant; None asks for all that there is.
    """
    raise NotImplementedError


@hookspec
def tweetplan_notify(event: Event) -> None:
    """Tell people outside of tweetplan of an event.

    Called by the tick for each event that waits, once a notifier unless it raises: then it is called again later.

    :param event: what happened, in words, with its kind, channel and audience.
    """
    raise NotImplementedError
