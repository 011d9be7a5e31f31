"""The five roles (T02) with their duties and what each is measured by (T03), and what a team of these people lacks."""

from collections.abc import Iterable, Mapping, Sequence

from tweetplan.domain.authority import ANALYST, COMMUNITY, CREATOR, CRISIS, STRATEGIST, words
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Member
from tweetplan.domain.values import frozen

SMALL = (CREATOR, COMMUNITY)
"""The two roles that even the smallest team has: create and respond (T20)."""
SMALL_CHECKLIST = ("facts and names are right", "links open", "the picture has its alt text", "the brand says we")
"""The short approval checklist of a small team (T20, C01)."""


@frozen
class Duty:
    """One line of a role's duty document, with the figure that tells how well it is done."""

    role: str
    title: str
    kpi: str = ""
    """A KPI's key, or the key of a collaboration figure; empty: not measured."""
    target: float | None = None
    id: str = ""
    """Of a duty that the team wrote itself; those declared here have none."""
    body: str = ""
    version: int = 0


@frozen
class Zone:
    """An overlap zone: a link between roles that several people must be able to hold (T03)."""

    title: str
    roles: tuple[str, ...]


PURPOSE: Mapping[str, str] = {
    STRATEGIST: "direction, voice, monthly themes",
    CREATOR: "copy, visuals, hashtags",
    COMMUNITY: "live replies, direct messages",
    ANALYST: "engagement, reach, conversion",
    CRISIS: "playbooks, watching for risks",
}
"""What each role is for (T02)."""

DUTIES = (
    Duty(STRATEGIST, "Agree the goals and their KPIs, and review them every quarter", "net_follows"),
    Duty(STRATEGIST, "Set the month's theme and keep the brand's voice", "engagement_rate"),
    Duty(STRATEGIST, "Decide what is asked for within a day", "review_hours", 24),
    Duty(CREATOR, "Write the week's posts with their pictures and hashtags", "interaction_rate"),
    Duty(CREATOR, "Bring an idea out while it is fresh", "idea_to_publish_hours", 72),
    Duty(CREATOR, "Write what passes the checks at once", "findings_per_post", 1),
    Duty(COMMUNITY, "Answer mentions and direct messages live", "replies"),
    Duty(COMMUNITY, "Say what people ask for, every week", "profile_visits"),
    Duty(ANALYST, "Keep results complete and tell what they show, every week", "link_ctr"),
    Duty(ANALYST, "Read reach, engagement and conversion by goal", "impressions"),
    Duty(CRISIS, "Keep the playbook and the statements ready, and practise", "crisis_response_minutes", 60),
    Duty(CRISIS, "Watch for risks, and stop publishing when it must be", "unfollows"),
)
"""The duty documents as declared; a team adds its own. Targets are ours."""

ZONES = (
    Zone("themes become posts", (STRATEGIST, CREATOR)),
    Zone("posts are approved", (STRATEGIST, CREATOR, ANALYST)),
    Zone("live replies", (COMMUNITY, CREATOR)),
    Zone("figures become decisions", (ANALYST, STRATEGIST)),
    Zone("an alarm becomes a crisis", (COMMUNITY, CRISIS, STRATEGIST)),
)
"""Where roles overlap, so that no key link hangs on one person (T03)."""


def holders_of(role: str, team: Iterable[Member]) -> tuple[str, ...]:
    """The logins that have a role."""
    return tuple(member.login for member in team if role in member.roles)


def gap_findings(team: Sequence[Member], small: int = 5) -> tuple[Finding, ...]:
    """Roles that nobody has, roles and overlap zones that hang on one person, people without a role (T02, T03, T20).

    A small team (up to `small` people) is warned about creating and responding alone: the rest are notes.
    """
    if not team:
        return ()
    return (*_empty_roles(team, small), *_single_points(team, small), *_zones(team, small), *_roleless(team))


def _empty_roles(team: Sequence[Member], small: int) -> Iterable[Finding]:
    for role in ROLES:
        if not holders_of(role, team):
            grave = role in SMALL or len(team) > small
            rule = "T20.roles" if role in SMALL else "T03.gap"
            yield Finding(
                rule, "warning" if grave else "note", f"Nobody is {words((role,))}: {PURPOSE[role]} have no owner.",
                role, f"`tweetplan team edit LOGIN --role {role}` gives it to somebody; a person can have several.",
            )  # fmt: skip


def _single_points(team: Sequence[Member], small: int) -> Iterable[Finding]:
    for role in ROLES:
        held = holders_of(role, team)
        if len(held) != 1 or len(team) == 1:
            continue
        near = {
            login for zone in ZONES if role in zone.roles for other in zone.roles for login in holders_of(other, team)
        }
        others = sorted(near - set(held))
        said = f"{held[0]} alone is {words((role,))}"
        said += f"; nearest are {', '.join(others)}." if others else ", and no role that overlaps is anybody else's."
        grave = not others or len(team) > small
        yield Finding("T03.single", "warning" if grave else "note", said, role, "Name a second person for it.")


def _zones(team: Sequence[Member], small: int) -> Iterable[Finding]:
    for zone in ZONES:
        held = sorted({login for role in zone.roles for login in holders_of(role, team)})
        if len(held) < 2 <= len(team):
            who = f"hangs on {held[0]} alone" if held else "is nobody's"
            yield Finding(
                "T03.overlap", "warning" if len(team) > small or not held else "note",
                f"The overlap zone “{zone.title}” {who}.", zone.title, f"It is for {words(zone.roles)}.",
            )  # fmt: skip


def _roleless(team: Sequence[Member]) -> Iterable[Finding]:
    named = [member.login for member in team if not member.roles]
    if named and len(named) < len(team):
        said = f"{', '.join(named)} {'has' if len(named) == 1 else 'have'} no role, and so every right."
        yield Finding("T02.role", "note", said, named[0], "`tweetplan team edit LOGIN --role …`")
