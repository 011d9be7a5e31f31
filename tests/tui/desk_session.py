"""The desk in a real terminal: `python desk_session.py FOLDER EDITOR` (with PYTHONPATH on the tests folder)."""

import os
import sys
from pathlib import Path

from tui.desk_made import DeskApp, bare
from tui.stub import Clock, workspace_at
from tweetplan.tui.settings import UiActions, UiSettings


def main() -> int:
    folder = Path(sys.argv[1])
    known = (folder / "acme").exists()
    ws = workspace_at(folder, Clock(), prefix=f"s{os.getpid()}", create=False) if known else bare(folder)
    app = DeskApp(ws, UiSettings(folder / "state", environment={"EDITOR": sys.argv[2]}), UiActions())
    app.run()
    return 1 if app.return_code is None else app.return_code


if __name__ == "__main__":
    sys.exit(main())
