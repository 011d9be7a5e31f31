"""The page of rules names every rule once, says where it lives, and agrees with the code that cites it."""

import re
from pathlib import Path

import pytest

from tweetplan.storage.rules_file import default_rules

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
COUNTS = {"G": 33, "T": 24, "W": 17, "D": 4, "C": 5}
IDS = [f"{letter}{number:02d}" for letter, most in COUNTS.items() for number in range(1, most + 1)]
CITED = re.compile(r"(?<![-\w])[GTWDC]\d\d\b")  # not the week of 2026-W12


def rows() -> dict[str, tuple[str, str]]:
    found = re.findall(r"^\| ([GTWDC]\d\d) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert len(found) == len({row[0] for row in found})
    return {key: (what, where) for key, what, where in found}


def test_every_rule_has_exactly_one_row_in_order() -> None:
    assert list(rows()) == IDS


def test_every_rule_says_where_it_lives_and_nothing_is_promised() -> None:
    for key, (what, where) in rows().items():
        assert len(what) > 10 and where, key
    assert not re.search(r"planned for|coming soon|todo|later version|roadmap", PAGE, re.IGNORECASE)


@pytest.mark.parametrize("key", IDS)
def test_the_files_it_lives_in_are_there(key: str) -> None:
    for name in re.findall(r"`([^`]+)`", rows()[key][1]):
        base = ROOT if name.startswith("plugins/") else ROOT / "src/tweetplan"
        assert (base / name).exists(), f"{key}: {name}"


def test_a_rule_is_cited_only_if_the_page_has_it() -> None:
    for base in ("src", "plugins"):
        for path in (path for path in (ROOT / base).rglob("*") if path.suffix in (".py", ".toml", ".sql")):
            unknown = set(CITED.findall(path.read_text(encoding="utf-8"))) - set(IDS)
            assert not unknown, f"{path.relative_to(ROOT)} cites {', '.join(sorted(unknown))}"


def test_the_figures_are_those_of_the_package() -> None:
    table = re.findall(r"^\| `([\w.]+)` \| (.+?) \| (.+?) \| (\w+)( \(ours\))? \| (.+) \|$", PAGE, re.MULTILINE)
    rules = default_rules()
    assert [row[0] for row in table] == list(rules.keys)
    for key, value, unit, source, ours, what in table:
        rule = rules.describe(key)
        assert tuple(map(float, value.split(", "))) == rule.values, key
        assert (unit, source, bool(ours), what) == (rule.unit, rule.source, rule.ours, rule.what)
