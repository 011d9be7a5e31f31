"""What the team says of a person: segment, value, birthday, owner, a note, not to engage (C05, G17, W09)."""

from typing import Any

from tweetplan.domain.findings import UsageProblem
from tweetplan.storage import records
from tweetplan.workspace.core import Change, Workspace

MARKS = "person_marks"


def person_key(account: str, handle: str) -> str:
    """The id of a person's mark: the account and the handle in lower case."""
    name = handle.strip().lower()
    if not name.lstrip("@"):
        raise UsageProblem("A person has a handle.", "Write it like @handle.")
    return f"{account}/{name if name.startswith(('@', 'id:')) else '@' + name}"


def put_mark(ws: Workspace, change: Change, account: str, handle: str, **fields: Any) -> None:
    """Inside an operation: change what is said of a person, the rest staying as it is."""
    key = person_key(account, handle)
    before = records.get(ws.db, MARKS, key) or {
        "id": key, "account": account, "handle": key.split("/", 1)[1], "segment": "", "value": None, "birthday": "",
        "owner": "", "note": "", "held_out": 0, "avoid": 0, "fit": None, "collaboration": "",
    }  # fmt: skip
    change.put(MARKS, {**before, **fields})


def mark_person(ws: Workspace, account: str, handle: str, verb: str, **fields: Any) -> None:
    """Change what is said of a person by one operation."""
    with ws.operation(verb) as change:
        put_mark(ws, change, account, handle, **fields)
        told = ", ".join(f"{name.replace('_', ' ')} {held}" for name, held in fields.items())
        change.summary = f"{person_key(account, handle).split('/', 1)[1]}: {told}"
