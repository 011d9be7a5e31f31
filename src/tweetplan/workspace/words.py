"""The words of a brand: what an account never says, and what each of its posts carries."""

from collections.abc import Iterable

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen
from tweetplan.storage import settings as stored
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace

LONGEST = 100
MOST = 500


@frozen
class Words:
    """An account's words, in the order they were given."""

    banned: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    """`a|b` asks for either."""


def _key(account: str) -> str:
    return f"words.{account}"


def read(ws: Workspace, account: str) -> Words:
    """The words of an account, by its key."""
    return ws.remember(("words", account), lambda: _read(ws, account))


def _read(ws: Workspace, account: str) -> Words:
    held = stored.values(ws.db, (_key(account),)).get(_key(account)) or {}
    return Words(tuple(held.get("banned", ())), tuple(held.get("required", ())))


def change(
    ws: Workspace, handle: str, *, ban: Iterable[str] = (), require: Iterable[str] = (), drop: Iterable[str] = ()
) -> Words:
    """Add words to either list, take words out of both; returns what then stands. `NotFound` for no such account."""
    account = accounts.get(ws, handle)
    banned, required, gone = _tidy(ban), _tidy(require), {word.casefold() for word in _tidy(drop)}
    both = {word.casefold() for word in banned} & {word.casefold() for word in required}
    if both:
        raise UsageProblem(f"{min(both)!r} cannot be banned and required at once.", "Choose one.")
    with ws.operation("account.words") as made:
        held = _read(ws, account.key)
        said = {word.casefold() for word in (*banned, *required)}
        wanted = Words(
            _merged(held.banned, banned, gone | (said - {word.casefold() for word in banned})),
            _merged(held.required, required, gone | (said - {word.casefold() for word in required})),
        )
        if len(wanted.banned) > MOST or len(wanted.required) > MOST:
            raise UsageProblem(f"An account has at most {MOST} words of a kind.", "Take some out with --drop.")
        lists = {"banned": list(wanted.banned), "required": list(wanted.required)}
        made.put("settings", stored.row(_key(account.key), lists))
        made.summary = f"changed the words of {account.handle}"
    return read(ws, account.key)


def _tidy(words: Iterable[str]) -> list[str]:
    found = [" ".join(word.split()) for word in words]
    for word in found:
        if not word or len(word) > LONGEST or not all(part.strip() for part in word.split("|")):
            raise UsageProblem(
                f"{word!r} is no word to look for.", f"Write 1 to {LONGEST} characters; `a|b` is either."
            )
    return found


def _merged(held: Iterable[str], added: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    """The words once each, whatever their case, without those that are gone."""
    out = set(gone)
    by_word = {word.casefold(): word for word in (*held, *added)}
    return tuple(word for folded, word in by_word.items() if folded not in out)
