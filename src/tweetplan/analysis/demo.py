"""The demo: a throw-away workspace made of the sample's own files through the same verbs that everybody uses."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from tweetplan.analysis import importing
from tweetplan.analysis import sample_scenes as scenes
from tweetplan.analysis.advising import refresh
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.analysis.experimenting import planned
from tweetplan.analysis.sample import HELP, MAIN, ONE_DAY, help_account, main_account
from tweetplan.analysis.sample_desk import voices
from tweetplan.analysis.sample_files import write_exports, write_figures
from tweetplan.analysis.sample_plan import figures, plan
from tweetplan.domain.experiments import Experiment
from tweetplan.domain.findings import Conflict
from tweetplan.domain.goals import handle_key
from tweetplan.domain.kpis import Kpi, level
from tweetplan.domain.operations import Actor
from tweetplan.domain.periods import containing, local_day
from tweetplan.exchange.plan_write import write_plan
from tweetplan.plugins import Plugins
from tweetplan.storage import tasks as stored_tasks
from tweetplan.workspace import experiments, results, tasks
from tweetplan.workspace import plan as plans
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

Say = Callable[[str], None]
FOLLOWERS = Kpi("followers", level("followers"))
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
    moment = clock()
    today = local_day(moment, "UTC")
    plan_file, exports = write_sample(folder / "exports", moment, actor.login)
    write_voices(folder / "exports", moment, exports)
    ws = open_workspace(folder, actor=actor, clock=clock, new_id=new_id, create=True)
    ws.db.hurry()
    try:
        refresh_if_changed(ws)
        begin = datetime.combine(containing("week", today - 7 * ONE_DAY).first, time(7), UTC)
        stage = scenes.Stage(ws, begin, actor)
        say("Applying its plan, and two weeks of its desk …")
        plans.apply(stage.by("owner"), plan_file.read_bytes(), plan_file.name)
        scenes.tell_the_past(stage, main_account(today), today, moment)
        plugins = Plugins.load()
        for handle, files in exports.items():
            say(f"Importing {len(files)} file{'' if len(files) == 1 else 's'} of {handle or 'typed figures'} …")
            importing.commit(ws, importing.preview(ws, plugins, files, account=handle_key(handle) if handle else ""))
        scenes.tell_today(stage, today, moment)
        _finish(ws, today)
        say("Working out chances, times, lifts and what to do next …")
        ws, _ = refresh(ws, lambda: open_workspace(folder, actor=actor, clock=clock, new_id=new_id))
    finally:
        ws.db.close()
    return folder


def write_voices(folder: Path, moment: datetime, made: dict[str, list[Path]]) -> None:
    """Write what people said to the accounts and who they are, and add the files to each account's imports."""
    found = voices(moment)
    for handle, text in found.mentions.items():
        file = folder / f"{handle.lstrip('@').lower()}_mentions.csv"
        file.write_text(text, encoding="utf-8")
        made[handle].append(file)
    people = folder / "people.csv"
    people.write_text(found.people, encoding="utf-8")
    made[MAIN].append(people)


def _finish(ws: Workspace, today: date) -> None:
    """Followers counted, an experiment begun, tasks laid out; what was due before today is done, but for one."""
    for account in (MAIN, HELP):
        count = results.kpi_value(ws, FOLLOWERS, handle_key(account), today - ONE_DAY, today - ONE_DAY).value
        if count is not None:
            results.record(ws, "followers", float(round(count)), today - ONE_DAY, handle_key(account))
    _experiment(ws)
    past = [containing("week", today + days * ONE_DAY).label for days in (-7, 0)]
    due = [task for week in past for task in tasks.listing(ws, week) if task.due < today]
    left = [task for task in due if task.role == "strategist"][-1:]
    for day in sorted({task.due for task in due}):
        held = [task for task in due if task.due == day and task not in left]
        with ws.operation("task.done") as change:
            for task in held:
                made = replace(task, state="done", done_on=day.isoformat())
                change.put(stored_tasks.TABLE, stored_tasks.row(made), task.version)
            change.summary = f"done: {len(held)} tasks of {day:%a %d %b}"


def _experiment(ws: Workspace) -> None:
    """A question that runs, on the like slots that are free."""
    asked = Experiment("", "pictures", handle_key(MAIN), "engagement_rate", ("text", "image"), "format", 0.3)
    made = experiments.add(ws, planned(ws, asked)[0])
    with suppress(Conflict):  # no like slots are left on this day of the week
        experiments.assign(ws, made.id)


if __name__ == "__main__":  # `python -m tweetplan.analysis.demo sample_data` writes the sample's files anew
    import sys

    write_sample(Path(sys.argv[1]), SAMPLE_DAY)
