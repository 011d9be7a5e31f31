"""What of an import is new, updated or known, which versions count from now on, and which days must be rolled up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from tweetplan.analysis.staging import DAY, DayCore, MeasureKey, Part, PostCore
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.result_versions import Version, live_version
from tweetplan.domain.results import PersonRow
from tweetplan.domain.spans import Span, covers, joined
from tweetplan.storage import results as stored
from tweetplan.storage import results_read
from tweetplan.storage.database import Database, Row

NOW = 2**62
"""The seq of the import being decided: after every other."""
DayId = tuple[str, str, str, str, str]


@dataclass
class Counts:
    """Rows by what became of them; with the rejected ones they add up to the rows read."""

    new: int = 0
    updated: int = 0
    known: int = 0

    def add(self, outcome: str) -> None:
        """Count one row: `new`, `updated` or `known`."""
        setattr(self, outcome, getattr(self, outcome) + 1)


@dataclass
class Decision:
    """What is to be written, and what to call it."""

    counts: Counts = field(default_factory=Counts)
    posts: dict[tuple[str, int], list[PostCore]] = field(default_factory=dict)
    """Account and part → the posts to be written."""
    posts_not_live: set[tuple[str, int, str]] = field(default_factory=set)
    """Account, part and ref of those among them that do not count."""
    posts_displaced: list[tuple[str, str, str, int]] = field(default_factory=list)
    days: list[tuple[DayCore, int, int, str]] = field(default_factory=list)
    """Figure, part, live, period end."""
    days_displaced: list[tuple[str, str, str, str, str, str, int]] = field(default_factory=list)
    mentions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    mentions_displaced: list[tuple[str, str]] = field(default_factory=list)
    people: dict[tuple[str, str], PersonRow] = field(default_factory=dict)
    followers: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    covers: list[tuple[MeasureKey, Span]] = field(default_factory=list)
    post_days: dict[str, set[str]] = field(default_factory=dict)
    """Account → days whose sums over posts change."""
    mention_times: dict[str, set[str]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing at all would be written."""
        return not (
            any(self.posts.values()) or self.days or self.mentions or self.people or self.followers or self.covers
        )


@dataclass(slots=True)
class _Held:
    """One version that is stored, or will be."""

    version: Version
    said: tuple[Any, ...]
    live: bool
    day: str = ""
    batch: str = ""
    """Empty for one that this import brings."""
    place: int = -1
    """Where it stands in the list to be written."""


def decide(db: Database | None, parts: Sequence[Part]) -> Decision:
    """Compare the parts with the store (None: with nothing), in the order of the command line."""
    found = Decision()
    for account in dict.fromkeys(account for part in parts for account in part.posts):
        _decide_posts(db, account, parts, found)
    _decide_days(db, parts, found)
    _decide_mentions(db, parts, found)
    _decide_people(db, parts, found)
    for part in parts:
        for same in part.repeated:
            found.counts.add("known" if same else "updated")
    _decide_coverage(db, parts, found)
    return found


def _decide_posts(db: Database | None, account: str, parts: Sequence[Part], found: Decision) -> None:
    bringing = [(number, part.posts[account]) for number, part in enumerate(parts) if part.posts.get(account)]
    versions: dict[str, list[_Held]] = {}
    if db is not None and stored.has_posts(db, account):
        for row in stored.post_versions(db, account, {ref for _, posts in bringing for ref in posts}):
            versions.setdefault(row["ref"], []).append(_held_post(row))
    touched = found.post_days.setdefault(account, set())
    alone = len(bringing) == 1
    for number, posts in bringing:
        part, written = parts[number], found.posts.setdefault((account, number), [])
        if alone and not versions:  # the common case: all of it is new
            written += posts.values()
            touched.update(map(itemgetter(DAY), written))
            found.counts.new += len(written)
            return
        for ref, post in posts.items():
            held = versions.setdefault(ref, [])
            version = Version(part.complete(post), part.file.period_end, NOW, number)
            mine = _Held(version, part.said(post), not held, post[DAY])
            outcome, displaced = _compare(held, mine) if held else ("new", [])
            found.counts.add(outcome)
            if displaced is None:
                continue
            if outcome == "new":
                held.append(mine)
            written.append(post)
            touched.add(post[DAY])
            if not mine.live:
                found.posts_not_live.add((account, number, ref))
            for other in displaced:
                touched.add(other.day)
                if other.batch:
                    found.posts_displaced.append((account, ref, other.batch, other.version.part))
                else:
                    found.posts_not_live.add((account, other.version.part, ref))


def _compare(held: list[_Held], mine: _Held) -> tuple[str, list[_Held] | None]:
    """The outcome of one more version, and the versions it displaces; None: it says nothing new and is not kept.

    A kept version is added to `held`.
    """
    standing = next((other for other in held if other.live), None)
    same = standing is not None and standing.said == mine.said
    if any(other.said == mine.said and other.version.period_end == mine.version.period_end for other in held):
        return "known", None
    if same and not mine.version.period_end:
        return "known", None
    held.append(mine)
    if live_version([other.version for other in held]) != mine.version:
        return "known", []
    mine.live = True
    displaced = [other for other in held if other.live and other is not mine]
    for other in displaced:
        other.live = False
    return "known" if same else "updated", displaced


def _held_post(row: Row) -> _Held:
    said = (*(row[name] for name in POST_MEASURES), row["extra"])
    version = Version(row["impressions"] is not None, row["period_end"], row["seq"], row["part"])
    return _Held(version, said, bool(row["live"]), row["day"], row["batch"])


