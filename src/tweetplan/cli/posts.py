"""Verbs about posts: the group with all of them, and checking a text before anybody sees it."""

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TextIO

import click

from tweetplan.cli import post_facts, posts_moves, posts_write
from tweetplan.cli.export import handed_command
from tweetplan.cli.hand_in import import_posts_command
from tweetplan.cli.output import print_findings, print_line, say, talk
from tweetplan.cli.post_text import MOST_CHARACTERS, opened, read
from tweetplan.cli.session import FOUND_PROBLEMS, Session, verb, verdict
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.checking import Checked, Checker
    from tweetplan.domain.goals import Account


@click.group("post")
def post_command() -> None:
    """Posts: write, check, review, approve, schedule and publish them."""


for _command in (
    *posts_write.COMMANDS,
    *posts_moves.COMMANDS,
    *post_facts.COMMANDS,
    import_posts_command,
    handed_command,
):
    post_command.add_command(_command)


@post_command.command("check")
@click.argument("file", metavar="FILE|-", required=False, default="")
@click.option("--account", metavar="@H", default="", help="The account it is for; a main account if not given.")
@click.option("--lang", metavar="en|zh|fa|ms", default="", help="The language of the text; guessed if not given.")
@click.option("--jsonl", is_flag=True, help='Check many: a JSON object {"text", "lang", "account", "config"} a line.')
@click.option("--serve", is_flag=True, help="Answer a JSON object a line at once, until the input ends (for editors).")
@verb
def check(session: Session, file: str, account: str, lang: str, jsonl: bool, serve: bool) -> int:
    """Check a text: its length as X counts it, its links, the brand's voice. Exit code 3 when something is an error."""
    if serve:
        from tweetplan.cli.serving import serve_checks

        return serve_checks(session)
    if not file:
        raise UsageProblem("No file is named.", "Name one, or `-` for standard input.")
    from tweetplan.analysis.checking import Checker
    from tweetplan.plugins import Plugins

    with opened(file) as stream:
        checker = Checker(Plugins.load(environ=os.environ), _accounts(session) if account or jsonl else {})
        if jsonl:
            return _check_lines(checker, stream, lang, account)
        text = read(stream, file)
        checked = checker.check(text.removesuffix("\n").removesuffix("\r"), lang=lang, account=account)
    session.answer(checked.json(), lambda: _print(checked))
    return verdict(checked.findings)


def _check_lines(checker: "Checker", stream: TextIO, lang: str, account: str) -> int:
    """Answer each line with one JSON object; a line that cannot be read is answered by why, and ends with code 3."""
    rejected = 0
    for answer in checker.lines(_lines(stream), lang=lang, account=account):
        if isinstance(answer, str):
            rejected += 1
            print_line({"error": answer})
        else:
            print_line(answer.json())
    if rejected:
        talk(f"tweetplan: {rejected} lines could not be read; each is answered by why.")
    return FOUND_PROBLEMS if rejected else 0


def _lines(stream: TextIO) -> Iterator[str]:
    """The stream's lines, none read further than is needed to see that it is too long."""
    while line := stream.readline(MOST_CHARACTERS + 2):
        while len(line) > MOST_CHARACTERS and not line.endswith("\n") and (rest := stream.readline(MOST_CHARACTERS)):
            line = line[: MOST_CHARACTERS + 1] + rest[-1]
        yield line


def _accounts(session: Session) -> "Mapping[str, Account]":
    """The accounts of the workspace, where there is one; the check itself needs none."""
    from tweetplan.storage import accounts

    if not session.located():
        return {}
    return {account.key: account for account in accounts.every(session.workspace.db)}


def _print(checked: "Checked") -> None:
    held = checked.draft.entities
    kinds = {"links": held.urls, "mentions": held.mentions, "hashtags": held.hashtags, "cashtags": held.cashtags}
    counts = [f"{len(found)} {kind if len(found) > 1 else kind[:-1]}" for kind, found in kinds.items() if found]
    say(", ".join([f"{checked.draft.weighted_length} of {checked.draft.limit}", *counts]))
    print_findings(checked.findings)
    if not checked.findings:
        say("✓ nothing to say against it")
