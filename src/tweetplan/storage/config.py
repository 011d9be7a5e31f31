"""A person's own settings: a hand-made config.toml, and behind it what the app remembers; doubts are findings."""

import os
from collections.abc import Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any

from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen
from tweetplan.storage.copies import settle
from tweetplan.storage.locations import Locations, own_locations

MOST_BYTES = 64 * 1024
KINDS: Mapping[str, type] = {"workspace": str, "theme": str, "mouse": bool, "reduced": bool, "keymap": dict}
WORDS = {str: "text in quotes", bool: "true or false", dict: "a table of action = key"}


@frozen
class Config:
    """What one person set for themselves; the workspace's own settings lie in the workspace."""

    workspace: str = ""
    """The workspace opened when none is named."""
    theme: str = ""
    """The theme's name; empty: the app's default."""
    mouse: bool = True
    reduced: bool = False
    """Fewer bytes for slow links: few colours, no animation."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action → key or keys, for actions whose default was changed."""
    findings: tuple[Finding, ...] = ()
    """What was not understood, and so left at its default."""


def read_config(locations: Locations | None = None) -> Config:
    """The settings in force: what the app remembers, overruled by what the person wrote; never raises."""
    places = locations or own_locations()
    config = Config()
    for path in (places.state_file, places.config_file):
        values, findings = _checked(path)
        config = replace(config, **values, findings=(*config.findings, *findings))
    return config


def remember(values: Mapping[str, Any], locations: Locations | None = None) -> Path:
    """Keep settings that the app was told (never in a hand-made file), and give the file they are in."""
    import tomli_w

    unknown = set(values) - set(KINDS)
    if unknown:
        raise ValueError(f"not settings: {', '.join(sorted(unknown))}")
    places = locations or own_locations()
    kept, _ = _checked(places.state_file)
    places.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = places.state / f".state.toml.{os.getpid()}.part"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"# Written by tweetplan. Your own settings go into config.toml, which goes first.\n")
        tomli_w.dump({**kept, **values}, file)
    settle(draft, places.state_file, force=True)
    return places.state_file


def write_initial(workspace: str, locations: Locations | None = None) -> Path:
    """Remember a new workspace as this person's own; a hand-made config.toml that names another still goes first."""
    return remember({"workspace": workspace}, locations)


def _checked(path: Path) -> tuple[dict[str, Any], list[Finding]]:
    """The settings of one file that are understood, and a finding for each that is not."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [_finding("unreadable", f"cannot be read: {error.strerror}", path, "")]
    if len(raw) > MOST_BYTES:
        return {}, [_finding("too-long", f"is longer than {MOST_BYTES // 1024} KiB, so none of it was read", path, "")]
    import tomllib

    try:
        found = tomllib.loads(raw.decode())
    except (ValueError, RecursionError) as error:
        return {}, [_finding("not-toml", f"is no TOML, so none of it was read: {error}", path, "")]
    values, findings = {}, []
    for name, held in found.items():
        trouble = _trouble(name, held)
        if trouble:
            findings.append(_finding(*trouble, path, name))
        else:
            values[name] = held
    return values, findings


def _trouble(name: str, held: Any) -> tuple[str, str] | None:
    kind = KINDS.get(name)
    if kind is None:
        from difflib import get_close_matches

        near = get_close_matches(name, KINDS, n=1)
        return "unknown-key", f"no setting is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    if not isinstance(held, kind):
        return "wrong-kind", f"{name} must be {WORDS[kind]}"
    if isinstance(held, dict):
        wrong = [str(action) for action, key in held.items() if not isinstance(key, str)]
        if wrong:
            return "wrong-kind", f"keys are text in quotes; not so for {', '.join(wrong)}"
    return None


def _finding(rule: str, message: str, path: Path, name: str) -> Finding:
    known = ", ".join(entry.name for entry in fields(Config) if entry.name in KINDS)
    remedy = f"Settings are: {known}." if rule == "unknown-key" else f"Mend {path}."
    return Finding(f"config.{rule}", "warning", message, f"{path}: {name}" if name else str(path), remedy)
