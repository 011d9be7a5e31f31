"""Draw the pictures of the documentation from the demo: `.venv/bin/python docs/pictures/make.py`."""

import asyncio
import re
import shutil
import sys
import tempfile
from datetime import timedelta
from itertools import count
from pathlib import Path

from tweetplan.analysis.demo import SAMPLE_DAY, make_demo
from tweetplan.domain.operations import Actor
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace.open import open_workspace

HERE = Path(__file__).parent
NOW = SAMPLE_DAY + timedelta(days=2, hours=4)
PICTURES = {
    "today": ("1",),
    "goals": ("2", "]"),
    "calendar": ("3", "]"),
    "desk": ("4",),
    "editor": ("4", "]", "enter", "SECONDS", "escape"),
    "results": ("escape", "escape", "5"),
    "times": ("5", "t"),
}
"""Each picture with the keys that lead to it from the one before; SECONDS waits for the checks."""
SIZE = (100, 32)
PLACE = Path(tempfile.gettempdir()) / "tweetplan-pictures"
"""The same on every run: what advice tries first is drawn with the place of the store."""
FONT_FACE = re.compile(r"@font-face \{[^}]*\}\s*")
"""Fonts from elsewhere: a picture asks nobody for anything, and falls back to the reader's own monospace."""


async def draw(folder: Path) -> None:
    """Open the demo in a made-up terminal, visit each mode, and keep what it shows as SVG."""
    ids = count()
    ana = Actor("ana", 1000)
    make_demo(folder / "tern", actor=ana, clock=lambda: NOW, new_id=lambda: f"id{next(ids):08}")
    workspace = open_workspace(folder / "tern", actor=ana, clock=lambda: NOW, new_id=lambda: f"later{next(ids):08}")
    program = (sys.executable, "-m", "tweetplan", "--workspace", str(folder / "tern"))
    app = TweetplanApp(workspace, UiSettings(state=folder, environment={}), UiActions(program))
    async with app.run_test(size=SIZE) as pilot:
        for name, keys in PICTURES.items():
            for key in keys:
                if key == "SECONDS":
                    await pilot.pause(4)
                else:
                    await pilot.press(key)
                await pilot.pause()
            picture = FONT_FACE.sub("", app.export_screenshot(title="tweetplan"))
            (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
            print(f"docs/pictures/{name}.svg", file=sys.stderr)


if __name__ == "__main__":
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(mode=0o700)
    try:
        asyncio.run(draw(PLACE))
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)
