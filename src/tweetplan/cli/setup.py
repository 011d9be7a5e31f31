"""Verbs that make a workspace: the sample one to look at, and one's own."""

import os
import shutil
import tempfile
from pathlib import Path

import click

from tweetplan.cli.output import say, talk
from tweetplan.cli.session import Session, on_one_core, verb
from tweetplan.domain.findings import Conflict


@click.command("demo")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=None, help="Keep it in this folder.")
@click.option("--no-open", is_flag=True, help="Only make it.")
@verb
def demo_command(session: Session, folder: Path | None, no_open: bool) -> int:
    """Make the sample workspace (throw-away, unless --dir keeps it) from exports and a plan, and open it."""
    trouble = None if no_open or session.json else session.terminal_problem()
    if trouble:
        talk(f"tweetplan: {trouble}")
        talk("  Without a terminal: `tweetplan demo --dir DIR --no-open`, then `tweetplan --workspace DIR today`.")
        return 2
    if folder is not None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} is there already and not empty.", "Name a new folder.")
    on_one_core()
    from tweetplan.analysis.demo import make_demo
    from tweetplan.storage.identity import current_actor
    from tweetplan.workspace.open import random_id, real_time

    place = folder or Path(tempfile.mkdtemp(prefix="tweetplan-demo-"))
    try:
        made = make_demo(place, actor=current_actor(), clock=real_time, new_id=random_id, say=talk)
    except BaseException:
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)
        raise
    if no_open or session.json:
        session.answer({"workspace": made}, lambda: say(str(made)))
        talk(f"Open it with `tweetplan --workspace {place}`, or ask `tweetplan --workspace {place} today`.")
        return 0
    try:
        return session.open_ui(str(made))
    finally:
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)


@click.command("init")
@click.argument("place", metavar="DIR")
@click.option("--shared", "group", metavar="GROUP", default="", help="Share it with this Unix group.")
@verb
def init_command(session: Session, place: str, group: str) -> None:
    """Make a workspace in a folder, and remember it as yours."""
    from tweetplan.storage.config import read_config, write_initial
    from tweetplan.storage.file_modes import share_directory
    from tweetplan.workspace.open import workspace_file

    path = workspace_file(place)
    if os.path.lexists(path):
        raise Conflict(f"There is a workspace at {path} already.", f"Use it: `tweetplan --workspace {path.parent}`.")
    if group:
        share_directory(path.parent, group)
    workspace = session.opened(place, create=True)
    workspace.db.close()
    named = str(path.parent if path.name == "tweetplan.db" else path)
    try:
        remembered = str(write_initial(named))
    except OSError as error:
        remembered = ""
        talk(f"tweetplan: it is not remembered as yours ({error.strerror}): set TWEETPLAN_WORKSPACE={named}")
    chosen = read_config().workspace
    if remembered and chosen != named:
        talk(f"tweetplan: your own config.toml names {chosen}, which goes first.")

    def people() -> None:
        say(f"Made {path}" + (f", shared with {group}" if group else "") + ".")
        say("Next:")
        say("  tweetplan account add @HANDLE --zone Europe/Berlin")
        say("  tweetplan import FILE… --account @HANDLE       an export from X")
        say("  tweetplan goal types                           what a goal can be")
        say("  tweetplan                                      the screens")

    session.answer({"workspace": path, "shared_with": group, "remembered_in": remembered}, people)
