"""Lifecycles: the stages of a kind of thing, the legal moves between them, who may move it and how long it may rest.

Posts, experiments, win-back programmes, crises, reports and hand-overs are each one such table (DESIGN: one
lifecycle). The table says which moves there are; a workspace's verbs check the guards it names.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.domain.values import frozen


@frozen
class Stage:
    """One stage: what it is called, and how long a thing may stay in it before somebody is reminded."""

    key: str
    title: str
    patience: timedelta | None = None
    """How long it may stay here; None: as long as it likes."""
    next_role: str = ""
    """Whose turn it is; empty: the owner's, or nobody's."""


@frozen
class Move:
    """One legal move: the verb, from which stages, to which, by whom, and what must hold."""

    verb: str
    sources: tuple[str, ...]
    target: str
    """The stage it leads to; `*` is the stage it was in before the last move (a release goes back)."""
    roles: tuple[str, ...] = ()
    """Who may do it, by role (T02); empty: every member of the team."""
    guards: tuple[str, ...] = ()
    """The names of what must hold; the verb that makes the move checks each."""
    said: str = ""
    """The move in the past tense, for the log: `sent to review`."""
    typed: str | None = None
    """The word that people type for it; None: the verb itself, empty: nobody asks for it by name."""

    @property
    def word(self) -> str:
        """What people type for it; empty where it follows from something else."""
        return self.verb.replace("_", "-") if self.typed is None else self.typed


@frozen
class Lifecycle:
    """A table of stages and moves; the first stage is where things begin."""

    name: str
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]

    @property
    def start(self) -> str:
        """Where things begin."""
        return self.stages[0].key

    def stage(self, key: str) -> Stage:
        """The stage of this key; raises `UsageProblem` for one that is not in the table."""
        found = next((stage for stage in self.stages if stage.key == key), None)
        if found is None:
            known = ", ".join(stage.key for stage in self.stages)
            raise UsageProblem(f"{key!r} is no stage of a {self.name}.", f"The stages are {known}.")
        return found

    def open_moves(self, stage: str) -> Iterator[Move]:
        """The moves that lead out of a stage, in the table's order."""
        return (move for move in self.moves if stage in move.sources)

    def final(self, stage: str) -> bool:
        """Whether nothing leads out of it any more."""
        return not any(self.open_moves(stage))

    def move(self, stage: str, verb: str) -> Move:
        """The move of this verb from a stage; raises `Conflict` naming what could be done instead."""
        found = next((move for move in self.open_moves(stage) if move.verb == verb), None)
        if found is None:
            here = self.stage(stage).title
            words = ", ".join(dict.fromkeys(move.word for move in self.open_moves(stage) if move.word)) or "nothing"
            typed = next((move.word for move in self.moves if move.verb == verb and move.word), verb)
            article = "An" if self.name[0] in "aeiou" else "A"
            raise Conflict(
                f"{article} {self.name} that is {here} cannot be moved by `{typed}`.", f"From here: {words}."
            )
        return found

    def deadline(self, stage: str, since: datetime) -> datetime | None:
        """Until when it may stay in a stage that it entered at `since`; None: as long as it likes."""
        patience = self.stage(stage).patience
        return since + patience if patience is not None else None
