"""Verbs of mentions: sorting them, what waits for an answer, and what was done with each (C04, C05, G13, W17)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.mention_files import file_options, opened, tell_rejected
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import FOUND_PROBLEMS, Session, handles, instant, verb
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.mentions import LABELS, Mention

if TYPE_CHECKING:
    from tweetplan.analysis.triage_file import TriageReport

ACCOUNT = click.option("--account", default="", metavar="@H", help="On which account.", shell_complete=handles)
REF = click.argument("ref", metavar="ID")


@click.command("triage")
@click.argument("file", metavar="[FILE|-]", default="")
@click.option("--refresh", is_flag=True, help="Sort the stored mentions anew, instead of a file.")
@ACCOUNT
@file_options
@verb
def triage(
    session: Session, file: str, refresh: bool, account: str, zone: str, encoding: str, columns: tuple[str, ...]
) -> int:
    """Sort a CSV file of mentions: support, sales, influencer, praise, abuse, spam, crisis, other; needs no workspace.

    Each comes with the words that decided and a priority of 0 to 100. Nobody is blocked; abuse is only put last.
    """
    if refresh == bool(file):
        raise UsageProblem("Name a file, or say --refresh for the stored mentions.")
    if refresh:
        return _refresh(session, account)
    from tweetplan.analysis.triage_file import read_triage

    with opened(file, encoding, columns, zone) as source:
        report = read_triage(source, as_of=session.as_of, zone=zone)
    tell_rejected(report.rejected, report.rejections)
    session.answer(report.json(), lambda: _print(report))
    return FOUND_PROBLEMS if report.rejections else 0


def _refresh(session: Session, account: str) -> int:
    from tweetplan.analysis.triaging import sort_anew
    from tweetplan.workspace import accounts

    held = accounts.get(session.workspace, account).key if account else ""
    done = sort_anew(session.workspace, held)
    session.answer({"sorted": done}, lambda: say(f"✓ {done:,} mentions sorted; what people said of them stays"))
    return 0


def _print(report: "TriageReport") -> None:
    rows = [
        (each.priority.total, each.verdict.label, each.author, each.id, "; ".join(each.verdict.evidence), each.text)
        for each in report.mentions
    ]
    print_table(("priority", "label", "author", "id", "because of", "text"), rows, "No mentions in this file.")
    if rows:
        counts = ", ".join(f"{label} {count:,}" for label, count in report.counts().items())
        say(f"{len(rows):,} mentions: {counts}.")


@click.command("mentions")
@ACCOUNT
@click.option("--label", type=click.Choice(LABELS), default=None, help="Only of this label.")
@click.option("--open", "only_open", is_flag=True, help="Only what waits for an answer.")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How far back.")
@click.option("--most", type=click.IntRange(1, 2000), default=50, show_default=True, help="How many at most.")
@verb
def mentions(session: Session, account: str, label: str | None, only_open: bool, days: int, most: int) -> None:
    """What was said to an account, the most pressing first; without a feed it says since when."""
    from tweetplan.workspace import mentions as verbs

    found = verbs.talk(session.workspace, account, label=label or "", only_open=only_open, days=days, limit=most)

    def people() -> None:
        rows = [
            (
                one.priority.total,
                one.label or "not sorted",
                one.state,
                one.author,
                one.ref,
                one.created_at[:16],
                one.text,
            )
            for one in found.mentions
        ]
        head = ("priority", "label", "state", "author", "id", "when (UTC)", "text")
        print_table(head, rows, f"Nothing {'waits for an answer' if only_open else 'was said'} in these {days} days.")
        say(f"{found.account.handle}: {found.total:,} in {days} days, {found.open:,} open; {found.feed.words}.")

    data = {"account": found.account.handle, "total": found.total, "open": found.open, "unsorted": found.unsorted,
            "imported_at": found.feed.imported_at or None, "newest": found.feed.newest or None,
            "mentions": [row(one) for one in found.mentions]}  # fmt: skip
    session.answer(data, people)


@click.command("mention")
@REF
@ACCOUNT
@verb
def mention(session: Session, ref: str, account: str) -> None:
    """One mention: the words that decided, the parts of its priority, its thread, and what to do with it."""
    from tweetplan.workspace import mentions as verbs

    found = verbs.get(session.workspace, ref, account)
    talk = verbs.thread(session.workspace, found)
    advice = verbs.suggestion(session.workspace, found)

    def people() -> None:
        say(f"{found.author} to {found.account}, {found.created_at[:16]} UTC, {found.state}")
        say(found.text)
        parts = found.priority
        said = f"reach {parts.reach} + activity {parts.activity} + urgency {parts.urgency} + age {parts.age}"
        say(f"{found.label or 'not sorted'} because of: {'; '.join(found.evidence) or 'nothing in it'}")
        say(f"priority {parts.total} = {said}")
        for author, at, text, ours in talk:
            say(f"  {at[:16]} {'we' if ours else author}: {text}")
        say(advice)

    thread = [{"author": author, "at": at, "text": text, "ours": ours} for author, at, text, ours in talk]
    session.answer({**row(found), "thread": thread, "suggestion": advice}, people)


@click.command("answered")
@REF
@ACCOUNT
@click.option("--at", default="", metavar="INSTANT", help="When, if not now.")
@verb
def answered(session: Session, ref: str, account: str, at: str) -> None:
    """Stamp the first answer; response times and support goals move with it."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.answered(session.workspace, ref, account, _at(at)))


