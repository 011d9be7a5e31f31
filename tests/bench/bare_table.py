"""A bare DataTable of 10 000 rows: what moving through a long list costs when nothing else is on the screen."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable

ROWS = 10_000
TEXT = "post 1 "


class BareTable(App[None]):
    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        for name, width in (("when", 16), ("text", 32), ("impressions", 11), ("likes", 6)):
            table.add_column(name, width=width)
        table.add_rows((f"day {n}", f"post {n} and some words", str(n * 7), str(n % 50)) for n in range(ROWS))
        table.focus()


if __name__ == "__main__":
    BareTable().run()
