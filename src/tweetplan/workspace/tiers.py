"""Whether a plan fits an account's tier of X's API: posts a month, requests a day, against what is laid out.

The limits are those that X once published, and X changes them: a workspace can say its own.
"""

import json
from collections import Counter
from datetime import date

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.outgoing import outgoing_parts
from tweetplan.domain.periods import local_day, parse
from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen
from tweetplan.storage import calendar, settings
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace

CHOSEN, LIMITS = "tier:", "tier.limits:"
NEARLY = 0.9
"""From this share of a limit on a plan is close to it (ours)."""


@frozen
class Tier:
    """One tier of X's API, for one account that posts."""

    name: str
    posts_a_month: int
    requests_a_day: int
    source: str = "docs, 2023 to 2026; check yours"


TIERS = (
    Tier("free", 500, 17),
    Tier("basic", 3000, 100),
    Tier("pro", 300_000, 9_600),
    Tier("pay-per-use", 1_000_000, 9_600),
)
"""As X published them at one time or another: posts of one account a month, and requests that post in 24 hours."""


@frozen
class Fit:
    """One account's month against its tier."""

    account: str
    month: str
    tier: str
    posts: int
    """Posts that the plan holds, each part of a thread one; a slot that nobody took counts as one."""
    requests: int
    """With two more for each picture: its upload and its description."""
    busiest: int
    """Requests of the day with the most."""
    busiest_day: str
    findings: tuple[Finding, ...]


def tiers(ws: Workspace) -> tuple[Tier, ...]:
    """Every tier with its limits, as the workspace says them where it does."""
    held = settings.values(ws.db, [LIMITS + each.name for each in TIERS])
    own = {name.removeprefix(LIMITS): limits for name, limits in held.items()}
    return tuple(
        Tier(t.name, int(own[t.name][0]), int(own[t.name][1]), "said by this workspace") if t.name in own else t
        for t in TIERS
    )


def set_limits(ws: Workspace, name: str, posts_a_month: int, requests_a_day: int) -> tuple[Tier, ...]:
    """Say a tier's own limits, as X grants them to this team."""
    _named(ws, name)
    if posts_a_month < 1 or requests_a_day < 1:
        raise UsageProblem("A limit is one post and one request at least.")
    with ws.operation("tier.limits") as change:
        change.put("settings", {"id": LIMITS + name, "value": json.dumps([posts_a_month, requests_a_day])})
        change.summary = f"tier {name}: {posts_a_month} posts a month, {requests_a_day} requests a day"
    return tiers(ws)


def tier_of(ws: Workspace, account: str) -> Tier:
    """The tier that an account has; the smallest until somebody says which."""
    name = settings.values(ws.db, (CHOSEN + account,)).get(CHOSEN + account)
    return _named(ws, str(name)) if name else tiers(ws)[0]


def choose_tier(ws: Workspace, handle: str, name: str) -> Tier:
    """Keep which tier an account has."""
    account, tier = accounts.get(ws, handle), _named(ws, name)
    with ws.operation("tier.set") as change:
        change.put("settings", settings.row(CHOSEN + account.key, name))
        change.summary = f"{account.handle} has X's tier {name}"
    return tier


def _named(ws: Workspace, name: str) -> Tier:
    found = next((each for each in tiers(ws) if each.name == name), None)
    if found is None:
        raise UsageProblem(f"X has no tier {name!r}.", f"There are {', '.join(each.name for each in TIERS)}.")
    return found


def fit(ws: Workspace, *, account: str = "", month: str = "", tier: str = "") -> tuple[Fit, ...]:
    """How each account's month (this one, unless named) stands to its tier, with a finding for each limit it meets."""
    chosen = (accounts.get(ws, account),) if account else accounts.listing(ws)
    return tuple(_fit(ws, each, month, _named(ws, tier) if tier else tier_of(ws, each.key)) for each in chosen)


def _fit(ws: Workspace, account: Account, month: str, tier: Tier) -> Fit:
    label = month or f"{local_day(ws.now, account.zone):%Y-%m}"
    period = parse(label)
    if period.kind != "month":
        raise UsageProblem(f"{label!r} is not a month.", "Write it like 2026-03.")
    posts, requests = _loads(ws, account, period.first, period.last)
    day, busiest = max(requests.items(), key=lambda each: (each[1], each[0]), default=(period.first, 0))
    count = sum(posts.values())
    found = [
        *_against(account, "posts this month", label, count, tier.posts_a_month, tier),
        *_against(account, "requests in one day", day.isoformat(), busiest, tier.requests_a_day, tier),
    ]
    return Fit(account.handle, label, tier.name, count, sum(requests.values()), busiest, day.isoformat(), tuple(found))


def _loads(ws: Workspace, account: Account, first: date, last: date) -> tuple[Counter[date], Counter[date]]:
    """Posts and requests by day: of posts on their slot or planned day, and of slots that nobody took."""
    slots = {slot.id: slot for slot in calendar.slots(ws.db, first, last, account.key)}
    posts, requests, taken = Counter[date](), Counter[date](), set[str]()
    for post in stored_posts.between(ws.db, first, last, account.key):
        day = slots[post.slot].day if post.slot in slots else post.planned_for
        if post.state in DEAD_STATES or day is None:
            continue
        taken.add(post.slot)
        parts = _parts(post)
        posts[day] += parts
        requests[day] += parts + 2 * len(post.content.pictures)
    for slot in slots.values():
        if slot.id not in taken:
            posts[slot.day] += 1
            requests[slot.day] += 1
    return posts, requests


def _parts(post: Post) -> int:
    return len(outgoing_parts(post))


def _against(account: Account, what: str, when: str, count: int, limit: int, tier: Tier) -> list[Finding]:
    where, told = f"{account.handle} {when}", f"{count:,} {what}, and the tier {tier.name} allows {limit:,}"
    source = f"({tier.source})"
    if count > limit:
        return [Finding("publish.tier", "error", f"{told} {source}.", where, "Plan less, or take another tier.")]
    if count >= NEARLY * limit:
        return [Finding("publish.tier-near", "warning", f"{told} {source}.", where, "Leave room for what happens.")]
    return []
