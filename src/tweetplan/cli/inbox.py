"""Verbs about what people are told: the inbox, and when each channel may be told."""

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.events import Event


@click.group("inbox", invoke_without_command=False)
def inbox_command() -> None:
    """What others did that concerns you, and when channels are told."""


@inbox_command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what you have seen, and what is for others.")
@click.option("--failed", is_flag=True, help="What could not be told outside.")
@verb
def list_(session: Session, everything: bool, failed: bool) -> None:
    """What is new for you, the newest first."""
    from tweetplan.workspace import inbox

    if failed:
        lost = inbox.given_up(session.workspace)
        data = [{"plugin": plugin, "text": text, "said": said} for plugin, text, said in lost]
        session.answer(data, lambda: print_table(("by", "notice", "why"), lost, "Everything was told."))
        return
    found = inbox.every(session.workspace) if everything else inbox.unseen(session.workspace)

    def people() -> None:
        rows = [(event.at[:16].replace("T", " "), event.goes_to, event.login, event.text) for event in found]
        print_table(("when (UTC)", "channel", "who", "what"), rows, "Nothing new.")

    session.answer([_row(event) for event in found], people)


@inbox_command.command("seen")
@click.argument("events", metavar="[ID…]", nargs=-1)
@verb
def seen(session: Session, events: tuple[str, ...]) -> None:
    """Note what is new as seen: all of it, or the ids named."""
    from tweetplan.workspace import inbox

    count = inbox.see(session.workspace, events or [event.id for event in inbox.unseen(session.workspace)])
    session.answer({"seen": count}, lambda: say(f"✓ {count} seen"))


@inbox_command.command("channel")
@click.argument("channel", metavar="[#CHANNEL]", default="")
@click.option("--quiet", metavar="22:00-07:00", default=None, help="Hours in which it is not told ('' for none).")
@click.option("--digest", metavar="08:00", default=None, help="One message a day at this time ('' for none).")
@click.option("--zone", metavar="ZONE", default=None, help="The zone of these times.")
@verb
def channel_(session: Session, channel: str, quiet: str | None, digest: str | None, zone: str | None) -> None:
    """When channels are told; with a channel and options, set it. Crises and freezes are told at once."""
    from tweetplan.workspace import inbox

    given = {"quiet": quiet, "digest": digest, "zone": zone}
    fields = {name: text for name, text in given.items() if text is not None}
    if channel and fields:
        inbox.set_channel(session.workspace, channel, **fields)
    rules = inbox.channel_rules(session.workspace)
    wanted = {name: rule for name, rule in rules.items() if not channel or name == "#" + channel.lstrip("#")}

    def people() -> None:
        rows = [(name, rule.quiet or "never", rule.digest or "none", rule.zone) for name, rule in wanted.items()]
        print_table(("channel", "quiet", "digest", "zone"), rows, "There is no such channel.")

    data = [
        {"channel": name, "quiet": rule.quiet, "digest": rule.digest, "zone": rule.zone}
        for name, rule in wanted.items()
    ]
    session.answer(data, people)


def _row(event: Event) -> dict[str, object]:
    return {
        "id": event.id, "at": event.at, "kind": event.kind, "channel": event.goes_to, "by": event.login,
        "subject": event.subject, "text": event.text, "for": list(event.audience),
    }  # fmt: skip
