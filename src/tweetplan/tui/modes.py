"""The modes that exist: one line each. A mode's screen is imported when it is first opened."""

from importlib import import_module
from typing import Any

from textual.screen import Screen

from tweetplan.domain.values import frozen
from tweetplan.tui.chrome import ModeTab


@frozen
class Mode:
    """A mode's name, digit and title, and where its screen is."""

    name: str
    digit: str
    title: str
    screen: str
    """Module and class below `tweetplan.tui.screens`: `today:TodayScreen`."""

    @property
    def tab(self) -> ModeTab:
        """The mode as the tab line shows it."""
        return ModeTab(self.name, self.digit, self.title)

    def open(self) -> Screen[Any]:
        """A new screen of the mode."""
        module, _, name = self.screen.partition(":")
        made: Screen[Any] = getattr(import_module(f"tweetplan.tui.screens.{module}"), name)()
        return made


MODES = (
    Mode("today", "1", "Today", "today:TodayScreen"),
    Mode("goals", "2", "Goals", "goals:GoalsScreen"),
    Mode("calendar", "3", "Calendar", "calendar:CalendarScreen"),
    Mode("desk", "4", "Desk", "desk:DeskScreen"),
    Mode("results", "5", "Results", "results:ResultsScreen"),
    Mode("audience", "6", "Audience", "audience:AudienceScreen"),
    Mode("team", "7", "Team", "team:TeamScreen"),
    Mode("reviews", "8", "Reviews", "reviews:ReviewsScreen"),
    Mode("crisis", "9", "Crisis", "crisis:CrisisScreen"),
)
"""In the order of their digits; a digit belongs to its mode for ever, so gaps stay gaps."""
