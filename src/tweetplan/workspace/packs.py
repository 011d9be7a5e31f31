"""The weekly pack: what marketing, product or support should know of a week, read-only, as Markdown (T15)."""

from collections.abc import Mapping

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.reviews import Section
from tweetplan.domain.rhythm import SECTIONS
from tweetplan.workspace import agenda_team, agendas, rhythm, settings
from tweetplan.workspace.agenda_parts import Context, Maker
from tweetplan.workspace.core import Workspace

AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "marketing": ("pace", "chance", "figures", "content", "timing", "themes"),
    "product": ("content", "lifts", "insights", "experiments", "changes"),
    "support": ("support", "figures", "dates", "insights"),
}
"""Which parts each audience gets: figures and what is public anyway; no draft, no task, nothing of a person's."""
EVERYBODY = "all"
OUTSIDE: Mapping[str, Maker] = {**agendas.MAKERS, "insights": agenda_team.learnt, "changes": agenda_team.changed}
"""The makers of the parts, with those that leave out what is the team's own."""


def sections(ws: Workspace, audience: str, period: str = "") -> tuple[str, tuple[Section, ...]]:
    """The week (default: the last one) and the parts of an audience.

    Raises `UsageProblem` for an audience that is none.
    """
    wanted = _wanted(audience)
    found = agendas.find(ws, "data", period)
    made = Context.of(ws, found, rhythm.frame(ws, "data"))
    return found.period.label, tuple(_section(made, key) for key in wanted)


def _section(made: Context, key: str) -> Section:
    """One part; an empty one says why, without the command that would fill it."""
    items = tuple(OUTSIDE[key](made))
    return Section(key, SECTIONS[key], items, "" if items else agendas.EMPTY[key].partition(":")[0].rstrip(".") + ".")


def pack(ws: Workspace, audience: str = EVERYBODY, period: str = "") -> str:
    """The pack as Markdown, inert whatever people and files wrote."""
    from tweetplan.exchange.review_sheet import pack_sheet

    label, parts = sections(ws, audience, period)
    name = settings.read(ws).name or "This week on X"
    for_whom = "marketing, product and support" if audience == EVERYBODY else audience
    intro = f"For {for_whom}, as of {ws.now:%Y-%m-%d %H:%M} UTC. Each figure says where it is from and how far it goes."
    return pack_sheet(f"{name}: {label}", intro, parts)


def _wanted(audience: str) -> tuple[str, ...]:
    if audience == EVERYBODY:
        return tuple(dict.fromkeys(key for keys in AUDIENCES.values() for key in keys))
    if audience not in AUDIENCES:
        raise UsageProblem(f"{audience!r} is no audience of the pack.", f"They are {', '.join(AUDIENCES)}, all.")
    return AUDIENCES[audience]