@click.command("resolved")
@REF
@ACCOUNT
@click.option("--at", default="", metavar="INSTANT", help="When, if not now.")
@verb
def resolved(session: Session, ref: str, account: str, at: str) -> None:
    """Stamp that the matter is settled; without an answer so far, this is the answer."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.resolved(session.workspace, ref, account, _at(at)))


@click.command("leave")
@REF
@ACCOUNT
@verb
def leave(session: Session, ref: str, account: str) -> None:
    """Leave it without an answer: no time for hate and spam; it counts as no answer."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.leave(session.workspace, ref, account))


@click.command("reopen")
@REF
@ACCOUNT
@verb
def reopen(session: Session, ref: str, account: str) -> None:
    """Take the team's own stamps away, so that it waits again; what a file says stays."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.reopen(session.workspace, ref, account))


@click.command("assign")
@REF
@click.argument("login", metavar="LOGIN")
@ACCOUNT
@verb
def assign(session: Session, ref: str, login: str, account: str) -> None:
    """Give it to somebody; "" takes it from whoever has it."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.assign(session.workspace, ref, login, account))


@click.command("label")
@REF
@click.argument("label_", metavar="LABEL", type=click.Choice([*LABELS, "computed"]))
@ACCOUNT
@verb
def label(session: Session, ref: str, label_: str, account: str) -> None:
    """Say what it is; a person's word stands over the computed label. `computed` takes it back."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.relabel(session.workspace, ref, "" if label_ == "computed" else label_, account))


@click.command("rate")
@REF
@click.argument("score", metavar="1-5", type=click.IntRange(1, 5))
@ACCOUNT
@verb
def rate(session: Session, ref: str, score: int, account: str) -> None:
    """Type how satisfied its author was when asked; from 4 on they count as satisfied."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.rate(session.workspace, ref, score, account))


@click.command("avoid")
@REF
@ACCOUNT
@click.option("--off", is_flag=True, help="Engage with them again.")
@verb
def avoid(session: Session, ref: str, account: str, off: bool) -> None:
    """Do not engage with the author of a mention any more; nobody is blocked by this."""
    from tweetplan.workspace import mentions as verbs

    _tell(session, verbs.avoid(session.workspace, ref, account, not off))


@click.command("alarms")
@ACCOUNT
@verb
def alarms(session: Session, account: str) -> None:
    """Hours with far more unkind mentions than usual, and whether there is enough to tell."""
    from tweetplan.workspace import mention_alarms

    found = mention_alarms.state(session.workspace, account)

    def people() -> None:
        rows = [(one.hour, one.mentions, Right(f"{one.usual:.2g}"), Right(f"{one.p:.1g}")) for one in found.hours]
        print_table(("hour (UTC)", "unkind", "usual", "p"), rows, "No unusual hour is stored.")
        say(found.words)

    session.answer(found, people)


def row(one: Mention) -> dict[str, Any]:
    """A mention as JSON."""
    return {
        "id": one.ref, "account": one.account, "author": one.author, "created_at": one.created_at, "text": one.text,
        "in_reply_to": one.in_reply_to or None, "label": one.label or None, "computed": one.computed or None,
        "evidence": one.evidence, "priority": one.priority.total, "parts": one.priority, "tone": one.tone,
        "state": one.state, "answered_at": one.answered_at or None, "resolved_at": one.resolved_at or None,
        "owner": one.owner, "satisfaction": one.satisfaction, "note": one.note, "segment": one.segment,
        "followers": one.followers, "avoid": one.avoid,
    }  # fmt: skip


def _at(text: str) -> datetime | None:
    return instant(text) if text else None


def _tell(session: Session, one: Mention) -> None:
    who = f", {one.owner}'s" if one.owner else ""
    session.answer(row(one), lambda: say(f"✓ {one.author}, {one.ref}: {one.label or 'not sorted'}, {one.state}{who}"))
