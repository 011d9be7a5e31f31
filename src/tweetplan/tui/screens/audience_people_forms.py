"""The forms about people: a segment, targets, what is done together, invitations, moves of the programme."""

from collections.abc import Callable
from typing import Any

from tweetplan.domain.people import OUTCOMES, SEGMENTS
from tweetplan.domain.winback import PROGRAMME
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import audience, winback
from tweetplan.workspace.core import Workspace

NOTHING = "none yet"


def people_form(name: str, what: str, section: str, account: str, key: str, host: Host) -> FormSpec | None:
    """The form for a row of a section; None when it is about something else."""
    if what == "programme" and section == "winback":
        return _programme(name, account, host)
    if section == "segments" and what == "target" and key and key != "no segment":
        return _target(name, account, key, host)
    if section not in ("influencers", "silent") or not key:
        return None
    if what == "label":
        return _segment(name, account, key, host)
    if what == "invite":
        return _invite(name, account, key, host)
    return _together(name, account, key, host) if what == "target" else None


def _segment(name: str, account: str, who: str, host: Host) -> FormSpec:
    def send(values: Values) -> bool:
        segment = str(values["segment"])
        done = host.perform(
            lambda ws: audience.mark(ws, who, account, segment=segment), lambda one: f"{one.handle}: {one.segment}"
        )
        return done is not None

    held = audience.get(host.workspace, who, account).segment
    words = tuple(dict.fromkeys((*SEGMENTS, *((held,) if held else ()))))
    return FormSpec(
        name, f"The segment of {who}", (FormField("segment", kind="choice", value=held, choices=words),), send
    )


def _target(name: str, account: str, segment: str, host: Host) -> FormSpec:
    def send(values: Values) -> bool:
        measure, target = str(values["measure"]), values.get("target")
        number = target if isinstance(target, float) else None

        def verb(ws: Workspace) -> bool:
            audience.set_target(ws, segment, measure, number, account)
            return True

        return (
            host.perform(verb, f"{segment}: {measure} {'no target' if number is None else f'{number:g}'}") is not None
        )

    fields = (
        FormField("measure", kind="choice", choices=audience.MEASURES, value="active"),
        FormField("target", kind="number", help="empty takes it back"),
    )
    return FormSpec(name, f"A target for {segment}", fields, send)


def _together(name: str, account: str, who: str, host: Host) -> FormSpec:
    def send(values: Values) -> bool:
        said: dict[str, Any] = {"collaboration": str(values.get("collaboration", "")), "fit": values.get("fit")}
        done = host.perform(lambda ws: audience.mark(ws, who, account, **said), f"{who}: noted (u undoes)")
        return done is not None

    held = audience.get(host.workspace, who, account)
    fields = (
        FormField("collaboration", "together", value=held.collaboration, help="a guest post in May"),
        FormField("fit", "fit, 0 to 1", "number", value="" if held.fit is None else f"{held.fit:g}"),
    )
    return FormSpec(name, f"Work with {who} (G20)", fields, send)


def _invite(name: str, account: str, who: str, host: Host) -> FormSpec:
    """An invitation, or what came of the last one."""

    def send(values: Values) -> bool:
        what, kind = str(values["outcome"]), str(values.get("kind", ""))

        def verb(ws: Workspace) -> str:
            if what != NOTHING:
                return f"{who}: {audience.outcome(ws, who, what, account).outcome} (u undoes)"
            running = winback.current(ws, account)
            made = audience.invite(ws, who, kind or "invitation", account, programme=running.id if running else "")
            return f"Invited {made.handle}: {made.kind} (u undoes)"

        return host.perform(verb, lambda said: said) is not None

    fields = (
        FormField("kind", "a new try", help="thanks, poll, code …"),
        FormField("outcome", "or: last one", "choice", choices=(NOTHING, *OUTCOMES)),
    )
    return FormSpec(name, f"Invite {who}", fields, send)


def _programme(name: str, account: str, host: Host) -> FormSpec:
    """Begin a programme, or make one of the moves that lead on from where it is."""
    running = winback.current(host.workspace, account)
    verbs: dict[str, Callable[[Workspace], object]] = {
        "activate": lambda ws: winback.activate(ws, account),
        "judge": lambda ws: winback.judge(ws, account),
        "close": lambda ws: winback.close(ws, account),
        "stop": lambda ws: winback.stop(ws, account),
    }
    if running is None:
        kept = audience.computed(host.workspace, account, "causes")
        cause = FormField("cause", value=kept[0].get("summary", "") if kept else "", help="why they leave")

        def start(values: Values) -> bool:
            said = str(values.get("cause", ""))
            return (
                host.perform(lambda ws: winback.start(ws, account, said), "The diagnosis has begun (u undoes)")
                is not None
            )

        return FormSpec(name, "Begin to win followers back", (cause,), start)

    def send(values: Values) -> bool:
        move = str(values["move"])
        return host.perform(verbs[move], f"{move}: done (u undoes)") is not None

    moves = tuple(move.verb for move in PROGRAMME.open_moves(running.state))
    return FormSpec(name, f"The programme is {running.state}", (FormField("move", kind="choice", choices=moves),), send)
