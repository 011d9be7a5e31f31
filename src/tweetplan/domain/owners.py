"""Who makes which post: a week's slots shared out by the hours that people state, whole slots, fairly (T10, T22)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from tweetplan.domain.budgets import apportioned
from tweetplan.domain.goals import Member
from tweetplan.domain.placing import strided
from tweetplan.domain.posts import Slot

MAKER = "creator"
"""The role that makes posts; where nobody has it, everybody who states hours does."""


def makers(team: Iterable[Member]) -> dict[str, int]:
    """Who makes posts, with their minutes a week; nobody while nobody states any."""
    stated = [member for member in team if member.minutes_a_week > 0]
    able = [member for member in stated if MAKER in member.roles] or stated
    return {member.login: member.minutes_a_week for member in sorted(able, key=lambda member: member.login)}


def shared_out(
    slots: Sequence[Slot], minutes: Mapping[str, int], settled: Collection[str], owners: Mapping[str, str]
) -> tuple[Slot, ...]:
    """The slots, in order of time, each with an owner: largest remainder over the minutes that people state.

    `settled` are ids of slots that stay as they are, and `owners` says who makes the post of a slot: both count in
    whoever's share. A slot keeps its owner while that is fair, so that laying out twice changes nothing.
    """
    if not minutes:
        return tuple(slots)
    held = Counter(owners.get(slot.id) or slot.owner for slot in slots if slot.id in settled)
    logins = list(minutes)
    fixed = [held[login] for login in logins]
    total = sum(fixed) + sum(slot.id not in settled for slot in slots)
    counts = apportioned(total, [minutes[login] for login in logins], fixed)
    left = {login: count - stood for login, count, stood in zip(logins, counts, fixed, strict=True)}
    kept: set[str] = set()
    for slot in slots:
        if slot.id not in settled and left.get(slot.owner, 0) > 0:
            left[slot.owner] -= 1
            kept.add(slot.id)
    bare = [slot for slot in slots if slot.id not in settled and slot.id not in kept]
    named = dict(zip((slot.id for slot in bare), strided(left, len(bare)), strict=True))
    return tuple(replace(slot, owner=named[slot.id]) if slot.id in named else slot for slot in slots)
