"""The outbox: each due post as a file beside the workspace, for a person (or a script of theirs) to post.

A file's name begins with the time it was due and ends with the delivery's id, so the same delivery never makes two.
"""

import hashlib
import json
import os
import re
from pathlib import Path

from tweetplan.api import Account, Outgoing, Published, Refused, hookimpl

FOLDER_MODE, FILE_MODE = 0o2770, 0o660


@hookimpl
def tweetplan_publish(post: Outgoing, account: Account) -> Published:
    """Write the whole post (of a thread all parts) with its pictures' descriptions into the outbox folder."""
    if not post.folder:
        raise Refused("there is no folder to write to")
    name = _name(post)
    try:
        folder = _folder(Path(post.folder))
        _write(folder, name, _document(post, account))
    except OSError as error:
        raise Refused(f"the outbox cannot be written: {error.strerror or error}") from error
    return Published(said=f"{Path(post.folder).name}/{name}", took=max(1, len(post.thread) - post.number + 1))


def _name(post: Outgoing) -> str:
    """A name of plain letters alone, the same for the same delivery."""
    due = re.sub(r"[^0-9TZ]", "", post.due)[:15]
    handle = re.sub(r"[^a-z0-9_]", "", post.account.lower())
    identity = hashlib.sha256(post.id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{due}-{handle}-{identity}.json"


def _document(post: Outgoing, account: Account) -> bytes:
    parts = list(post.thread[post.number - 1 :]) or [post.text]
    held = {
        "schema_version": 1,
        "delivery": post.id,
        "post": post.post,
        "account": account.handle,
        "due": post.due,
        "text": parts[0],
        "thread": parts,
        "pictures": [{"path": each.path, "alt": each.alt} for each in post.pictures],
        "poll": {"options": list(post.poll.options), "minutes": post.poll.minutes} if post.poll else None,
        "reply_to": post.reply_to,
        "in_reply_to": post.in_reply_to,
        "afterwards": f"tweetplan post published {post.post} LINK",
    }
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _folder(folder: Path) -> Path:
    """The folder, made for the group that shares the workspace; never through a link."""
    if folder.is_symlink():
        raise OSError(None, f"{folder} is a link")
    if not folder.is_dir():
        folder.mkdir(mode=0o770)
        folder.chmod(FOLDER_MODE)
    return folder


def _write(folder: Path, name: str, content: bytes) -> None:
    """The file whole or not at all, through to the disk; one that is there already is the same delivery's."""
    target = folder / name
    if target.exists():
        return
    draft = folder / f".{name}.{os.getpid()}.part"
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), FILE_MODE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
