"""`audience`: what people say and who they are; the verbs are in modules of their own."""

import click

from tweetplan.cli import audience_mentions as mentions
from tweetplan.cli import audience_people as people
from tweetplan.cli import winback

GROUP = """The audience: mentions and what was done with them, people and segments, influencers, win-back."""


@click.group("audience", help=GROUP)
def audience_command() -> None:
    """See `GROUP`."""


for _verb in (
    mentions.triage,
    mentions.mentions,
    mentions.mention,
    mentions.answered,
    mentions.resolved,
    mentions.leave,
    mentions.reopen,
    mentions.assign,
    mentions.label,
    mentions.rate,
    mentions.avoid,
    mentions.alarms,
    people.people,
    people.person,
    people.segments,
    people.target,
    people.influencers,
    people.silent,
    people.habit,
    people.invite,
    people.outcome,
    people.care,
    people.rival,
    people.refresh,
    winback.causes,
    winback.refollows,
    winback.winback,
):
    audience_command.add_command(_verb)
