"""That everybody gets it: pictures described for those who cannot see them, and no crowd of hashtags."""

from collections.abc import Iterator

from tweetplan.api import Draft, Finding, hookimpl

MOST_HASHTAGS = 2
"""In one post; ours. More of them read as noise."""


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """Each picture without a description, and the hashtags of each part that are too many."""
    for picture in draft.pictures:
        if not picture.alt.strip():
            yield Finding(
                "reach.alt-text",
                "warning",
                f"The picture {picture.path} has no description.",
                "pictures",
                "Say in a sentence what it shows: screen readers read it out.",
            )
    for part in draft.parts:
        end = part.start + len(part.text)
        tags = [tag for tag in draft.entities.hashtags if part.start <= tag.start < end]
        if len(tags) > MOST_HASHTAGS:
            yield Finding(
                "reach.hashtags",
                "warning",
                f"It has {len(tags)} hashtags.",
                "text",
                f"Keep the {MOST_HASHTAGS} that people look for.",
                tags[MOST_HASHTAGS].start,
                tags[-1].end,
            )
