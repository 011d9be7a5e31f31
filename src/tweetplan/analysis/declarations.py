"""Keeps the stored declarations true to the installed plugins: a cheap look at start-up, plugins only on a change."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tweetplan import __version__
from tweetplan.domain.findings import Conflict, Finding
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Workspace

SWITCH = "TWEETPLAN_LOAD_PLUGINS"
MOST_FILES = 500


def refresh_if_changed(ws: Workspace, environ: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Store what the installed plugins declare, if they are others than last time; what somebody should know about it.

    Plugins that `TWEETPLAN_LOAD_PLUGINS` leaves out keep what they declared. A session that may not write, or finds the
    store locked, goes on with what is stored.
    """
    environ = os.environ if environ is None else environ
    now = fingerprint(sys.path, environ)
    if now == declarations.fingerprint(ws) or not declarations.may_refresh(ws):
        return ()
    from tweetplan.plugins import Plugins  # on a change only: it costs more than the rest of a start

    plugins = Plugins.load(environ=environ)
    keep = {row.distribution for row in plugins.rows if row.status == "off"}
    try:
        refreshed = declarations.refresh(ws, plugins.declarations(), fingerprint=now, keep=keep)
    except Conflict:
        return ()
    broken = (row for row in plugins.rows if row.status in ("failed", "partly"))
    return (
        *(Finding("plugins.broken", "warning", f"Plugin {row.name}: {row.reason}", row.name) for row in broken),
        *(finding for key in refreshed.gone for finding in _gone(ws, key)),
    )


def _gone(ws: Workspace, key: str) -> Iterator[Finding]:
    goals = declarations.goals_of(ws, key)
    if goals:
        brought = declarations.missing(ws).get(key, "")
        message = f"Goal type {key} ({brought}) is not installed any more; kept for {', '.join(goals)}."
        yield Finding("plugins.missing", "warning", message, key, "Install it again, or change the goals' type.")


def fingerprint(path: Iterable[str], environ: Mapping[str, str]) -> str:
    """Which plugins are installed, without importing any: distributions with entry points, and editable files' age.

    `path` is where Python looks for modules. A distribution counts with its name, version and the time it was
    installed; one that brings plugins from an editable folder also with the times of the files beside those plugins.
    """
    roots = [root for root in dict.fromkeys(path) if root]
    parts: list[str] = [__version__, sys.version, repr(environ.get(SWITCH))]
    for root in roots:
        for info in _distributions(root):
            parts.append(f"{info.name} {info.stat().st_mtime_ns}")
            modules = _plugin_modules(info)
            editable = _editable_root(info) if modules else None
            if editable is not None:
                parts += _ages([*roots, str(editable), str(editable / "src")], modules)
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _distributions(root: str) -> list["os.DirEntry[str]"]:
    """The metadata folders of the distributions in one folder of the path that declare entry points, by name."""
    try:
        with os.scandir(root) as entries:
            found = [entry for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return []
    return sorted(
        (entry for entry in found if os.path.exists(os.path.join(entry.path, "entry_points.txt"))),
        key=lambda entry: entry.name,
    )


def _plugin_modules(info: "os.DirEntry[str]") -> list[str]:
    """The modules that a distribution's entry points in our group name."""
    text = _text(os.path.join(info.path, "entry_points.txt"))
    inside, found = False, []
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == "[tweetplan]"
        elif inside and "=" in line:
            found.append(line.split("=", 1)[1].split(":")[0].split("[")[0].strip())
    return found


def _editable_root(info: "os.DirEntry[str]") -> Path | None:
    """The folder that an editable install points at; None for an ordinary one."""
    if info.name.endswith(".egg-info"):  # metadata that lies beside its source
        return Path(info.path).parent
    try:
        told = json.loads(_text(os.path.join(info.path, "direct_url.json")) or "{}")
        editable = bool(told.get("dir_info", {}).get("editable"))
        return Path(unquote(urlsplit(told["url"]).path)) if editable else None
    except (ValueError, KeyError, AttributeError):
        return None


def _ages(roots: list[str], modules: list[str]) -> list[str]:
    """The file names and times of the modules and of what lies beside them in their package."""
    places = [(root, os.path.join(root, *module.split("."))) for root in roots for module in modules]
    folders = {os.path.dirname(place) for root, place in places if os.path.dirname(place) != root}
    folders |= {place for _, place in places if os.path.isdir(place)}
    alone = [f"{place}.py" for root, place in places if os.path.dirname(place) == root]  # beside everybody's files
    return sorted(
        [*(f"{file} {_age(file)}" for file in alone), *(age for folder in folders for age in _beside(folder))]
    )


def _beside(folder: str) -> list[str]:
    """The Python files of a package's folder with their times; nothing where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            files = [entry for entry in entries if entry.name.endswith(".py")][:MOST_FILES]
            return [f"{entry.path} {entry.stat().st_mtime_ns}" for entry in files]
    except OSError:
        return []


def _age(file: str) -> int:
    try:
        return os.stat(file).st_mtime_ns
    except OSError:
        return 0


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
