"""Where each channel's notices go: a file of one's own that nobody else may read, since addresses hold secrets."""

import os
import shlex
import stat
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tweetplan.api import Problem

MOST_BYTES, COMMAND_SECONDS = 64 * 1024, 10.0
EXAMPLE = '[[route]] with channel = "#live-engagement" and url = "…" or url_command = "pass show …"'


@dataclass(frozen=True)
class Route:
    """One place that is told of a channel (`*`: of all); its address never shows in a repr."""

    channel: str
    url: str = field(repr=False, default="")
    url_command: str = field(repr=False, default="")

    def address(self) -> str:
        """The address, from the file or from the command that prints it; raises `Problem` without quoting either."""
        if not self.url_command:
            return self.url
        try:
            done = subprocess.run(
                shlex.split(self.url_command), capture_output=True, text=True, timeout=COMMAND_SECONDS, check=True
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise Problem(f"The url_command of {self.channel} failed ({type(error).__name__}).") from None
        return done.stdout.strip()


def routes_file() -> Path:
    """`notify.toml` in the person's own configuration folder."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return Path(base) / "tweetplan" / "notify.toml"


def routes(path: Path) -> tuple[Route, ...]:
    """The routes of the file; none when there is no file. Raises `Problem` for one that others can read or change."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error
    with os.fdopen(descriptor, "rb") as file:
        held = os.fstat(file.fileno())
        if not stat.S_ISREG(held.st_mode) or held.st_uid != os.getuid() or held.st_mode & 0o077:
            raise Problem(f"{path} holds addresses and can be read by others.", f"chmod 600 {shlex.quote(str(path))}")
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Problem(f"{path} is larger than {MOST_BYTES} bytes.")
    try:
        return tuple(_routes(tomllib.loads(raw.decode()), path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(f"{path} is not TOML ({type(error).__name__}).", f"Write {EXAMPLE}.") from None


def _routes(held: dict[str, object], path: Path) -> Iterator[Route]:
    given = held.get("route", [])
    for number, entry in enumerate(given if isinstance(given, list) else [given], 1):
        names = {name: text for name, text in entry.items() if isinstance(text, str)} if isinstance(entry, dict) else {}
        if set(names) - {"channel", "url", "url_command"} or not (names.get("url") or names.get("url_command")):
            raise Problem(f"{path}: route {number} cannot be read.", f"Write {EXAMPLE}.")
        yield Route(names.get("channel", "*"), names.get("url", ""), names.get("url_command", ""))
