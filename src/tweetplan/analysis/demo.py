"""The demo: a throw-away workspace made of the sample's own files through the same verbs that everybody uses."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tweetplan.analysis import importing
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.analysis.sample import help_account, main_account
from tweetplan.analysis.sample_files import write_exports, write_figures
from tweetplan.analysis.sample_plan import figures, plan
from tweetplan.domain.goals import handle_key
from tweetplan.domain.operations import Actor
from tweetplan.domain.periods import containing, local_day
from tweetplan.exchange.plan_write import write_plan
from tweetplan.plugins import Plugins
from tweetplan.workspace import calendar, tasks
from tweetplan.workspace import plan as plans
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

Say = Callable[[str], None]
SAMPLE_DAY = datetime(2026, 8, 17, 9, tzinfo=UTC)
"""The moment that the files in `sample_data/` are made for."""


def write_sample(folder: Path, now: datetime, owner: str = "ana") -> tuple[Path, dict[str, list[Path]]]:
    """Write the sample's files as of `now` into a folder: the plan, and the result files by account handle."""
    folder.mkdir(parents=True, exist_ok=True)
    today = local_day(now, "UTC")
    main, aid = main_account(today), help_account(today)
    made = {account.handle: write_exports(account, folder) for account in (main, aid)}
    made[""] = [write_figures(figures(main, aid, today), folder / "figures.csv")]
    file = folder / "plan.toml"
    file.write_text(write_plan(plan(main, today, owner)), encoding="utf-8")
    return file, made


def make_demo(
    folder: Path,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    say: Say = lambda _: None,
) -> Path:
    """Make the demo workspace in a folder, relative to today, with the actor as its strategist; the folder's path."""
    say("Inventing fourteen months of a coffee roaster …")
    plan_file, exports = write_sample(folder / "exports", clock(), actor.login)
    ws = open_workspace(folder, actor=actor, clock=clock, new_id=new_id, create=True)
    try:
        refresh_if_changed(ws)
        say("Applying its plan …")
        plans.apply(ws, plan_file.read_bytes(), plan_file.name)
        plugins = Plugins.load()
        for handle, files in exports.items():
            say(f"Importing {len(files)} file{'' if len(files) == 1 else 's'} of {handle or 'typed figures'} …")
            importing.commit(ws, importing.preview(ws, plugins, files, account=handle_key(handle) if handle else ""))
        today = local_day(clock(), "UTC")
        _lay_out(ws, today)
    finally:
        ws.db.close()
    return folder


def _lay_out(ws: Workspace, today: date) -> None:
    """Slots and tasks of this week and the next; what was due before today is done, but for the strategist's last."""
    for day in (today, today + timedelta(days=7)):
        week = containing("week", day).label
        tasks.generate(ws, week)
        calendar.fill(ws, week)
    due = [task for task in tasks.listing(ws, containing("week", today).label) if task.due < today]
    left = [task for task in due if task.role == "strategist"][-1:]
    for task in due:
        if task not in left:
            tasks.done(ws, task.id)


if __name__ == "__main__":  # `python -m tweetplan.analysis.demo sample_data` writes the sample's files anew
    import sys

    write_sample(Path(sys.argv[1]), SAMPLE_DAY)
