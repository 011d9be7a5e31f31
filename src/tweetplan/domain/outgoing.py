"""What goes out: a post's text as its readers will see it, with the link that counts (G28)."""

from tweetplan.domain.posts import THREAD, Post


def outgoing(post: Post) -> str:
    """The text with its campaign link: in the place of the bare link, else after the last part.

    The posts of a thread stay separated as in `Post.text`.
    """
    link = post.utm or post.content.link
    if not link or link in post.text:
        return post.text
    bare = post.content.link
    if bare and bare in post.text:
        return post.text.replace(bare, link, 1)
    return f"{post.text.rstrip()} {link}" if post.text.strip() else link


def outgoing_parts(post: Post) -> tuple[str, ...]:
    """The posts of a thread as they go out, or the only one; joined by `THREAD` they are the text again."""
    return tuple(outgoing(post).split(THREAD))
