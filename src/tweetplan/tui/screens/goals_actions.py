"""What can be done on the Goals screen: each key opens a form, asks, or does a verb on the goal under the cursor."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.screen import Screen

from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Goal
from tweetplan.domain.ladder import Reading, Rung
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.row import Column, Row, blank, heading
from tweetplan.workspace import goals, goals_view
from tweetplan.workspace.goals_view import GoalsView, Offer

if TYPE_CHECKING:
    from tweetplan.tui.screens.conflict import Clash, Take
    from tweetplan.tui.screens.form import FormSpec
    from tweetplan.tui.screens.goals_forms import Settle

OFFER_COLUMNS = (Column(22), Column())
NO_TYPES = "No goal type is installed: `tweetplan plugins list` says why."


class GoalActions(ModeScreen[GoalsView]):
    """The actions; the screen says which goal and which period they are about."""

    @property
    def chosen(self) -> Goal | None:
        """The goal that keys act on."""
        raise NotImplementedError

    @property
    def period(self) -> Rung | None:
        """The period under the cursor."""
        raise NotImplementedError

    def _goal(self) -> Goal | None:
        """The goal that keys act on, or a word about why there is none."""
        if self.chosen is None:
            self.host.say("No goal here yet: c creates one.")
        return self.chosen

    def _ask_form(self, spec: "FormSpec") -> None:
        from tweetplan.tui.screens.form import Form

        self.app.push_screen(Form(spec))

    # ---- forms --------------------

    def action_edit(self) -> None:
        """Change the goal; a draft of this form that was begun on another version is taken up again."""
        goal = self._goal()
        if goal is not None:
            self._edit(goal)

    def _edit(self, goal: Goal) -> None:
        from tweetplan.tui.screens.conflict import ConflictCard
        from tweetplan.tui.screens.form import Form
        from tweetplan.tui.screens.goals_forms import GoalEdit, edit_name

        kept = [d.form for d in self.host.drafts.kept() if d.form.startswith(f"goal.edit:{goal.name}:")]
        stale = kept[-1] if kept and kept[-1] != edit_name(goal) else ""
        shown: list[Screen[bool]] = []

        def ask(title: str, who: str, clashes: "list[Clash]", settle: "Settle") -> None:
            def answered(takes: "dict[str, Take] | None") -> None:
                self.app.call_later(settle, takes)

            self.app.push_screen(ConflictCard(title, who, clashes), answered)

        def close() -> None:
            self.host.drafts.discard(shown[0].name or "")
            shown[0].dismiss(True)

        shown.append(Form(GoalEdit(self.host, goal, ask, close, stale).spec))
        self.app.push_screen(shown[0])

    def action_create(self) -> None:
        """Choose a goal type, or what a small team should begin with (G27), and fill in its form."""
        from tweetplan.tui.screens.picker import Picker

        offered = goals_view.offer(self.host.workspace)
        if offered.account is None:
            self.host.say("No account yet: press : and choose account add.", trouble=True)
            return
        picker = Picker("What kind of goal?", offer_rows(offered), *OFFER_COLUMNS, empty=NO_TYPES)
        self.app.push_screen(picker, self._picked)

    def _picked(self, choice: str | None) -> None:
        if choice:
            self.app.call_later(self.reopen, choice)

    def action_anchor(self) -> None:
        """Fix a point of the curve, at first the end of the period under the cursor."""
        from tweetplan.tui.screens.goals_small_forms import anchor_form

        reading, period = self._reading(), self.period
        if reading is not None:
            self._ask_form(anchor_form(self.host, reading, period.end if period else reading.goal.end))

    def action_note(self) -> None:
        """Say what the period under the cursor is for."""
        from tweetplan.tui.screens.goals_small_forms import note_form

        goal, period = self._goal(), self.period
        if goal is not None:
            page = self.view.page
            fiscal_start = page.reading.fiscal_start if page and page.reading else 1
            label = period.label if period else str(goal.start.year)
            self._ask_form(note_form(self.host, goal, label, fiscal_start))

    def action_baseline(self) -> None:
        """Record where the goal starts from (D04)."""
        from tweetplan.tui.screens.goals_small_forms import baseline_form

        goal = self._goal()
        kpi = goals.kpi_of(self.host.workspace, goal) if goal else None
        if goal is not None and kpi is not None:
            self._ask_form(baseline_form(self.host, goal, kpi))
        elif goal is not None:
            self.host.say(f"Nothing declares {goal.kpi}, so its baseline cannot be read.", trouble=True)

    def action_replan(self) -> None:
        """Show what a re-plan would give up, and make it when it is accepted (G26)."""
        from tweetplan.tui.screens.ask import Ask
        from tweetplan.tui.screens.goals_small_forms import ACCEPT, replan_question

        goal = self._goal()
        kpi = goals.kpi_of(self.host.workspace, goal) if goal else None
        if goal is None or kpi is None:
            return
        made = self.host.perform(lambda ws: goals.proposed_replan(ws, goal.name))
        if made is None:
            return

        def answered(answer: str | None) -> None:
            if answer == "accept":
                self.app.call_later(self._replan, goal)

        self.app.push_screen(Ask(replan_question(goal, kpi, made), ACCEPT), answered)

    def _replan(self, goal: Goal) -> None:
        self.host.perform(lambda ws: goals.replan(ws, goal.name, goal.version), f"Re-planned {goal.name} (u undoes)")

    def action_remove(self) -> None:
        """Remove the goal; its results and tasks stay, and undo brings it back."""
        goal = self._goal()
        if goal is not None:
            self.host.perform(lambda ws: goals.remove(ws, goal.name), f"Removed {goal.name} (u brings it back)")

    def _reading(self) -> Reading | None:
        """The reading of the goal in sight, or a word about why there is none."""
        page = self.view.page if self.view else None
        if page is None or page.reading is None:
            self.host.say(page.trouble if page else "Open a goal first: enter.")
            return None
        reading: Reading = page.reading
        return reading

    def reopen(self, form: str) -> bool:
        """Open the form of this name: a kept draft, or a choice of what to create."""
        from tweetplan.tui.screens.goals_small_forms import anchor_form, baseline_form, note_form

        kind, _, rest = form.partition(":")
        try:
            if kind == "goal.add":
                return self._reopen_add(rest)
            name = rest.rpartition(":")[0] if kind in ("goal.edit", "goal.note") else rest
            goal = goals.get(self.host.workspace, name)
        except Problem:
            return False
        if kind == "goal.edit":
            self._edit(goal)
        elif kind == "goal.note":
            self._ask_form(note_form(self.host, goal, rest.rpartition(":")[2]))
        elif kind == "goal.baseline" and (kpi := goals.kpi_of(self.host.workspace, goal)):
            self._ask_form(baseline_form(self.host, goal, kpi))
        elif kind == "goal.anchor":
            page = goals_view.view(self.host.workspace, name).page
            if page is None or page.reading is None:
                return False
            self._ask_form(anchor_form(self.host, page.reading, date.max))
        else:
            return False
        return True

    def _reopen_add(self, rest: str) -> bool:
        from tweetplan.tui.screens.goals_forms import add_form

        offered = goals_view.offer(self.host.workspace)
        goal_type, _, preset = rest.partition(":")
        proposals = offered.preset.goals if offered.preset and preset else ()
        proposal = next((made for made in proposals if made.type == goal_type), None)
        if goal_type not in offered.types:
            return False
        self._ask_form(add_form(self.host, goal_type, proposal))
        return True


def offer_rows(offered: Offer) -> Sequence[Row]:
    """The goal types; above them, for a small team, the goals to begin with and why (G27). Keys are names of forms."""
    rows: list[Row] = []
    if offered.preset is not None:
        rows.append(heading("A small team begins with these, in this order (G27)"))
        for proposal in offered.preset.goals:
            title = offered.types[proposal.type].title
            rows.append(Row(f"goal.add:{proposal.type}:preset", (Piece(f"★ {title}", "accent"), proposal.reason)))
        rows += [blank("types"), heading("Goal types")]
    for key, declared in offered.types.items():
        rows.append(Row(f"goal.add:{key}", (declared.title, Piece(declared.summary, "dim"))))
    return rows
