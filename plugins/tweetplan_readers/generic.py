"""Tables that somebody made: figures by day, by post, people, mentions; columns by name, or mapped by the user.

By day `date,account,measure,value[,campaign,source]`; by post `id,posted_at|created_at[,text][,any measure]`; people
`handle,segment,followers,last_interaction[,birthday,value]`; mentions
`id,author,created_at,text[,in_reply_to,answered_at,resolved_at]`.
"""

from tweetplan.api import POSTS, TYPED, Results, Source, hookimpl
from tweetplan_readers._cells import is_table
from tweetplan_readers._days import covered
from tweetplan_readers._generic_header import read_header
from tweetplan_readers._generic_rows import Rows

FORCED = 0.9
"""Confidence when the user mapped columns: it is this reader that they mean."""


@hookimpl
def tweetplan_read_results(source: Source) -> Results | None:
    """The rows of a generic table; None for any other file."""
    if not is_table(source.head):
        return None
    header = read_header(source)
    if header is None:
        return None
    rows = Rows(source, header)
    rows.take(source.records(header.delimiter))
    span = covered(source.name)
    return Results(
        reader="generic",
        confidence=FORCED if source.columns else header.sure,
        source=POSTS if header.kind == "posts" else TYPED,
        post_measures=header.measures if header.kind == "posts" else (),
        posts=tuple(rows.posts),
        days=tuple(rows.days),
        people=tuple(rows.people),
        mentions=tuple(rows.mentions),
        rejected=tuple(rows.rejected),
        warnings=rows.findings(),
        read=rows.read,
        covers=span,
        period_end=span[1] if span else None,
    )
