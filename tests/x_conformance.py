"""X's own conformance suite, run on a draft's figures and entities: `python tests/x_conformance.py FOLDER`.

FOLDER holds validate.yml, extract.yml and tlds.yml of X's text library. One line a group: passes, cases, name; exit
code 1 when a group has a miss.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tweetplan.analysis.x_text import draft
from tweetplan.domain.draft import Entity

COUNTED = {
    "tweets": "v1",
    "WeightedTweetsCounterTest": "v2",
    "WeightedTweetsWithDiscountedEmojiCounterTest": "v3",
    "UnicodeDirectionalMarkerCounterTest": "v3",
}
"""Groups of validate.yml about length and validity, with the counting that each is written for."""
WHOLE = {"usernames": "mentions", "lists": "lists", "hashtags": "hashtags", "urls_without_protocol": "urls"}
"""Groups of validate.yml that ask whether a text is one name, tag or link and nothing else."""
EXTRACTED = {
    "urls": ("urls", "url"),
    "urls_with_indices": ("urls", "url"),
    "urls_with_directional_markers": ("urls", "url"),
    "tco_urls_with_params": ("urls", "url"),
    "mentions": ("mentions", "screen_name"),
    "mentions_with_indices": ("mentions", "screen_name"),
    "hashtags": ("hashtags", "hashtag"),
    "hashtags_from_astral": ("hashtags", "hashtag"),
    "hashtags_with_indices": ("hashtags", "hashtag"),
    "cashtags": ("cashtags", "cashtag"),
    "cashtags_with_indices": ("cashtags", "cashtag"),
}
"""Groups of extract.yml: which entities they ask for, and what the suite calls their text."""


@dataclass(frozen=True)
class Outcome:
    """One case of the suite: its group, what it is about, and whether it passes."""

    group: str
    case: str
    passes: bool


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every case of the suite in a folder."""
    validate, extract, tlds = (
        yaml.safe_load((folder / name).read_text(encoding="utf-8"))["tests"]
        for name in ("validate.yml", "extract.yml", "tlds.yml")
    )
    for group, config in COUNTED.items():
        for case in validate[group]:
            yield Outcome(group, case["description"], _counted(case, config))
    for group, kind in WHOLE.items():
        for case in validate[group]:
            yield Outcome(f"valid {group}", case["description"], _whole(case["text"], kind) == case["expected"])
    for group, (kind, name) in EXTRACTED.items():
        for case in extract[group]:
            yield Outcome(group, case["description"], _extracted(case, kind, name))
    for case in extract["mentions_or_lists_with_indices"]:
        yield Outcome("mentions_or_lists_with_indices", case["description"], _names_and_lists(case))
    for case in extract["replies"]:
        yield Outcome("replies", case["description"], draft(case["text"]).reply_to == (case["expected"] or ""))
    for group, cases in tlds.items():
        for case in cases:
            yield Outcome(f"tlds {group}", case["description"], _extracted(case, "urls", "url"))


def _counted(case: dict[str, Any], config: str) -> bool:
    found, expected = draft(case["text"], config=config), case["expected"]
    if isinstance(expected, bool):
        return found.valid == expected
    return (found.weighted_length, found.valid) == (expected["weightedLength"], expected["valid"])


def _whole(text: str, kind: str) -> bool:
    found: tuple[Entity, ...] = getattr(draft(text).entities, kind)
    return [(one.start, one.end) for one in found] == [(0, len(text))]


def _extracted(case: dict[str, Any], kind: str, name: str) -> bool:
    found: tuple[Entity, ...] = getattr(draft(case["text"]).entities, kind)
    expected = case["expected"] or []
    if any(isinstance(one, dict) for one in expected):
        return [(one.text, [one.start, one.end]) for one in found] == [(one[name], one["indices"]) for one in expected]
    return [one.text for one in found] == expected


def _names_and_lists(case: dict[str, Any]) -> bool:
    held = draft(case["text"]).entities
    found = [(one.text, [one.start, one.end]) for one in sorted((*held.mentions, *held.lists), key=lambda o: o.start)]
    return found == [(one["screen_name"] + one["list_slug"], one["indices"]) for one in case["expected"]]


def passes(folder: Path) -> dict[str, tuple[int, int]]:
    """Passes and cases of every group, in the suite's order."""
    counts: dict[str, tuple[int, int]] = {}
    for outcome in outcomes(folder):
        passed, cases = counts.get(outcome.group, (0, 0))
        counts[outcome.group] = (passed + outcome.passes, cases + 1)
    return counts


def main(folder: str) -> int:
    """Print the passes of each group, and the cases missed on stderr."""
    for outcome in outcomes(Path(folder)):
        if not outcome.passes:
            print(f"missed: {outcome.group}: {outcome.case}", file=sys.stderr)
    counts = passes(Path(folder))
    for group, (passed, cases) in counts.items():
        print(f"{passed:5d} of {cases:5d}  {group}")
    passed, cases = (sum(column) for column in zip(*counts.values(), strict=True))
    print(f"{passed:5d} of {cases:5d}  all")
    return 0 if passed == cases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
