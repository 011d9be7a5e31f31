"""The least a Textual app can be: one label. What the others are compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Label

TEXT = "one label"


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Label(TEXT)


if __name__ == "__main__":
    Bare().run()
