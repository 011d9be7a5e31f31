"""The tiny app in a real terminal: `python session.py FOLDER` (with PYTHONPATH on the tests folder)."""

import sys
from pathlib import Path

from tui.stub import StubApp, note_form, stub_app
from tweetplan.workspace.open import open_workspace


class WithForm(StubApp):
    """Opens a form at once, so that there is something to lose."""

    def on_mount(self) -> None:
        super().on_mount()
        if "form" in sys.argv:
            self.push_screen(note_form(lambda values: True))


def main() -> int:
    folder = Path(sys.argv[1])
    made = stub_app(open_workspace(folder / "acme", create=True), folder / "state")
    app = WithForm(made.workspace, made.settings, made.actions)
    if "fault" in sys.argv:
        app.set_timer(0.2, lambda: [][1])
    app.run()
    return 1 if app.return_code is None else app.return_code


if __name__ == "__main__":
    sys.exit(main())
