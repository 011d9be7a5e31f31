"""The calendar's forms: what a slot is for, a slot added by hand, and the themes (G21)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tweetplan.domain.findings import Finding
from tweetplan.domain.mix import AXES
from tweetplan.domain.posts import Slot
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.conflict import Clash, Take, merged
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import goals, slots, team
from tweetplan.workspace.calendar import CalendarView
from tweetplan.workspace.core import Workspace

Settle = Callable[[dict[str, Take] | None], None]
AskClashes = Callable[[str, list[Clash], Settle], None]
"""Asks the person about each clash of a title, then settles."""
NONE = "none"
"""Chosen for an axis that the slot says nothing about."""


def slot_fields(host: Host, slot: Slot | None) -> tuple[FormField, ...]:
    """The questions about a slot."""
    names = tuple(goal.name for goal in goals.listing(host.workspace))
    held = slot.goal if slot else ""
    return (
        FormField("title", value=slot.title if slot else "", help="what the post is about"),
        FormField("plan", kind="choice", choices=AXES["plan"], value=slot.plan if slot else "planned"),
        FormField("intent", kind="choice", choices=(NONE, *AXES["intent"]), value=_shown(slot.intent if slot else "")),
        FormField("topic", kind="choice", choices=(NONE, *AXES["topic"]), value=_shown(slot.topic if slot else "")),
        FormField("format", value=slot.format if slot else "", help="image, video, poll, thread …"),
        FormField("goal", kind="choice", choices=tuple(dict.fromkeys((NONE, *names, *([held] if held else ())))),
                  value=_shown(held)),
        _owner_field(host, slot.owner if slot else ""),
    )  # fmt: skip


def _owner_field(host: Host, held: str) -> FormField:
    """Who makes its post: one of the team, or a login where there is no team."""
    logins = [member.login for member in team.listing(host.workspace)]
    if not logins:
        return FormField("owner", value=held, help="a login: who makes its post")
    words = tuple(dict.fromkeys((NONE, *logins, *([held] if held else ()))))
    return FormField("owner", kind="choice", choices=words, value=_shown(held))


def _shown(held: str) -> str:
    return held or NONE


def _answers(values: Values) -> dict[str, str]:
    """What was answered, by the slot's fields: `none` and what was left out are empty."""
    found = {name: str(values.get(name, "")) for name in slots.EDITABLE}
    return {name: "" if text == NONE and name != "title" else text for name, text in found.items()}


def edit_form(host: Host, identity: str, ask: AskClashes) -> FormSpec:
    """What a slot is for; two people's changes of different fields are merged, of the same one are asked about."""
    base = slots.get(host.workspace, identity)
    old = {name: str(getattr(base, name)) for name in slots.EDITABLE}

    def send(values: Values) -> bool:
        theirs = slots.get(host.workspace, identity)
        now = {name: str(getattr(theirs, name)) for name in slots.EDITABLE}
        mine = _answers(values)
        wanted, clashes = merged(old, now, mine)

        def settle(takes: Mapping[str, Take] | None) -> None:
            if takes is not None:
                _store(host, theirs, now, {**wanted, **{name: mine[name] for name in takes if takes[name] == "mine"}})

        if not clashes:
            return _store(host, theirs, now, wanted)
        ask(f"Slot of {theirs.day} {theirs.time}", clashes, settle)
        return True

    return FormSpec(f"slot.edit:{identity}", f"Slot of {base.day} {base.time}", slot_fields(host, base), send)


def _store(host: Host, slot: Slot, now: Mapping[str, str], wanted: Mapping[str, object]) -> bool:
    """Change what differs; nothing to change is done already."""
    changed = {name: str(text) for name, text in wanted.items() if text != now[name]}
    if not changed:
        return True
    done = host.perform(
        lambda ws: slots.edit(ws, slot.id, slot.version, **changed),
        lambda stored: f"Changed the slot of {stored.day} {stored.time}, locked (u undoes)",
    )
    return done is not None


