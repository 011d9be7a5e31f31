"""Personal care for people of high value and the inner circle: birthdays, thanks, exclusives, as tasks (W08–W10)."""

from dataclasses import replace
from datetime import timedelta

from tweetplan.domain.goals import Account
from tweetplan.domain.people import Person, next_birthday
from tweetplan.domain.posts import Task
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import people as stored
from tweetplan.storage import tasks as stored_tasks
from tweetplan.workspace import accounts, audience
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules

AHEAD = timedelta(days=7)
THANKS = 3
"""Mentions from which on a person of high value is thanked by name, once in a quarter."""
MOST = 50


def care_job(ws: Workspace) -> str:
    """What a tick does once a day: make the tasks of care that are due within a week."""
    if ws.as_of is not None:
        return ""
    made = [task for account in stored_accounts.every(ws.db) for task in care(ws, account.key)]
    return f"made {len(made)} tasks of care" if made else ""


def care(ws: Workspace, handle: str = "") -> tuple[Task, ...]:
    """Make the tasks of care of the coming week that are not there yet; the new ones."""
    account = accounts.chosen(ws, handle)
    wanted = [task for person in cared_for(ws, account) for task in _tasks(ws, account, person)]
    fresh = [task for task in wanted if not stored_tasks.known(ws.db, task.id)][:MOST]
    if not fresh:
        return ()
    with ws.operation("person.care") as change:
        for task in fresh:
            change.put(stored_tasks.TABLE, stored_tasks.row(task))
        change.summary = f"made {len(fresh)} tasks of care for {account.handle}"
    return tuple(fresh)


def cared_for(ws: Workspace, account: Account) -> tuple[Person, ...]:
    """People of high value, and the inner circle; nobody who is not engaged with, or left alone by lot."""
    day = audience.known_to(ws, account)
    if day is None:
        return ()
    where = "avoid = 0 AND held_out = 0 AND (COALESCE(value, 0) >= :least OR segment <> '')"
    found = stored.listing(
        ws.db, account.key, instant_text(ws.now), day, where, "COALESCE(value, 0) DESC, handle", 5000,
        least=rules(ws).number("audience.high_value"),
    )  # fmt: skip
    least = rules(ws).number("audience.high_value")
    return tuple(one for one in found if one.segment == "inner circle" or (one.value or 0) >= least)


def _tasks(ws: Workspace, account: Account, person: Person) -> list[Task]:
    day = today(ws, account)
    made = []
    birthday = next_birthday(person.birthday, day) if person.birthday else None
    key = f"care-{account.key}-{person.handle}"
    if birthday is not None and birthday - day <= AHEAD:
        made.append(Task(f"{key}-birthday-{birthday.year}", f"Wish {person.handle} a happy birthday", birthday,
                         minutes=5, role="community_manager", account=account.key, why="W09"))  # fmt: skip
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    if person.mentions >= THANKS:
        made.append(Task(f"{key}-thanks-{quarter}", f"Thank {person.handle} by name: {person.mentions} mentions so far",
                         day + AHEAD, minutes=5, role="community_manager", account=account.key, why="W09"))  # fmt: skip
    if person.segment == "inner circle":
        title, until = f"Give {person.handle} something of their own", day + AHEAD
        own = Task(f"{key}-exclusive-{quarter}", title, until, minutes=10, role="community_manager", why="W10")
        made.append(replace(own, account=account.key))
    return made
