"""The calendar in a real terminal: `python calendar_session.py FOLDER [reduced]` (PYTHONPATH: the tests)."""

import sys
from pathlib import Path

from tui.calendar_made import CalendarApp, laid_out
from tweetplan.tui.settings import UiActions, UiSettings


def main() -> int:
    folder = Path(sys.argv[1])
    settings = UiSettings(folder / "state", environment={}, reduced="reduced" in sys.argv)
    app = CalendarApp(laid_out(folder), settings, UiActions())
    app.run()
    return 1 if app.return_code is None else app.return_code


if __name__ == "__main__":
    sys.exit(main())
