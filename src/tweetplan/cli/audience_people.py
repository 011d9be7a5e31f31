"""Verbs of people: segments and targets, influencers, the silent, invitations, care, competitors (G17, G20, W13)."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.audience_mentions import ACCOUNT
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import DAY, Session, on_one_core, verb
from tweetplan.domain.people import OUTCOMES

if TYPE_CHECKING:
    from tweetplan.domain.people import Person

WHO = click.argument("who", metavar="@SOMEBODY")
MOST = click.option("--most", type=click.IntRange(1, 5000), default=50, show_default=True, help="How many at most.")


@click.command("people")
@ACCOUNT
@click.option("--segment", default="", help="Only of this segment.")
@MOST
@verb
def people(session: Session, account: str, segment: str, most: int) -> None:
    """The people that are known, those of most value and widest reach first."""
    from tweetplan.workspace import audience

    found = audience.listing(session.workspace, account, segment, most)
    rows = [(one.handle, one.segment, one.followers, one.last_seen, one.mentions, one.tries) for one in found]
    head = ("who", "segment", "followers", "last seen", "mentions", "invited")
    empty = "Nobody is known: import a CSV of people (handle,segment,followers,last_interaction)."
    session.answer(found, lambda: print_table(head, rows, empty))


@click.command("person")
@WHO
@ACCOUNT
@click.option("--segment", default=None, help="potential, existing, influencers, media, inner circle …")
@click.option("--value", type=float, default=None, help="What they are worth, in your own unit.")
@click.option("--birthday", default=None, metavar="MM-DD")
@click.option("--owner", default=None, metavar="LOGIN")
@click.option("--note", default=None)
@click.option("--fit", type=float, default=None, help="How well they suit us, 0 to 1.")
@click.option("--collaboration", default=None, help="What is meant to be done together.")
@verb
def person(session: Session, who: str, account: str, **given: Any) -> None:
    """One person; with options, say something of them (who is not known yet is added)."""
    from tweetplan.workspace import audience

    said = {name: held for name, held in given.items() if held is not None}
    ws = session.workspace
    found = audience.mark(ws, who, account, **said) if said else audience.get(ws, who, account)
    step = audience.next_step(ws, found)

    def show() -> None:
        say(f"{found.handle}: {found.segment or 'no segment'}, followers {found.followers or 'not known'}")
        say(f"last seen {found.last_seen or 'never'}, {found.mentions} mentions, invited {found.tries} times")
        for name in ("birthday", "value", "owner", "note", "fit", "collaboration"):
            held = getattr(found, name)
            if held not in (None, ""):
                say(f"{name}: {held}")
        say(f"Next: {step}.")

    session.answer({**_person(found), "next_step": step}, show)


@click.command("segments")
@ACCOUNT
@verb
def segments(session: Session, account: str) -> None:
    """The segments with their people and targets: potential, existing, influencers, media, the inner circle."""
    from tweetplan.workspace import audience

    found = audience.segments(session.workspace, account)
    rows = [
        (one.segment or "no segment", one.people, one.active, one.mentions, one.invited,
         ", ".join(f"{measure} {target:g}" for measure, target in one.targets.items()))
        for one in found
    ]  # fmt: skip
    head = ("segment", "people", "active, 28 d", "mentions", "invited", "target")
    session.answer(found, lambda: print_table(head, rows))


@click.command("target")
@click.argument("segment", metavar="SEGMENT|@SOMEBODY")
@click.argument("measure", metavar="MEASURE")
@click.argument("value", metavar="[VALUE]", type=float, required=False, default=None)
@ACCOUNT
@verb
def target(session: Session, segment: str, measure: str, value: float | None, account: str) -> None:
    """What a segment is meant to reach: people, active, mentions or invited; without a value it is taken back."""
    from tweetplan.workspace import audience

    audience.set_target(session.workspace, segment, measure, value, account)
    data = {"segment": segment, "measure": measure, "target": value}
    session.answer(data, lambda: say(f"✓ {segment}: {measure} {'no target' if value is None else f'{value:g}'}"))


@click.command("influencers")
@ACCOUNT
@MOST
@verb
def influencers(session: Session, account: str, most: int) -> None:
    """Whom to court first, with the parts of each score: reach, engagement with us, fit, replies."""
    from tweetplan.analysis import audience
    from tweetplan.workspace import accounts

    found = audience.influencers(session.workspace, accounts.chosen(session.workspace, account))[:most]
    rows = [
        (one["handle"], Right(f"{one['score']:.2f}"), Right(f"{one['reach']:.2f}"), Right(f"{one['engagement']:.2f}"),
         Right(f"{one['fit']:.2f}" + ("" if one["fit_said"] else " ?")), Right(f"{one['replies']:.2f}"),
         one["followers"], one["collaboration"])
        for one in found
    ]  # fmt: skip
    head = ("who", "score", "reach", "with us", "fit", "replies", "followers", "together")
    empty = "No influencer is known: import people with a segment and followers."
    session.answer(found, lambda: print_table(head, rows, empty))


@click.command("silent")
@ACCOUNT
@click.option("--high-risk", is_flag=True, help="Only those invited in vain several times: both conditions.")
@MOST
@verb
def silent(session: Session, account: str, high_risk: bool, most: int) -> None:
    """Who was not heard of for over a month, with the next gentle step; silence alone is not high risk."""
    from tweetplan.workspace import audience

    ws = session.workspace
    found = audience.silent(ws, account, high_risk=high_risk, most=most)
    steps = {one.handle: audience.next_step(ws, one) for one in found.people}

    def show() -> None:
        rows = [(one.handle, one.last_seen, one.tries, one.failed, steps[one.handle]) for one in found.people]
        print_table(("who", "last seen", "invited", "in vain", "next step"), rows, "Nobody.")
        until = f"known to {found.known_to}" if found.known_to else "no people and no mentions were imported"
        say(f"{found.silent:,} silent for over {found.days} days, {found.high_risk:,} of them high-risk; {until}.")

    data = {"known_to": found.known_to, "days": found.days, "silent": found.silent, "high_risk": found.high_risk,
            "people": [{**_person(one), "next_step": steps[one.handle]} for one in found.people]}  # fmt: skip
    session.answer(data, show)


@click.command("habit")
@ACCOUNT
@MOST
@verb
def habit(session: Session, account: str, most: int) -> None:
    """Who is silent against their own habit: how unlikely the silence is at each one's own rate."""
    on_one_core()
    from tweetplan.analysis import audience
    from tweetplan.workspace import accounts

    found = audience.habits(session.workspace, accounts.chosen(session.workspace, account))[:most]
    rows = [(one["handle"], one["silent_days"], one["interactions"], Right(f"{one['p']:.3f}"),
             Right(f"{one['expected']:.1f}")) for one in found]  # fmt: skip
    head = ("who", "silent days", "interactions", "p", "expected, 28 d")
    session.answer(found, lambda: print_table(head, rows, "Nobody, or too few interactions are known to tell."))