def _decide_days(db: Database | None, parts: Sequence[Part], found: Decision) -> None:
    spans: dict[MeasureKey, list[str]] = {}
    for part in parts:
        for core in part.days:
            spans.setdefault(core[:4], []).append(core.day)
    versions: dict[DayId, list[_Held]] = {}
    for key, days in spans.items() if db is not None else ():
        for row in stored.day_versions(db, *key, min(days), max(days)) if db is not None else ():
            version = Version(True, row["period_end"], row["seq"], row["part"])
            held = _Held(version, (row["value"],), bool(row["live"]), row["day"], row["batch"])
            versions.setdefault((*key, row["day"]), []).append(held)
    for number, part in enumerate(parts):
        outcomes: dict[int, set[str]] = {}
        written: dict[DayId, int] = {}
        for core in part.days:
            outcome = _decide_day(core, number, part.file.period_end, versions, written, found)
            outcomes.setdefault(core.line, set()).add(outcome)
        for line, said in outcomes.items():
            if line:  # a figure that was counted from other rows is no row
                found.counts.add(_of_line(said))


def _decide_day(
    core: DayCore, number: int, period_end: str, versions: dict[DayId, list[_Held]], written: dict[DayId, int],
    found: Decision,
) -> str:  # fmt: skip
    """One figure; `written` says where this file's earlier figure of the same day stands, which gives way."""
    key: DayId = core[:5]
    held = versions.setdefault(key, [])
    if key in written:
        at = written[key]
        before, part, live, end = found.days[at]
        mine = next(other for other in held if other.place == at)
        mine.said = (core.value,)
        found.days[at] = (core, part, live, end)
        return "known" if before.value == core.value else "updated"
    mine = _Held(Version(True, period_end, NOW, number), (core.value,), not held, core.day, place=len(found.days))
    outcome, displaced = ("new", []) if not held else _compare(held, mine)
    if displaced is None:
        return outcome
    if outcome == "new":
        held.append(mine)
    written[key] = len(found.days)
    found.days.append((core, number, int(mine.live), period_end))
    for other in displaced:
        if other.place >= 0:
            old, part, _, end = found.days[other.place]
            found.days[other.place] = (old, part, 0, end)
        else:
            found.days_displaced.append((*key, other.batch, other.version.part))
    return outcome


def _of_line(outcomes: set[str]) -> str:
    if outcomes == {"new"}:
        return "new"
    return "known" if outcomes == {"known"} else "updated"


def _decide_mentions(db: Database | None, parts: Sequence[Part], found: Decision) -> None:
    held: dict[tuple[str, str], tuple[str, ...]] = {}
    refs: dict[str, set[str]] = {}
    for account, ref in (key for part in parts for key in part.mentions):
        refs.setdefault(account, set()).add(ref)
    for account, several in refs.items() if db is not None else ():
        for row in stored.mention_versions(db, account, several) if db is not None else ():
            held[account, row["ref"]] = tuple(row[name] for name in stored.MENTION_COLUMNS[2:8])
    known = set(held)
    for part in parts:
        for key, values in part.mentions.items():
            before = held.get(key)
            if before == values:
                found.counts.known += 1
                continue
            found.counts.add("new" if before is None else "updated")
            held[key] = found.mentions[key] = values
            times = found.mention_times.setdefault(key[0], set())
            times.update(each[1] for each in (before, values) if each)
    found.mentions_displaced = [key for key in found.mentions if key in known]


def _decide_people(db: Database | None, parts: Sequence[Part], found: Decision) -> None:
    known: dict[tuple[str, str], tuple[Any, ...]] = {}
    accounts = {account for part in parts for account, _ in part.people}
    for account in accounts if db is not None else ():
        for row in stored.people_known(db, account) if db is not None else ():
            known[account, row["handle"]] = tuple(row[name] for name in stored.PERSON_COLUMNS[2:7])
    for part in parts:
        for key, person in part.people.items():
            said = person_values(person)
            before = known.get(key)
            found.counts.add("new" if before is None else "known" if before == said else "updated")
            if before != said:
                known[key] = said
                found.people[key] = person
        for key, handles in part.followers.items():
            if db is None or stored.followers_on(db, *key) != handles:
                found.followers[key] = handles


def person_values(person: PersonRow) -> tuple[Any, ...]:
    """A person's fields as the store keeps them."""
    seen = person.last_interaction.isoformat() if person.last_interaction else ""
    return (person.segment, person.followers, seen, person.birthday, person.value)


def _decide_coverage(db: Database | None, parts: Sequence[Part], found: Decision) -> None:
    """What the import covers and the store did not know to be covered."""
    told: dict[MeasureKey, list[Span]] = {}
    for part in parts:
        for key, span in part.covers.items():
            told.setdefault(key, []).append(span)
    known: dict[MeasureKey, list[Span]] = {}
    for account in {key[0] for key in told} if db is not None else ():
        for row in results_read.coverage(db, account) if db is not None else ():
            key = (account, row["source"], row["campaign"], row["measure"])
            known.setdefault(key, []).append((row["first_day"], row["last_day"]))
    for key, spans in told.items():
        before = joined(known.get(key, ()))
        found.covers += [(key, span) for span in joined(spans) if not covers(before, *span)]


def touched_days(decision: Decision) -> set[DayId]:
    """The days whose own figures change."""
    return {core[:5] for core, _, live, _ in decision.days if live} | {key[:5] for key in decision.days_displaced}
