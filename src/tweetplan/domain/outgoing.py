"""What goes out: a post's text as its readers will see it, with the link that counts (G28)."""

from tweetplan.domain.posts import Post, thread_parts
from tweetplan.domain.text import blank


def outgoing(post: Post) -> str:
    """The text with its campaign link: in the place of the bare link, else after the last part.

    The posts of a thread stay separated as in `Post.text`.
    """
    link, text = post.utm or post.content.link, post.text
    if not link or link in text:
        return text
    bare = post.content.link
    if bare and bare in text:
        return text.replace(bare, link, 1)
    space = " " if thread_parts(text)[-1].strip() else "\n" if text.strip() else ""
    return f"{text.rstrip()}{space}{link}"


def outgoing_parts(post: Post) -> tuple[str, ...]:
    """The posts of a thread as they go out, without the line breaks around each, or the only one as it is."""
    whole = outgoing(post)
    parts = thread_parts(whole)
    return parts if len(parts) > 1 else (whole,)


def wordless(post: Post) -> bool:
    """Whether a part of it says nothing; the first need not where pictures go with it, which no other part has."""
    first, *rest = post.parts
    return any(blank(part) for part in rest) or (blank(first) and not post.content.pictures)
