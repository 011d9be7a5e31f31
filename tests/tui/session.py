"""The tiny app in a real terminal: `python session.py FOLDER` (with PYTHONPATH on the tests folder)."""

import signal
import sys
from pathlib import Path

from tui.stub import StubApp, note_form, stub_app
from tweetplan.tui import signals
from tweetplan.workspace.open import open_workspace


class WithForm(StubApp):
    """Opens a form at once, so that there is something to lose."""

    def on_mount(self) -> None:
        super().on_mount()
        if "form" in sys.argv:
            self.push_screen(note_form(lambda values: True))
        if "fault" in sys.argv:
            self.set_timer(0.5, lambda: [][1])


def main() -> int:
    folder = Path(sys.argv[1])
    if "nohup" in sys.argv:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signals.install = lambda leave: None  # as if nothing told us of the hang-up
    reduced = "reduced" in sys.argv
    made = stub_app(open_workspace(folder / "acme", create=True), folder / "state", reduced=reduced)
    app = WithForm(made.workspace, made.settings, made.actions)
    app.run()
    return 1 if app.return_code is None else app.return_code


if __name__ == "__main__":
    sys.exit(main())
