"""The table of actions: no clash, no key that a terminal takes, hints that fit; what is said about a keymap."""

from collections.abc import Iterator
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tweetplan.tui
from tweetplan.tui import keymap as judged
from tweetplan.tui import keys
from tweetplan.tui.modes import MODES


def split(text: str) -> list[str]:
    return [key.strip() for key in text.split(",") if key.strip()]


def our_classes() -> Iterator[type[DOMNode]]:
    """Every class of ours that can have bindings."""
    base = Path(tweetplan.tui.__file__).parent
    for path in sorted(base.rglob("*.py")):
        name = ".".join(("tweetplan.tui", *path.relative_to(base).with_suffix("").parts)).removesuffix(".__init__")
        for held in vars(import_module(name)).values():
            if isinstance(held, type) and issubclass(held, DOMNode) and held.__module__ == name:
                yield held


def bindings_of(kind: type[DOMNode]) -> Iterator[tuple[str, Any]]:
    for binding in kind.__dict__.get("BINDINGS", ()):
        yield from ((key, binding) for key in split(binding.key if isinstance(binding, Binding) else binding[0]))


def test_no_default_is_a_key_that_tmux_or_a_terminal_takes() -> None:
    taken = [(kind.__name__, key) for kind in our_classes() for key, _ in bindings_of(kind) if key in keys.FORBIDDEN]
    assert taken == []
    assert {
        key for owner in keys.TABLES.values() for entry in owner for key in split(entry.keys)
    } & keys.FORBIDDEN == set()


def test_forbidden_holds_what_the_rules_name() -> None:
    assert {*(f"ctrl+{letter}" for letter in "abhjklsz"), "alt+enter", "f1", "f12"} <= keys.FORBIDDEN


def test_what_is_active_together_has_no_key_twice() -> None:
    modes = [owner for owner in keys.TABLES if owner not in (*keys.EVERYWHERE, *keys.APART)]
    for beside in [(*keys.EVERYWHERE, mode) for mode in modes] + [(owner,) for owner in keys.APART]:
        pairs = combinations(keys.table(*beside), 2)
        clashes = [(a.id, b.id) for a, b in pairs if set(split(a.keys)) & set(split(b.keys))]
        assert clashes == [], beside


def test_ids_are_unique_and_begin_with_their_owner() -> None:
    every = [(owner, key.id) for owner, entries in keys.TABLES.items() for key in entries]
    assert len({identity for _, identity in every}) == len(every)
    assert all(identity.partition(".")[0] == owner for owner, identity in every)


def test_every_binding_of_an_action_has_words_and_an_id() -> None:
    for owner in keys.TABLES:
        for binding in keys.bindings(owner):
            assert binding.id and binding.tooltip and binding.description and binding.action


def test_every_mode_has_its_digit_and_a_table() -> None:
    for mode in MODES:
        assert mode.name in keys.TABLES
        assert any(key.keys == mode.digit and key.action == f"mode('{mode.name}')" for key in keys.TABLES["app"])


def test_the_footer_never_has_more_than_six_hints_and_fits() -> None:
    for mode in MODES:
        found = keys.hints(mode.name)
        assert len(found) <= 6
        assert sum(len(f"{keys.shown(key.keys)} {key.hint}   ") for key in found) < 80


@pytest.mark.parametrize(
    ("keymap", "rule", "words"),
    [
        ({"list.wyh": "x"}, "keymap.unknown", "list.why"),
        ({"list.why": "j"}, "keymap.twice", "'list.down'"),
        ({"app.undo": "Z", "app.redo": "Z"}, "keymap.twice", "'app.redo'"),
        ({"app.undo": "ctrl+b"}, "keymap.forbidden", "tmux"),
        ({"app.undo": "f5"}, "keymap.forbidden", "f5"),
        ({"app.undo": "pagedwon"}, "keymap.key", "'pagedown'"),
        ({"app.undo": ""}, "keymap.shape", "one text"),
        ({"app.undo": 5}, "keymap.shape", "one text"),
    ],
)
def test_a_keymap_is_judged(keymap: dict[str, object], rule: str, words: str) -> None:
    found = judged.check(keymap)
    assert rule in {finding.rule for finding in found}
    assert any(words in f"{finding.message} {finding.remedy}" for finding in found)
    assert judged.clean(keymap) == {}


def test_keys_that_change_places_are_no_clash() -> None:
    swapped = {"app.undo": "U", "app.redo": "u"}
    assert judged.check(swapped) == []
    assert judged.clean({**swapped, "nothing": "x"}) == swapped


def test_a_dialogs_keys_do_not_meet_a_modes() -> None:
    assert judged.check({"card.copy": "j"}) == []
