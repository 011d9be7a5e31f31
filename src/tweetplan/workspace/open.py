"""Opening a workspace: where it is, who acts, what time it is; the one place that asks the machine for these."""

import os
from base64 import b32encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tweetplan.domain.findings import Problem
from tweetplan.domain.operations import Actor
from tweetplan.storage.config import Config, read_config
from tweetplan.storage.database import Database
from tweetplan.storage.file_modes import make_directory, unopened
from tweetplan.storage.identity import current_actor
from tweetplan.storage.locations import DATABASE, database_in
from tweetplan.workspace.core import Workspace

VARIABLE = "TWEETPLAN_WORKSPACE"


def locate(option: str | None, environ: Mapping[str, str], config: Config | None = None) -> str | None:
    """Where the workspace is: the option, else the environment, else the person's own settings; None when none says."""
    named = option or environ.get(VARIABLE)
    if named:
        return named
    return (config or read_config()).workspace or None


def open_workspace(
    location: str | Path,
    *,
    actor: Actor | None = None,
    clock: Callable[[], datetime] | None = None,
    new_id: Callable[[], str] | None = None,
    as_of: datetime | None = None,
    create: bool = False,
) -> Workspace:
    """Open the workspace at `location` (a file, or a folder that holds `tweetplan.db`), or make it with `create`.

    Raises `Problem` with the remedy. Actor, clock and ids come from the machine unless given.
    """
    path = workspace_file(location)
    if create:
        try:
            make_directory(path.parent)
        except OSError as error:
            raise Problem(f"{path.parent} cannot be made: {error.strerror}.", "Name another folder.") from error
    database = Database.open(path, create=create)
    return Workspace(database, actor or current_actor(), clock or real_time, new_id or random_id, as_of)


def workspace_file(location: str | Path) -> Path:
    """The file that a location means; raises `Problem` for what this version cannot open."""
    text = str(location)
    scheme, mark, _ = text.partition("://")
    if mark:
        raise Problem(
            f"{scheme}:// is not known here: this version stores a workspace in an SQLite file.",
            "Name a file or a folder of this machine.",
        )
    if "\0" in text:
        raise Problem("A path cannot hold a NUL character.", "Name a file or a folder of this machine.")
    try:
        return database_in(Path(text).expanduser().absolute()).resolve()
    except OSError as error:
        raise unopened(Path(text).absolute() / DATABASE, error) from error
    except RuntimeError as error:  # no such home, or links that lead round in a circle
        raise Problem(f"{text} leads nowhere: {error}.", "Name the file itself.") from error


def real_time() -> datetime:
    """Now, aware UTC."""
    return datetime.now(UTC)


def random_id() -> str:
    """Sixteen letters and digits that no other session makes: 80 random bits."""
    return b32encode(os.urandom(10)).decode().lower()
