"""What the database says when it cannot, in words that name the real cause and what to do."""

from pathlib import Path

from tweetplan.domain.findings import Conflict, Problem, UsageProblem
from tweetplan.storage.sqlite import driver

BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, CONSTRAINT, NOTADB = 5, 6, 8, 10, 11, 13, 14, 19, 26
ERRORS: tuple[type[Exception], ...] = (driver.Error, UnicodeEncodeError, OverflowError)
"""What a statement can raise that is worth a better word."""


class Locked(Conflict):
    """Another session holds the store for longer than a write may wait."""


class Taken(Conflict):
    """A name or id that must be unique is in use."""


def code_of(error: Exception) -> int:
    """SQLite's primary result code, or 0 when the error carries none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def in_words(error: Exception, path: Path) -> Exception:
    """The `Problem` that tells people what `error` means; the error itself where the mistake is in our statement."""
    code, said = code_of(error), str(error)
    if isinstance(error, UnicodeEncodeError):
        return UsageProblem("The text holds half of a character, which no store can keep.", "Type or export it again.")
    if isinstance(error, OverflowError):
        return UsageProblem("A number is too large to be stored.", "Numbers go up to 9223372036854775807.")
    if code in (BUSY, LOCKED):
        return Locked(f"Another session holds the store: {said}.", "Nothing was changed. Try again in a moment.")
    if code == FULL:
        remedy = f"Free some space (`df -h {path.parent}`), then do it again: a repeated change is never doubled."
        return Problem(f"The disk is full ({said}), so this was not stored.", remedy)
    if code == IOERR:
        remedy = "Run `tweetplan doctor`, then do it again: a repeated change is never doubled."
        return Problem(f"The disk under {path.parent} failed or has a quota ({said}); this was not stored.", remedy)
    if code in (CORRUPT, NOTADB):
        return Problem(f"{path} is broken ({said}).", "Keep the file, and `tweetplan restore` a backup of it.")
    if code in (READONLY, CANTOPEN):
        return Problem(
            f"{path} cannot be written by you ({said}).", "`tweetplan doctor` names the command that mends it."
        )
    if code == CONSTRAINT:
        return Taken(f"The store refused this: {said}.", "Something of that name is there already.")
    return error
