"""Verbs about posts: checking a text before anybody sees it."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from tweetplan.cli.output import print_findings, print_line, say, talk
from tweetplan.cli.session import FOUND_PROBLEMS, Session, verb, verdict
from tweetplan.domain.findings import NotFound, Problem, UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.checking import Checked, Checker
    from tweetplan.domain.goals import Account

MOST_CHARACTERS = 1_000_000
"""Of a text to check; a post of X has 25,000 at most."""


@click.group("post")
def post_command() -> None:
    """Posts: check a text."""


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

    with _opened(file) as stream:
        checker = Checker(Plugins.load(environ=os.environ), _accounts(session) if account or jsonl else {})
        if jsonl:
            return _check_lines(checker, stream, lang, account)
        text = _read(stream, file)
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


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    """The file, or standard input for `-`, as UTF-8 with or without a mark; what stops it is told in words."""
    import io

    try:
        if file == "-":
            buffer = getattr(sys.stdin, "buffer", None) or io.BytesIO()
            yield io.TextIOWrapper(buffer, encoding="utf-8-sig", newline="")
        else:
            with open(file, encoding="utf-8-sig", newline="") as stream:
                yield stream
    except UnicodeDecodeError:
        raise Problem(f"{file} is not UTF-8.", "Save it as UTF-8: that is how X takes text.") from None
    except FileNotFoundError:
        raise NotFound(f"There is no file {file!r}.", "Name one, or `-` for standard input.") from None
    except IsADirectoryError:
        raise Problem(f"{file} is a folder.", "Name a file, or `-` for standard input.") from None


def _read(stream: TextIO, file: str) -> str:
    text = stream.read(MOST_CHARACTERS + 1)
    if len(text) > MOST_CHARACTERS:
        raise Problem(f"{file} has more than {MOST_CHARACTERS:,} characters.", "A post of X has 25,000 at most.")
    return text


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
