"""The forms of a crisis: opening one, a word for the thread, a statement, the post-mortem."""

from collections.abc import Callable

from tweetplan.domain.crisis import LEVELS, POSTMORTEM, Crisis
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import accounts, crisis, crisis_papers, crisis_view
from tweetplan.workspace.crisis_papers import NEEDED

EVERY = "every account"


def form_named(name: str, host: Host, begun: Callable[[Crisis], None]) -> FormSpec | None:
    """The form of a name such as `crisis.step:ID`; None when there is none. Raises `NotFound` for one that is gone."""
    kind, _, subject = name.partition(":")
    what, _, level = kind.removeprefix("crisis.").partition(".")
    if what in ("open", "drill") and level in LEVELS:
        return _open_form(name, host, level, what == "drill", begun)
    if what == "statement":
        return _statement_form(name, host, subject)
    if not subject or what not in ("step", "note", "postmortem"):
        return None
    return {"step": _step_form, "note": _note_form, "postmortem": _postmortem_form}[what](name, host, subject)


def _open_form(name: str, host: Host, level: str, drill: bool, begun: Callable[[Crisis], None]) -> FormSpec:
    known = [one.handle for one in accounts.listing(host.workspace)]

    def send(values: Values) -> bool:
        account = str(values.get("account", EVERY))
        made = host.perform(
            lambda ws: crisis.begin(ws, str(values["title"]), level, account="" if account == EVERY else account,
                                    said=str(values.get("said", "")), drill=drill),
            "The exercise has begun." if drill else "The crisis is open.",
        )  # fmt: skip
        if made is not None:
            begun(made)
        return made is not None

    fields = (
        FormField("title", required=True, help="in a few words"),
        FormField("account", kind="choice", choices=(EVERY, *known)),
        FormField("said", "what was seen", help="links, numbers, since when"),
    )
    return FormSpec(name, f"{'DRILL: an exercise' if drill else 'A crisis'} at level {level}", fields, send)


def _step_form(name: str, host: Host, identity: str) -> FormSpec:
    seen = crisis_view.view(host.workspace, identity)

    def send(values: Values) -> bool:
        words = str(values.get("words", ""))
        return host.perform(lambda ws: crisis.step(ws, identity, seen.next, words), f"{seen.next}: done.") is not None

    field = FormField("words", "what was done", help="a word for the thread; may stay empty")
    return FormSpec(name, f"{seen.crisis.name}: {seen.next}", (field,), send)


def _note_form(name: str, host: Host, identity: str) -> FormSpec:
    def send(values: Values) -> bool:
        return host.perform(lambda ws: crisis.say(ws, identity, str(values["words"])), "On record.") is not None

    return FormSpec(name, "Into the thread", (FormField("words", "what to say", required=True),), send)


def _statement_form(name: str, host: Host, level: str) -> FormSpec:
    def send(values: Values) -> bool:
        chosen = str(values.get("level", ""))
        return host.perform(
            lambda ws: crisis_papers.write_statement(
                ws, str(values["text"]), level="" if chosen == "any" else chosen, lang=str(values.get("lang", "en"))
            ),
            "A draft: somebody else approves it.",
        ) is not None  # fmt: skip

    fields = (
        FormField("text", required=True, help="what may be said at once"),
        FormField("level", kind="choice", choices=("any", *LEVELS), value=level),
        FormField("lang", "language", value="en", help="en, zh, fa, ms …"),
    )
    return FormSpec(name, "A holding statement", fields, send)


def _postmortem_form(name: str, host: Host, identity: str) -> FormSpec:
    one = crisis_view.view(host.workspace, identity).crisis

    def send(values: Values) -> bool:
        written = {key: str(values.get(key, "")) for key, _ in POSTMORTEM}
        done = host.perform(lambda ws: crisis_papers.write_postmortem(ws, identity, written), "Kept as a case.")
        return done is not None

    fields = [FormField(key, key, required=key in NEEDED, help=words, value=one.postmortem.get(key, ""))
              for key, words in POSTMORTEM]  # fmt: skip
    return FormSpec(name, f"Post-mortem: {one.name}", fields, send)