def add_form(host: Host, view: CalendarView, day: date, time: str) -> FormSpec:
    """A slot by hand, in the grid's zone; it is locked, so that laying out keeps it."""

    def send(values: Values) -> bool:
        on, clock = values.get("day", day), str(values.get("time", time))
        assert isinstance(on, date)
        done = host.perform(
            lambda ws: slots.add(ws, view.account.handle, on, clock, **_answers(values)),
            lambda slot: f"Added a slot on {slot.day} at {slot.time}, locked (u undoes)",
        )
        return done is not None

    where = (
        FormField("day", kind="date", value=day.isoformat(), required=True),
        FormField("time", value=time, required=True, help=f"HH:MM in {view.zone}"),
    )
    return FormSpec(f"slot.add:{day}T{time}", "Add a slot", (*where, *slot_fields(host, None)), send)


def theme_form(host: Host, view: CalendarView) -> FormSpec:
    """What the week and the month are about; an empty answer leaves it without a theme."""
    week = view.period.kind == "week"
    known = {view.period.label: view.theme.theme if view.theme else ""}
    month = f"{view.period.first + (view.period.last - view.period.first) // 2:%Y-%m}"
    if week:
        known[month] = view.month_theme.theme if view.month_theme else ""

    def send(values: Values) -> bool:
        return all(
            _put_theme(host, view.account.handle, label, str(values.get(name, "")), known[label])
            for name, label in names.items()
        )

    names = {"week": view.period.label, "month": month} if week else {"month": view.period.label}
    fields = tuple(FormField(name, f"{name} {label}", value=known[label]) for name, label in names.items())
    return FormSpec(f"theme:{view.account.key}:{view.period.label}", "Themes", fields, send)


def _put_theme(host: Host, handle: str, label: str, wanted: str, held: str) -> bool:
    if wanted == held:
        return True

    def verb(ws: Workspace) -> bool:
        if wanted:
            slots.put_theme(ws, handle, label, wanted)
        else:
            slots.remove_theme(ws, handle, label)
        return True

    said = f"Theme of {label}: {wanted} (u undoes)" if wanted else f"{label} has no theme any more (u undoes)"
    return host.perform(verb, said) is not None


def trend_form(host: Host, identity: str) -> FormSpec:
    """A post for what happens on an elastic slot, with its score: relevance, brand safety, value (T11, T21)."""
    from tweetplan.domain.posts import TrendScore
    from tweetplan.workspace import trends

    slot = slots.get(host.workspace, identity)

    def score(values: Values) -> TrendScore:
        return TrendScore(*(int(str(values.get(name, "3"))) for name in ("relevance", "safety", "value")))

    def send(values: Values) -> bool:
        text = str(values["text"])
        done = host.perform(
            lambda ws: trends.take_trend(ws, slot.id, text, score(values)),
            f"Took {slot.day:%a} {slot.time} for a trend: enter opens it (u undoes)",
        )
        return done is not None

    def check(values: Values) -> Sequence[Finding]:
        return trends.score_findings(host.workspace, score(values))

    marks = ("1", "2", "3", "4", "5")
    fields = (
        FormField("text", required=True, help="its first words; the editor has the rest"),
        FormField("relevance", kind="choice", choices=marks, value="3"),
        FormField("safety", "brand safety", kind="choice", choices=marks, value="3"),
        FormField("value", kind="choice", choices=marks, value="3"),
    )
    title = f"A trend on {slot.day:%a} {slot.day.day} {slot.day:%b} {slot.time}: score each 1 to 5"
    return FormSpec(f"trend:{slot.id}", title, fields, send, check)


def date_form(host: Host, view: CalendarView, day: date) -> FormSpec:
    """A day to respect, or some days, for this account or all."""
    from tweetplan.domain.key_dates import KINDS
    from tweetplan.workspace import dates

    everyone = "all accounts"

    def send(values: Values) -> bool:
        first, last = values.get("first", day), values.get("last")
        assert isinstance(first, date) and (last is None or isinstance(last, date))
        whose = "" if values.get("account") == everyone else view.account.handle
        done = host.perform(
            lambda ws: dates.add_date(
                ws, first, str(values["title"]), last=last, kind=str(values["kind"]), account=whose
            ),
            lambda held: f"Marked {held.first} as {held.kind}: {held.title} (u undoes)",
        )
        return done is not None

    fields = (
        FormField("title", required=True, help="what the day is"),
        FormField("kind", kind="choice", choices=KINDS, value=KINDS[0]),
        FormField("first", "first day", kind="date", value=day.isoformat(), required=True),
        FormField("last", "last day", kind="date", help="empty: one day"),
        FormField("account", kind="choice", choices=(everyone, view.account.handle)),
    )
    return FormSpec(f"date.add:{day}", "A day to respect", fields, send)
