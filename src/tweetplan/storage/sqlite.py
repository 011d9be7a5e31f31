"""Which SQLite runs (a bundled current one where a wheel exists, else the standard library's), and its soundness.

The two drivers have separate classes of the same shape, so a connection is typed `Any` behind this one door.
"""

from typing import Any

try:
    import pysqlite3 as driver
except ImportError:  # pragma: no cover - depends on the machine
    import sqlite3 as driver

__all__ = ["DRIVER", "VERSION", "Connection", "driver", "trouble_with"]

Connection = Any
"""An open connection of whichever driver was found."""

DRIVER = driver.__name__
VERSION: str = driver.sqlite_version

SAFE_FROM = (3, 51, 3)
BACKPORTED = frozenset({(3, 44, 6), (3, 50, 7)})
WITHDRAWN = frozenset({(3, 52, 0)})


def trouble_with(version: str = VERSION) -> str:
    """Why this SQLite should not hold a shared workspace; empty when it is sound.

    Before 3.51.3 (but 3.44.6 and 3.50.7) several processes that checkpoint one WAL file can corrupt it.
    """
    try:
        numbers = tuple(int(part) for part in version.split(".")[:3])
    except ValueError:
        return f"SQLite {version!r} has no version number that can be judged"
    if numbers in WITHDRAWN:
        return f"SQLite {version} was withdrawn by its authors"
    if numbers >= SAFE_FROM or numbers in BACKPORTED:
        return ""
    return f"SQLite {version} can corrupt a workspace that several sessions use (mended in 3.51.3, 3.50.7 and 3.44.6)"
