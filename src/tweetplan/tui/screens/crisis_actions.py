"""What can be done in a crisis: each key asks, opens a form, or deals with the row under the cursor."""

from collections.abc import Callable, Sequence
from typing import Any

from tweetplan.domain.crisis import DEFINITIONS, LEVELS, STEPS, Crisis
from tweetplan.domain.freezes import tool_title
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.crisis_view import CrisisView

NONE = "No crisis goes on: o opens one, D begins an exercise."
Choices = Sequence[tuple[str, str, str]]


class CrisisActions(ModeScreen[Any]):
    """The actions; the screen shows what they are about."""

    which = ""
    seen: CrisisView | None = None
    every: tuple[Crisis, ...] = ()

    def current(self) -> CrisisView | None:
        """The crisis shown, if it goes on; else says that none does."""
        if self.seen is None or not self.seen.crisis.open:
            self.host.say(NONE if self.seen is None else f"{self.seen.crisis.name} is over.")
            return None
        return self.seen

    # ---- asking --------------------

    def ask(self, question: str, choices: Choices, then: Callable[[str], object]) -> None:
        """A question with a key for each answer."""
        from tweetplan.tui.screens.ask import Ask

        def answered(choice: str | None) -> None:
            if choice:
                then(choice)

        self.app.push_screen(Ask(question, choices), answered)

    def type_word(self, question: str, word: str, then: Callable[[], object]) -> None:
        """Do it once the word is typed: it cannot be undone."""
        from tweetplan.tui.screens.ask import TypeTheWord

        def answered(sure: bool | None) -> None:
            if sure:
                then()

        self.app.push_screen(TypeTheWord(question, word), answered)

    def open_named(self, name: str) -> bool:
        """Open the form of this name; False when there is none."""
        from tweetplan.tui.screens.crisis_forms import form_named
        from tweetplan.tui.screens.form import Form

        spec = form_named(name, self.host, self._begun)
        if spec is not None:
            self.app.push_screen(Form(spec))
        return spec is not None

    def _begun(self, made: Crisis) -> None:
        """Show the crisis that was just opened."""
        self.which = made.id
        self.reread()

    # ---- opening, steps, level, the end --------------------

    def action_open(self) -> None:
        """Open a crisis: its level first, and for high the word."""
        self.ask("How grave is it?", _levels(), lambda level: self._named(f"crisis.open.{level}", level))

    def action_drill(self) -> None:
        """Begin an exercise; it touches nothing real."""
        self.ask("An exercise of which level? Nothing real is touched.", _levels(),
                 lambda level: self.open_named(f"crisis.drill.{level}"))  # fmt: skip

    def _named(self, name: str, level: str) -> None:
        if level == "high":
            self.type_word(_stops(""), "high", lambda: self.open_named(name))
        else:
            self.open_named(name)

    def action_step(self) -> None:
        """Go on to the next step, with a word for the thread; after the last, close it."""
        seen = self.current()
        if seen is not None and seen.next == "close":
            self.action_close()
        elif seen is not None:
            self.open_named(f"crisis.step:{seen.crisis.id}")

    def action_level(self) -> None:
        """Raise or lower the level; to high with the word, for publishing stops."""
        seen = self.current()
        if seen is None:
            return
        here = seen.crisis

        def chosen(level: str) -> None:
            if level == "high" and not here.drill:
                self.type_word(_stops(here.account), "high", lambda: self._set_level(here, level))
            else:
                self._set_level(here, level)

        self.ask(f"{here.name} is at level {here.level}. Which one now?", [c for c in _levels() if c[0] != here.level],
                 chosen)  # fmt: skip

    def _set_level(self, one: Crisis, level: str) -> None:
        from tweetplan.workspace import crisis

        self.host.perform(lambda ws: crisis.set_level(ws, one.id, level), f"Level {level}.")

    def action_close(self) -> None:
        """Close it once it is recorded; before anybody answered it may be called a false alarm."""
        seen = self.current()
        if seen is None:
            return
        here, early = seen.crisis, seen.crisis.stage in STEPS[:3]
        word = "false alarm" if early else "close"
        held = f" {len(seen.here)} posts wait then for keep, move or drop." if seen.here else ""
        question = "A false alarm: nobody answered, nothing is learnt from it." if early else (
            "It is over: publishing may go on, and the post-mortem is due in 48 hours.")  # fmt: skip

        def done() -> None:
            from tweetplan.workspace import crisis

            self.host.perform(lambda ws: crisis.close(ws, here.id, false_alarm=early), f"It is {word}d."
                              if word == "close" else "It was a false alarm.")  # fmt: skip

        self.which = here.id
        self.type_word(question + held, word, done)

    def action_note(self) -> None:
        """Say something in the thread."""
        if self.seen is None:
            self.host.say(NONE)
        else:
            self.open_named(f"crisis.note:{self.seen.crisis.id}")

    def action_statement(self) -> None:
        """Write a holding statement as a draft."""
        self.open_named(f"crisis.statement:{self.seen.crisis.level if self.seen else ''}")

    def action_postmortem(self) -> None:
        """Write the post-mortem of a crisis that is closed."""
        if self.seen is None or self.seen.crisis.open:
            self.host.say("A post-mortem comes after the end.")
        else:
            self.open_named(f"crisis.postmortem:{self.seen.crisis.id}")

    def action_turn(self, by: int) -> None:
        """The next crisis, or the one before."""
        ids = [one.id for one in self.every]
        if self.seen is not None and ids:
            self.which = ids[(ids.index(self.seen.crisis.id) + by) % len(ids)]
            self.reread()

    # ---- the row under the cursor --------------------

    def open_row(self, rows: RowList, key: str) -> None:
        """Enter deals with the row: tick off, confirm, decide, use, show."""
        kind, _, name = key.partition(":")
        deal: dict[str, Callable[[str], object]] = {
            "item": self._tick, "pause": self._confirm, "answer": self._answer, "words": self._words,
            "alarm": self._alarm, "crisis": self._show, "book": self._book,
            "freeze": lambda _: self.host.go("desk", "freeze"),
        }  # fmt: skip
        if kind in deal:
            deal[kind](name)
        else:
            rows.action_why()

    def _tick(self, item: str) -> None:
        seen = self.current()
        if seen is None:
            return
        done = not next(each.done_by for each in seen.items if each.key == item)
        from tweetplan.workspace import crisis

        self.host.perform(lambda ws: crisis.tick(ws, seen.crisis.id, item, done))

    def _confirm(self, post: str) -> None:
        if self.seen is None:
            return
        place = next(one.place for one in self.seen.to_pause if one.post == post)
        many = sum(one.place == place for one in self.seen.to_pause)
        tool = tool_title(place)
        from tweetplan.workspace import freezing

        link = freezing.link_of(place)
        where = f" ({link})" if link else ""
        choices = [("one", "y", f"yes, this one is paused in {tool}"), ("all", "a", f"all {many} in {tool} are paused")]

        def chosen(choice: str) -> None:
            what = post if choice == "one" else place
            self.host.perform(lambda ws: freezing.confirm(ws, what), lambda found: f"{len(found)} confirmed as paused.")

        self.ask(f"Is it paused in {tool}{where}? Look there first.", choices, chosen)

    def _answer(self, post: str) -> None:
        choices = [("keep", "k", "keep it: in its slot while that is to come, else approved without a time"),
                   ("move", "m", "move it to another slot"), ("drop", "x", "drop it")]  # fmt: skip
        self.ask("What becomes of it?", choices, lambda verdict: self._answered(post, verdict))

    def _answered(self, post: str, verdict: str) -> None:
        from tweetplan.workspace import freezing, posts

        def done(slot: str) -> None:
            self.host.perform(
                lambda ws: freezing.answer(ws, post, verdict, slot), lambda found: f"It is {found.state}."
            )

        if verdict != "move":
            done("")
            return
        from tweetplan.tui.screens.desk_forms import pick_slot

        pick_slot(self.app, self.host, posts.get(self.host.workspace, post), done)

    def _words(self, identity: str) -> None:
        from tweetplan.workspace import crisis_papers

        seen = self.current()
        if seen is None:
            return
        held = next(one for one in seen.statements if one.id == identity)
        approve: Choices = [("approve", "a", "approve it: for somebody else than its author")]
        use: Choices = [("use", "u", "use it now: note it in the thread, and copy it")]

        def chosen(choice: str) -> None:
            def do(ws: Workspace) -> object:
                if choice == "use":
                    return crisis_papers.use_statement(ws, identity, seen.crisis.id)
                verb = crisis_papers.approve_statement if choice == "approve" else crisis_papers.retire_statement
                return verb(ws, identity)

            if self.host.perform(do) is not None and choice == "use":
                self.host.copy(held.text)

        more: Choices = [("retire", "r", "take it out of use")]
        self.ask(held.text, [*(use if held.state == "approved" else approve), *more], chosen)

    def _alarm(self, identity: str) -> None:
        def chosen(level: str) -> None:
            from tweetplan.workspace import crisis

            def begin() -> None:
                made = self.host.perform(lambda ws: crisis.from_alarm(ws, identity, level), "Opened.")
                if made is not None:
                    self._begun(made)

            if level == "high":
                self.type_word(_stops(""), "high", begin)
            else:
                begin()

        self.ask("How grave is it?", _levels(), chosen)

    def _show(self, identity: str) -> None:
        self.which = identity
        self.reread()

    def _book(self, name: str) -> None:
        from tweetplan.tui.screens.why import Why, WhyCard
        from tweetplan.workspace import crisis_papers

        book = crisis_papers.playbook(self.host.workspace, name)
        self.app.push_screen(WhyCard(Why(f"{book.name}, version {book.number}", book.body.splitlines())))


def _levels() -> list[tuple[str, str, str]]:
    return [(level, level[0], f"{level}: {DEFINITIONS[level]}") for level in LEVELS]


def _stops(account: str) -> str:
    whose = account or "the account you name, or every account"
    return f"Level high stops publishing of {whose} at once; afterwards each post is kept, moved or dropped one by one."
