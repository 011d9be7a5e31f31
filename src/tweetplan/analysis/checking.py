"""Checking a text about to be posted: measured as X counts it, then looked at by every check that plugins bring."""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tweetplan.analysis.x_text import NOW, draft
from tweetplan.domain.draft import Draft, Entity
from tweetplan.domain.findings import Finding, Problem, UsageProblem
from tweetplan.domain.goals import Account, AccountRole, Goal, handle_key
from tweetplan.domain.posts import thread_spans
from tweetplan.plugins import Plugins

MOST_LINE = 1_000_000
"""Characters of one line of JSON; a post of X has 25,000 at most."""
_FOR_SUPPORT = re.compile(
    r"@(?:ask|help|support)\w*|@\w*?(?:help|helps|support|cares?|service|services|helpdesk|"
    r"bantuan)_?\w{0,2}"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft and all that was found about it."""

    draft: Draft
    findings: tuple[Finding, ...]
    """In the text's order; places are code points of the text as it was typed."""
    origins: tuple[int, ...] = ()
    """Where each part begins in the text as it was typed; empty where that is the draft's own text."""

    def typed(self, place: int) -> int:
        """A place of the draft's text as a place of the text as it was typed."""
        return moved(self.draft, self.origins, place)

    def json(self) -> dict[str, Any]:
        """The answer of `post check --json`; places are code points."""
        held = self.draft.entities
        kinds = {"urls": held.urls, "mentions": held.mentions, "hashtags": held.hashtags, "cashtags": held.cashtags}
        return {
            "weighted_length": self.draft.weighted_length,
            "limit": self.draft.limit,
            "valid": self.draft.valid,
            **({"parts": self.parts()} if len(self.draft.parts) > 1 else {}),
            "entities": {kind: [self._entity(found) for found in entities] for kind, entities in kinds.items()},
            "reply_to": self.draft.reply_to or None,
            "findings": [
                {name: getattr(found, name) for name in ("rule", "severity", "start", "end", "message", "remedy")}
                for found in self.findings
            ],
        }

    def parts(self) -> list[dict[str, Any]]:
        """Each post of the thread, or the only one: where it begins in the text as typed, and how much it counts."""
        return [
            {
                "start": self.typed(part.start),
                "end": self.typed(part.start) + len(part.text),
                "weighted_length": part.weighted_length,
                "limit": part.limit,
                "valid": part.valid,
            }
            for part in self.draft.parts
        ]

    def _entity(self, found: Entity) -> dict[str, Any]:
        return {"text": found.text, "start": self.typed(found.start), "end": self.typed(found.end)}


def moved(draft: Draft, origins: tuple[int, ...], place: int) -> int:
    """A place of a draft's text as a place of the text that its parts were cut from."""
    if not origins:
        return place
    number = max(0, bisect_right([part.start for part in draft.parts], place) - 1)
    part = draft.parts[number]
    return origins[number] + min(place - part.start, len(part.text))


def looked_at(
    plugins: Plugins,
    made: Draft,
    account: Account | None,
    goal: Goal | None,
    origins: tuple[int, ...] = (),
    **asked: Any,
) -> Checked:
    """A draft with what every check says of it, told by places of the text as it was typed.

    `asked` goes to `Plugins.check_draft`: how long a check may take, who is told whose turn it is.
    """
    found = [
        finding
        if finding.start is None or finding.end is None
        else replace(finding, start=moved(made, origins, finding.start), end=moved(made, origins, finding.end))
        for finding in plugins.check_draft(made, account, goal, **asked)
    ]
    ordered = sorted(found, key=lambda finding: (finding.start or 0, finding.end or 0))
    return Checked(made, tuple(ordered), origins)


def guessed_role(handle: str) -> AccountRole:
    """The role of an account that nobody described, by its name: `@EtsyHelp` is for support, any other a main one."""
    return "support" if _FOR_SUPPORT.fullmatch(handle_key(handle)) else "main"


class Checker:
    """Checks drafts one after another with the plugins loaded once; `accounts` are those known, by their keys.

    `facts` gives the further fields of a draft for such an account (`drafts.facts_of`).
    """

    def __init__(
        self,
        plugins: Plugins,
        accounts: Mapping[str, Account] | None = None,
        facts: Callable[[Account], Mapping[str, Any]] = lambda account: {},
    ) -> None:
        self._plugins, self._facts = plugins, facts
        self._accounts = accounts or {}
        supports = [account.handle for account in self._accounts.values() if account.role == "support"]
        self._support = supports[0] if supports else ""

    def check(
        self,
        text: str,
        *,
        lang: str = "",
        account: str = "",
        config: str = NOW,
        goal: Goal | None = None,
        **asked: Any,
    ) -> Checked:
        """What there is to say of a text for an account: its handle, or the role `main` or `support`; else main.

        A line of `---` parts a thread, as in the text of a post.
        """
        known = self._accounts.get(handle_key(account)) if account else None
        role = known.role if known else account if account in ("main", "support") else guessed_role(account)
        facts = self._facts(known) if known else {}
        spans = thread_spans(text)
        posts = [text] if len(spans) == 1 else [text[first:last] for first, last in spans]
        made = draft(posts, lang=lang, config=config, role=role, support=self._support, **facts)
        origins = tuple(first for first, _ in spans) if len(spans) > 1 else ()
        return looked_at(self._plugins, made, known, goal, origins, **asked)

    def lines(self, lines: Iterable[str], *, lang: str = "", account: str = "") -> Iterator[Checked | str]:
        """An answer for each line that holds a JSON object, or why it could not be read; blank lines are passed over.

        A line's own `lang` and `account` win over those given here.
        """
        for line in lines:
            if not line.strip():
                continue
            try:
                asked = _asked(line)
                yield self.check(
                    asked["text"],
                    lang=asked.get("lang") or lang,
                    account=asked.get("account") or account,
                    config=asked.get("config") or NOW,
                )
            except Problem as problem:
                yield str(problem)


def _asked(line: str) -> dict[str, str]:
    """What one line asks; raises `UsageProblem` for one that is no object with a text."""
    if len(line) > MOST_LINE:
        raise UsageProblem(f"The line is longer than {MOST_LINE:,} characters.", "A post of X has 25,000 at most.")
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageProblem("This is no JSON.", 'Write a line like {"text": "…", "lang": "en"}.') from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise UsageProblem("It has no text.", 'Write a line like {"text": "…", "lang": "en"}.')
    wrong = [name for name in ("lang", "account", "config") if not isinstance(asked.get(name) or "", str)]
    if wrong:
        raise UsageProblem(f"{wrong[0]} is no text.", "It stands in quotation marks, or is left out.")
    return asked
