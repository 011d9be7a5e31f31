"""A session stays small: after the first frame of Today nothing is loaded that computes, parses or plugs in."""

import subprocess
import sys
from pathlib import Path

FRAME = """
import asyncio, sys
from pathlib import Path
from tweetplan import tui
from tweetplan.tui.app import TweetplanApp
from tweetplan.workspace.open import open_workspace

async def frame():
    workspace = open_workspace(sys.argv[1], create=True)
    app = TweetplanApp(workspace, tui.UiSettings(Path(sys.argv[1]) / "state"), tui.UiActions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    heads = {name.partition(".")[0] for name in sys.modules}
    ours = {name for name in sys.modules if name.startswith("tweetplan.")}
    print(" ".join(sorted(heads & set(sys.argv[2].split(",")))))
    print(" ".join(sorted(name for name in ours if name.split(".")[1] in sys.argv[3].split(","))))
    print(len(sys.modules))

asyncio.run(frame())
"""
NEVER = "pandas,numpy,narwhals,click,pluggy,dateutil,tomli_w,holidays,tweetplan_goals,tweetplan_readers"
FLOORS = "analysis,estimate,plugins,cli,exchange,api,hookspecs,testing"


def test_the_first_frame_loads_nothing_that_computes_parses_or_plugs_in(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRAME, str(tmp_path), NEVER, FLOORS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    libraries, floors, _ = done.stdout.split("\n")[:3]
    assert libraries == ""
    assert floors == ""


def test_the_package_itself_loads_no_textual() -> None:
    code = "import sys, tweetplan.tui, tweetplan.tui.keys; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"
