"""A person's own keys, judged: unknown actions, keys that never arrive, two actions on one key (UX rule 4)."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from tweetplan.domain.findings import Finding
from tweetplan.tui.keys import APART, EVERYWHERE, FORBIDDEN, TABLES, table

_NAMED = frozenset(
    "escape enter tab space backspace delete insert home end pageup pagedown up down left right shift+tab".split()
)


def check(keymap: Mapping[str, object]) -> list[Finding]:
    """What is wrong with a person's keymap: unknown actions, keys that never arrive, two actions on one key."""
    known = {key.id: key for keys in TABLES.values() for key in keys}
    found: list[Finding] = []
    for name, keys in keymap.items():
        where = f"keymap.{name}"
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            remedy = f"Did you mean {near[0]!r}?" if near else "`?` in the UI lists every action with its id."
            found.append(Finding("keymap.unknown", "error", f"There is no action {name!r}.", where, remedy))
        elif not isinstance(keys, str) or not _split(keys):
            found.append(
                Finding(
                    "keymap.shape", "error", "An action needs its keys as one text.", where, 'Write it like "x,ctrl+x".'
                )
            )
        else:
            found.extend(_key_findings(where, keys))
    bad = {finding.where for finding in found}
    sound = {name: str(keys) for name, keys in keymap.items() if f"keymap.{name}" not in bad}
    return [*found, *_clashes(sound)]


def clean(keymap: Mapping[str, object]) -> dict[str, str]:
    """The part of a keymap that `check` finds nothing against."""
    bad = {finding.where for finding in check(keymap)}
    return {name: str(keys) for name, keys in keymap.items() if f"keymap.{name}" not in bad}


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()] if keys != "," else [","]


def _key_findings(where: str, keys: str) -> list[Finding]:
    found = []
    for key in _split(keys):
        name = key.rpartition("+")[2] or "+"
        if key in FORBIDDEN:
            message = f"{key} is taken by tmux or the terminal and would not arrive."
            found.append(Finding("keymap.forbidden", "error", message, where, "Choose another key."))
        elif len(name) > 1 and name not in _NAMED and "_" not in name:
            near = get_close_matches(name, _NAMED, n=1)
            remedy = f"Did you mean {near[0]!r}?" if near else 'Keys are written like "x", "ctrl+x", "pagedown".'
            found.append(Finding("keymap.key", "error", f"There is no key {key!r}.", where, remedy))
    return found


def _clashes(keymap: Mapping[str, str]) -> list[Finding]:
    """Every entry of the keymap that gives an action a key which another action active at the same time has."""
    found = []
    modes: Sequence[str] = [owner for owner in TABLES if owner not in (*EVERYWHERE, *APART)]
    for name, keys in keymap.items():
        owner = name.partition(".")[0]
        beside = (*EVERYWHERE, *modes) if owner in EVERYWHERE else (owner,) if owner in APART else (*EVERYWHERE, owner)
        others = {
            key: other.id
            for other in table(*dict.fromkeys(beside), keymap=keymap)
            if other.id != name
            for key in _split(other.keys)
        }
        for key in _split(keys):
            if key in others:
                message = f"{key!r} is already the key of {others[key]!r}."
                found.append(
                    Finding("keymap.twice", "error", message, f"keymap.{name}", "Give one of them another key.")
                )
    return found
