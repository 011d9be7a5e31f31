"""What a check says, and what a verb refuses: one shape for every list of remarks, one for every stop."""

from collections.abc import Iterable
from typing import Literal

from tweetplan.domain.values import frozen

Severity = Literal["error", "warning", "note"]


@frozen
class Finding:
    """One remark of one check: which rule, how grave, where, why, and what to do about it."""

    rule: str
    """The rule's id, beginning with the checklist id where there is one: `G02.vague-verb`."""
    severity: Severity
    message: str
    where: str = ""
    """The field, record or file it is about; empty when the whole is meant."""
    remedy: str = ""
    start: int | None = None
    """First code point of the span inside the text at `where`, if the remark has one."""
    end: int | None = None


class Problem(Exception):
    """A verb that cannot be done, in words that say what to do; `exit_code` is what the command line answers."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "", findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageProblem(Problem):
    """The request itself is malformed."""

    exit_code = 2


class CheckFailed(Problem):
    """A check found errors, so nothing was stored; `findings` names them."""

    exit_code = 3


class NotFound(Problem):
    """There is nothing of that name."""

    exit_code = 4


class Conflict(Problem):
    """Somebody else changed it first, or the store is locked; nothing was written."""

    exit_code = 5