@click.command("invite")
@WHO
@click.option("--kind", default="invitation", show_default=True, help="What was tried: thanks, poll, code …")
@ACCOUNT
@verb
def invite(session: Session, who: str, kind: str, account: str) -> None:
    """Log a gentle try; refused above the cap, too soon, for the hold-out and for who is not engaged with."""
    from tweetplan.workspace import audience, winback

    ws = session.workspace
    running = winback.current(ws, account)
    made = audience.invite(ws, who, kind, account, programme=running.id if running else "")
    session.answer(made, lambda: say(f"✓ {made.handle}: {made.kind}, {made.at[:10]}"))


@click.command("outcome")
@WHO
@click.argument("what", type=click.Choice(OUTCOMES))
@ACCOUNT
@verb
def outcome(session: Session, who: str, what: str, account: str) -> None:
    """What came of somebody's last invitation."""
    from tweetplan.workspace import audience

    made = audience.outcome(session.workspace, who, what, account)
    session.answer(made, lambda: say(f"✓ {made.handle}: {made.outcome}"))


@click.command("care")
@ACCOUNT
@verb
def care(session: Session, account: str) -> None:
    """Make the coming week's tasks of care: birthdays, thanks, something of their own for the inner circle."""
    from tweetplan.workspace.caring import care as make

    made = make(session.workspace, account)
    rows = [(task.due, task.title, task.why) for task in made]
    data = [{"id": task.id, "due": task.due, "title": task.title, "why": task.why} for task in made]
    session.answer(data, lambda: print_table(("due", "task", "why"), rows, "Nothing new to do for anybody."))


@click.command("rival")
@click.argument("name")
@click.argument("measure")
@click.argument("value", type=float)
@click.option("--on", "day", type=DAY, default=None, help="Today, if not given.")
@ACCOUNT
@verb
def rival(session: Session, name: str, measure: str, value: float, day: date | None, account: str) -> None:
    """Note a competitor's figure of a day; two of them are compared with our own."""
    from tweetplan.workspace import audience

    audience.rival(session.workspace, name, measure, value, day, account)
    data = {"name": name, "measure": measure, "value": value, "on": day}
    session.answer(data, lambda: say(f"✓ {name}: {measure} {value:g}"))


@click.command("refresh")
@ACCOUNT
@verb
def refresh(session: Session, account: str) -> None:
    """Compute anew what the Audience screen shows: habits, influencers, causes, re-follows."""
    on_one_core()
    from tweetplan.analysis import audience

    done = audience.refresh(session.workspace, account)
    session.answer({"computed": done}, lambda: say("✓ computed" if done else "Nothing is known of this audience yet."))


def _person(one: "Person") -> dict[str, Any]:
    from dataclasses import fields

    return {entry.name: getattr(one, entry.name) for entry in fields(one)}
