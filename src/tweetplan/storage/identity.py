"""Who acts: the uid that the kernel knows, by its login; never a name that the environment claims."""

import os
import pwd
from collections.abc import Mapping

from tweetplan.domain.operations import Actor


def login_of(uid: int) -> str:
    """The login of a uid, or `uid:N` when the machine knows none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid:{uid}"


def uid_of(login: str) -> int | None:
    """The uid behind a login on this machine, or None."""
    try:
        return pwd.getpwnam(login).pw_uid
    except KeyError:
        return None


def current_actor(environ: Mapping[str, str] = os.environ) -> Actor:
    """The actor of this process. USER, LOGNAME and HOME are not looked at; who called sudo is kept as a note only."""
    uid = os.getuid()
    caller = environ.get("SUDO_UID", "")
    note = f"sudo by {login_of(int(caller))}" if caller.isascii() and caller.isdigit() and len(caller) < 10 else ""
    return Actor(login_of(uid), uid, os.uname().nodename, note)
