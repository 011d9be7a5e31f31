"""What imports leave open (T07): which of the plan's posts an imported one is, and hand-offs that nobody confirmed."""

from typing import TYPE_CHECKING

from tweetplan.domain.findings import Problem
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.row import Column, Row, blank, heading
from tweetplan.workspace import matches
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results_view import ResultsView

if TYPE_CHECKING:
    from tweetplan.workspace.matches import Unsure

COLUMNS = (Column(16), Column(), Column(14))
OPEN = "open"
"""The key of the row that says what is left open."""
MOST_SHOWN = 9
"""Candidates that have a digit of their own."""


class ResultsMatching(ModeScreen[ResultsView]):
    """The list of what is open, and the card that asks about one."""

    def open_rows(self) -> tuple[Row, ...]:
        """One row above the figures while something is open."""
        ws = self.host.workspace
        unsure, late = len(matches.unsure(ws)), len(matches.unconfirmed(ws))
        words = [f"{unsure} imported may be of the plan"] if unsure else []
        words += [f"{late} past their time, not confirmed"] if late else []
        if not words:
            return ()
        line = (Piece("! ", "warn"), Piece("; ".join(words)), Piece("  c asks", "dim"))
        return (Row(f"{OPEN}:", (line,), wide=True),)

    def action_matches(self) -> None:
        """What is open: enter asks about one, or notes that a post is out."""
        from tweetplan.tui.screens.picker import Picker

        rows = open_list(self.host.workspace)
        empty = "Nothing is open: every import is matched, every hand-off confirmed. esc closes."
        self.app.push_screen(Picker("To match and to confirm", rows, *COLUMNS, empty=empty), self._open_chosen)

    def _open_chosen(self, key: str | None) -> None:
        kind, _, rest = (key or "").partition(":")
        if kind == "unsure":
            self._ask_which(rest)
        elif kind == "confirm":
            self.open_matching(f"post.publish:{rest}")

    def _ask_which(self, key: str) -> None:
        from tweetplan.tui.screens.ask import Ask

        ws = self.host.workspace
        one = next((each for each in matches.unsure(ws) if f"{each.account}/{each.ref}" == key), None)
        if one is None:
            self.host.say("Somebody has said already which it is.")
            return

        def answered(choice: str | None) -> None:
            if choice:
                said = "None of the plan's" if choice == matches.NONE else "Matched"
                done = self.host.perform(
                    lambda ws: matches.match(ws, one.ref, choice, account=one.account), f"{said} (u undoes)"
                )
                if done is not None and matches.unsure(ws):
                    self.action_matches()

        asked = f"Posted {one.day}, {one.account}: “{one.text[:160]}”. Which of the plan's is it?"
        self.app.push_screen(Ask(asked, [*candidates(ws, one), (matches.NONE, "n", "none of ours")]), answered)

    def open_matching(self, name: str) -> bool:
        """The form that notes that a post is out."""
        from tweetplan.tui.screens.desk_forms import form_named
        from tweetplan.tui.screens.form import Form

        try:
            spec = form_named(name, self.host)
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return False
        if spec is not None:
            self.app.push_screen(Form(spec))
        return spec is not None

    def why_open(self) -> Reason:
        """What the row above the figures counts."""
        ws = self.host.workspace
        said = "An import matches by id, by campaign link, then by text and day; what could be two is asked (T07)."
        return Why(
            "What imports leave open",
            [
                ("to match", f"{len(matches.unsure(ws))} imported posts"),
                ("to confirm", f"{len(matches.unconfirmed(ws))} posts whose time is past, and which nothing shows out"),
                said,
            ],
        )


def open_list(ws: Workspace) -> list[Row]:
    """Imported posts to match, then posts to confirm."""
    unsure = [
        Row(
            f"unsure:{one.account}/{one.ref}", (Piece(f"{one.day}", "dim"), _line(one.text), f"{len(one.posts)} may be")
        )
        for one in matches.unsure(ws)
    ]
    late = [
        Row(f"confirm:{post.id}", (Piece(post.account, "dim"), post.title or post.id, post.state.replace("_", " ")))
        for post in matches.unconfirmed(ws)
    ]
    rows = [heading("Imported: which of the plan's is it?"), *unsure] if unsure else []
    if late:
        rows += [*([blank("late")] if rows else []), heading("Its time is past: is it out?"), *late]
    return rows


def candidates(ws: Workspace, one: "Unsure") -> list[tuple[str, str, str]]:
    """The posts that it may be, the likeliest first, each with a digit."""
    from tweetplan.workspace import posts

    found = []
    for at, identity in enumerate(one.posts[:MOST_SHOWN], 1):
        try:
            post = posts.get(ws, identity)
        except Problem:
            continue
        day = f" for {post.planned_for}" if post.planned_for else ""
        found.append((post.id, str(at), f"{post.state.replace('_', ' ')}{day}: {post.title[:80] or post.id}"))
    return found


def _line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "no text")
