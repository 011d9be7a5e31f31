"""Where a token comes from, and how it never gets into a log, a message, an argument list or the workspace."""

import json
import os
import re
import stat
import subprocess
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from tweetplan.api import Problem

FILE = "credentials.toml"
PLACE = "TWEETPLAN_CREDENTIALS"
"""The environment's word for another place of the file (the path, never a token)."""
API = "https://api.x.com"
TIMEOUT = 25.0
"""Seconds to wait for an answer, unless the section says `timeout`."""
MOST_BYTES = 64 * 1024
COMMAND_SECONDS = 30
FOUR = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
_BEARER = re.compile(r"(?i)bearer\s+\S+|OAuth\s+oauth_\S.*|AAAA[A-Za-z0-9%]{40,}")


class Absent(Problem):
    """The credentials file says nothing of this account."""


class Secret:
    """A value that shows itself as three stars wherever it is printed; `reveal` is for the one call that needs it."""

    __slots__ = ("_held",)

    def __init__(self, held: str) -> None:
        self._held = held

    def reveal(self) -> str:
        """The value itself."""
        return self._held

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not copied out of the process")


class Credentials:
    """How one account signs its requests: an OAuth 2 user token, or the four keys of OAuth 1.0a."""

    def __init__(self, base_url: str, keys: Mapping[str, Secret], timeout: float = TIMEOUT) -> None:
        self.base_url, self.keys, self.timeout = base_url, dict(keys), timeout

    def redacted(self, text: object) -> str:
        """A text on one line, without any of the secrets and without what looks like one."""
        told = " ".join(str(text).split())
        for key in sorted((secret.reveal() for secret in self.keys.values()), key=len, reverse=True):
            told = told.replace(key, "***") if len(key) > 3 else told
        return _BEARER.sub("***", told)[:300]


def file_place() -> Path:
    """Where the credentials lie: beside the person's own settings."""
    import platformdirs

    named = os.environ.get(PLACE)
    return Path(named) if named else Path(platformdirs.user_config_path("tweetplan", appauthor=False)) / FILE


def configured() -> bool:
    """Whether there is a credentials file at all; nothing of it is read."""
    return file_place().is_file()


def credentials(account: str) -> Credentials:
    """The credentials of an account; raises `Problem` for a file that others could read or change, and for a gap."""
    place = file_place()
    try:
        held = tomllib.loads(_read(place).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise Problem(f"{place} is no TOML.", "See docs/publishing.md.") from None
    section = next((value for name, value in held.items() if _key(name) == _key(account)), None)
    if not isinstance(section, dict):
        raise Absent(f"{place} has no section for {account}.", f'Add ["{account}"] with credential_command.')
    base_url = _base(str(section.get("base_url", API)))
    found = _from_command(section["credential_command"]) if "credential_command" in section else section
    keys = {name: Secret(found[name]) for name in ("token", *FOUR) if isinstance(found.get(name), str) and found[name]}
    if "token" not in keys and not set(FOUR) <= set(keys):
        raise Problem(f"{place} names no token for {account}.", "credential_command, token, or the four keys.")
    timeout = section.get("timeout", TIMEOUT)
    return Credentials(base_url, keys, min(60.0, float(timeout)) if isinstance(timeout, (int, float)) else TIMEOUT)


def _key(handle: str) -> str:
    return "@" + handle.strip().lstrip("@").lower()


def _base(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise Problem("base_url is not https.", "A token goes over an encrypted connection alone.")
    return url.rstrip("/")


def _read(place: Path) -> bytes:
    """The file's bytes, after looking at it as ssh looks at a key: ours, a plain file, and nobody else's to read."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Problem(f"There is no {place}.", "See docs/publishing.md for what it holds.") from None
    except OSError as error:
        raise Problem(f"{place} cannot be opened: {error.strerror}.") from None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise Problem(f"{place} is no plain file.")
        if found.st_uid != os.geteuid():
            raise Problem(f"{place} belongs to somebody else.", "It must be your own.")
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise Problem(f"Others may read or change {place}.", f"chmod 600 {place}")
        above = os.stat(place.parent)
        if above.st_uid not in (0, os.geteuid()) or (above.st_mode & 0o022 and not above.st_mode & stat.S_ISVTX):
            raise Problem(f"Others may change the folder {place.parent}.", f"chmod go-w {place.parent}")
        return file.read(MOST_BYTES)


def _from_command(command: Any) -> Mapping[str, Any]:
    """What the person's own command prints: one line with the token, or a JSON object with its keys."""
    if not isinstance(command, list) or not command or not all(isinstance(word, str) for word in command):
        raise Problem("credential_command is not a list of words.", 'Such as ["pass", "show", "x/acme"].')
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=COMMAND_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise Problem(f"The credential command {command[0]} did not answer.", "Try it in this shell.") from None
    if done.returncode != 0:
        raise Problem(f"The credential command {command[0]} ended with {done.returncode}.", "Try it in this shell.")
    text = done.stdout[:MOST_BYTES].decode("utf-8", "replace").strip()
    if text.startswith("{"):
        try:
            held = json.loads(text)
        except ValueError:
            raise Problem("The credential command printed no JSON object.") from None
        return held if isinstance(held, dict) else {}
    return {"token": _one(text.splitlines())}


def _one(lines: Iterable[str]) -> str:
    return next((line.strip() for line in lines if line.strip()), "")
