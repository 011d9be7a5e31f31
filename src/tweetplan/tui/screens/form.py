"""A form over a mode: its questions, what the checks say as you type, and a draft when you leave it unsent."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input

from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen
from tweetplan.tui.fields import YES_NO, FormField, read_values
from tweetplan.tui.host import Host, host_of
from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece, cut
from tweetplan.tui.widgets.choice import Choice
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.findings import finding_lines
from tweetplan.tui.widgets.painted import Lines

LABEL, WIDTH = 16, 66
CHECK_SECONDS = 0.15
"""After the last key before the checks run."""
Values = Mapping[str, object]


@frozen
class FormSpec:
    """What a form is: its name (drafts go by it), its title, its questions, its checks, and what sending does."""

    name: str
    title: str
    fields: Sequence[FormField]
    send: Callable[[Values], bool]
    """Does it with the values, and says whether it was done: a refusal leaves the form open."""
    check: Callable[[Values], Sequence[Finding]] = lambda values: ()
    """Further findings about values that could be read, as the person types; quick."""


class Form(ModalScreen[bool]):
    """Answers True when it was sent. Enter goes to the next question and sends from the last; ctrl+r sends at once."""

    CSS = """
    .form Field { border: none; height: 1; width: 1fr; padding: 0; background: $background; }
    .form VerticalScroll { height: auto; max-height: 42vh; }
    .form .question { height: 1; }
    .form .label { width: 16; }
    .form Choice { height: 1; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]

    def __init__(self, spec: FormSpec) -> None:
        super().__init__(name=spec.name)
        self.title = spec.title
        self.spec = spec
        self._first = {field.name: field.first for field in spec.fields}
        self._texts = dict(self._first)
        self._waiting: Timer | None = None
        self._note = ""

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return host_of(self.app)

    def compose(self) -> ComposeResult:
        """Title, questions, findings, keys."""
        self._take_draft()
        with Vertical(classes="card form"):
            yield Lines(*self._head(), id="form-head")
            with VerticalScroll(can_focus=False):
                for field in self.spec.fields:
                    with Horizontal(classes="question"):
                        yield Lines(label_line(field, ()), classes="label", id=f"label-{field.name}")
                        yield self._answer(field)
            yield Lines(id="form-findings")
            yield Lines((Piece("enter next   ctrl+r send   esc back, the text is kept", "dim"),))

    def _answer(self, field: FormField) -> Field | Choice:
        value = self._texts[field.name]
        if field.kind in ("yes/no", "choice"):
            return Choice(field.choices or YES_NO, value, id=f"field-{field.name}")
        return Field(value, placeholder=field.help, id=f"field-{field.name}")

    def _take_draft(self) -> None:
        draft = self.host.drafts.of(self.spec.name)
        if draft is not None:
            self._texts.update({name: text for name, text in draft.values.items() if name in self._first})
            self._note = f"Your text of {draft.at[:16].replace('T', ' ')} UTC is back; ctrl+n starts anew."

    def on_mount(self) -> None:
        """Begin with the first question."""
        self._judge()
        for answer in self.query("Field, Choice"):
            answer.focus()
            return

    # ---- typing --------------------

    @on(Input.Changed)
    @on(Choice.Changed)
    def _changed(self, event: Input.Changed | Choice.Changed) -> None:
        event.stop()
        widget = event.choice if isinstance(event, Choice.Changed) else event.input
        self._texts[(widget.id or "").removeprefix("field-")] = event.value
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(CHECK_SECONDS, self._judge)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_next()

    def on_key(self, event: events.Key) -> None:
        """Up and down go between questions."""
        if event.key in ("up", "down"):
            event.stop()
            self.focus_previous() if event.key == "up" else self.focus_next()

    def findings(self) -> list[Finding]:
        """What the checks say about what stands in the form."""
        values, found = read_values(self.spec.fields, self._texts)
        return [*found, *self.spec.check(values)]

    def _judge(self) -> None:
        if not self.query("#form-findings"):
            return
        found = self.findings()
        self.query_one("#form-findings", Lines).lines = tuple(finding_lines(found, WIDTH))
        for field in self.spec.fields:
            about = [finding for finding in found if finding.where == field.name]
            self.query_one(f"#label-{field.name}", Lines).lines = (label_line(field, about),)

    def _head(self) -> Sequence[Line]:
        title = (Piece(self.spec.title, "head"),)
        return (title, (Piece(self._note, "warn"),)) if self._note else (title,)

    # ---- ending --------------------

    def unsent(self) -> dict[str, str] | None:
        """What was typed and not sent; None when nothing was changed."""
        return dict(self._texts) if self._texts != self._first else None

    def action_next(self) -> None:
        """The next question; from the last one, send."""
        answers = list(self.query("Field, Choice"))
        if self.focused in answers and self.focused is not answers[-1]:
            answers[answers.index(self.focused) + 1].focus()
        else:
            self.action_send()

    def action_send(self) -> None:
        """Do it, unless something cannot be read; errors of the checks are the verb's to refuse."""
        values, found = read_values(self.spec.fields, self._texts)
        if found:
            self._judge()
            wrong = self.query(f"#field-{found[0].where}")
            if wrong:
                wrong.first().focus()
            return
        if self.spec.send(values):
            self.host.drafts.discard(self.spec.name)
            self.dismiss(True)

    def action_drop(self) -> None:
        """Back to what stood here at first."""
        self.host.drafts.discard(self.spec.name)
        self._note = ""
        self.query_one("#form-head", Lines).lines = tuple(self._head())
        for field in self.spec.fields:
            answer = self.query_one(f"#field-{field.name}")
            assert isinstance(answer, Field | Choice)
            answer.value = field.first

    def action_close(self) -> None:
        """Back to the mode; what was typed is kept as a draft of this form."""
        if self.unsent():
            self.host.save_drafts()
            self.host.say(f"“{self.spec.title}” is kept as a draft: it is there when you open it again.")
        self.dismiss(False)


def label_line(field: FormField, about: Sequence[Finding]) -> Line:
    """The question's words, `*` when an answer is needed, and a glyph when something is wrong with it."""
    worst = next((s for s in ("error", "warning", "note") if any(f.severity == s for f in about)), "")
    mark = {"error": "✗", "warning": "!", "note": "·"}.get(worst, "*" if field.required else " ")
    return (Piece(f"{mark} ", "bad" if worst == "error" else "warn"), Piece(cut(field.words, LABEL - 3)))
