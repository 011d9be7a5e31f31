"""A check that hangs holds up no key (DESIGN: idea 3)."""

import sys
import time
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from tweetplan.workspace.check_child import CheckChild

HANGS = """
import json, sys, time
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "asking": "checks.slow"}), flush=True)
    time.sleep(60)
"""


class Editor(App[None]):
    """A text that asks the child after every key."""

    def __init__(self, program: tuple[str, ...]) -> None:
        super().__init__()
        self.child = CheckChild(program, seconds=0.3)

    def compose(self) -> ComposeResult:
        yield TextArea()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self.child.ask_text(event.text_area.text)


@pytest.mark.asyncio
async def test_keys_are_painted_while_a_check_hangs(tmp_path: Path) -> None:
    fake = tmp_path / "hangs.py"
    fake.write_text(HANGS)
    app = Editor((sys.executable, str(fake)))
    async with app.run_test() as pilot:
        slowest, began = 0.0, time.monotonic()
        while not app.child.given_up and time.monotonic() - began < 30.0:
            start = time.monotonic()
            await pilot.press("a")
            slowest = max(slowest, time.monotonic() - start)
        text = app.query_one(TextArea).text
        await app.child.close()
    assert app.child.given_up and app.child.trouble.startswith("checks.slow: took over 0.3 s.")
    assert len(text) > 10 and set(text) == {"a"}
    assert slowest < 0.3, "a key waited as long as a check may take"
