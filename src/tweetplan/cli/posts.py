"""Verbs about posts: the group with all of them, and checking a text before anybody sees it."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

import click

from tweetplan.cli import post_facts, posts_moves, posts_write
from tweetplan.cli.export import handed_command
from tweetplan.cli.hand_in import import_posts_command
from tweetplan.cli.output import print_findings, print_line, say, talk
from tweetplan.cli.post_text import MOST_CHARACTERS, opened, read
from tweetplan.cli.session import FOUND_PROBLEMS, Session, verb, verdict
from tweetplan.domain.findings import NotFound, UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.checking import Checked, Checker


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
@click.argument("file", metavar="FILE|-|ID", required=False, default="")
@click.option("--account", metavar="@H", default="", help="The account it is for; a main account if not given.")
@click.option("--lang", metavar="en|zh|fa|ms", default="", help="The language of the text; guessed if not given.")
@click.option("--jsonl", is_flag=True, help='Check many: a JSON object {"text", "lang", "account", "config"} a line.')
@click.option("--serve", is_flag=True, help="Answer a JSON object a line at once, until the input ends (for editors).")
@verb
def check(session: Session, file: str, account: str, lang: str, jsonl: bool, serve: bool) -> int:
    """Check a text or a post: length, links, the brand's voice. Exit code 3 when something is an error."""
    if serve:
        from tweetplan.cli.serving import serve_checks

        return serve_checks(session)
    if not file:
        raise UsageProblem("No file is named.", "Name one, or `-` for standard input.")
    checked = _check_stored(session, file)
    if checked is None:
        with opened(file) as stream:
            checker = _checker(session, bool(account or jsonl))
            if jsonl:
                return _check_lines(checker, stream, lang, account)
            text = read(stream, file)
            text = text.removesuffix("\n").removesuffix("\r")
            checked = _beside_others(session, checker.check(text, lang=lang, account=account), text, account)
    session.answer(checked.json(), lambda: _print(checked))
    return verdict(checked.findings)


def _beside_others(session: Session, checked: "Checked", text: str, account: str) -> "Checked":
    """With what it repeats, where a workspace knows what that account has posted."""
    if not account or not session.located():
        return checked
    from tweetplan.analysis.drafts import with_repeats
    from tweetplan.domain.goals import handle_key
    from tweetplan.domain.posts import Post
    from tweetplan.storage import accounts

    workspace, key = session.workspace, handle_key(account)
    known = accounts.one(workspace.db, key) is not None
    return with_repeats(workspace, checked, Post("", key, text)) if known else checked


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


def _checker(session: Session, of_accounts: bool) -> "Checker":
    """Knows the accounts of the workspace, where there is one and they matter; the check itself needs none."""
    from tweetplan.analysis.checking import Checker
    from tweetplan.analysis.drafts import checker_of
    from tweetplan.plugins import Plugins

    plugins = Plugins.load(environ=os.environ)
    return checker_of(session.workspace, plugins) if of_accounts and session.located() else Checker(plugins)


def _check_stored(session: Session, name: str) -> "Checked | None":
    """What there is to say of the workspace's post of this id; None when the name is a file's, or no post's."""
    if name == "-" or os.path.exists(name) or not session.located():
        return None
    from tweetplan.analysis.drafts import check_post
    from tweetplan.plugins import Plugins
    from tweetplan.workspace import posts

    try:
        post = posts.get(session.workspace, name)
    except NotFound:
        return None
    return check_post(session.workspace, Plugins.load(environ=os.environ), post)


def _print(checked: "Checked") -> None:
    held = checked.draft.entities
    kinds = {"links": held.urls, "mentions": held.mentions, "hashtags": held.hashtags, "cashtags": held.cashtags}
    counts = [f"{len(found)} {kind if len(found) > 1 else kind[:-1]}" for kind, found in kinds.items() if found]
    lengths = [f"{part.weighted_length} of {part.limit}" for part in checked.draft.parts]
    say(", ".join(["thread: " + " + ".join(lengths) if len(lengths) > 1 else lengths[0], *counts]))
    print_findings(checked.findings)
    if not checked.findings:
        say("✓ nothing to say against it")
