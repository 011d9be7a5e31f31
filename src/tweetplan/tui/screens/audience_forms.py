"""The forms of the Audience mode: what a mention is, who takes it, how satisfied somebody was."""

from tweetplan.domain.mentions import LABELS, Mention
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.workspace import mentions, team

COMPUTED = "as computed"


def form_named(name: str, host: Host) -> FormSpec | None:
    """The form of `audience.WHAT:SECTION:ACCOUNT:KEY`; None when there is none for this row."""
    kind, _, rest = name.partition(":")
    what = kind.removeprefix("audience.")
    section, _, rest = rest.partition(":")
    account, _, key = rest.partition(":")
    if not kind.startswith("audience.") or not account:
        return None
    if section != "mentions":
        from tweetplan.tui.screens.audience_people_forms import people_form

        return people_form(name, what, section, account, key, host)
    if not key:
        return None
    if what == "label":
        return _label(name, account, key, host)
    if what == "assign":
        return _assign(name, account, key, host)
    return _rate(name, account, key, host) if what == "rate" else None


def _said(one: Mention) -> str:
    who = f", {one.owner}'s" if one.owner else ""
    return f"{one.author}: {one.label or 'not sorted'}, {one.state}{who} (u undoes)"


def _label(name: str, account: str, ref: str, host: Host) -> FormSpec:
    def send(values: Values) -> bool:
        label = str(values["label"])
        chosen = "" if label == COMPUTED else label
        return host.perform(lambda ws: mentions.relabel(ws, ref, chosen, account), _said) is not None

    now = mentions.get(host.workspace, ref, account).label
    field = FormField("label", "what it is", "choice", value=now or COMPUTED, choices=(COMPUTED, *LABELS))
    return FormSpec(name, "What this mention is", (field,), send)


def _assign(name: str, account: str, ref: str, host: Host) -> FormSpec:
    def send(values: Values) -> bool:
        owner = str(values.get("owner", ""))
        return host.perform(lambda ws: mentions.assign(ws, ref, owner, account), _said) is not None

    held = mentions.get(host.workspace, ref, account)
    logins = ", ".join(member.login for member in team.listing(host.workspace))
    field = FormField("owner", value=held.owner or host.workspace.actor.login, help=logins or "a login")
    return FormSpec(name, "Who takes care of it", (field,), send)


def _rate(name: str, account: str, ref: str, host: Host) -> FormSpec:
    def send(values: Values) -> bool:
        score = values.get("score")
        number = score if isinstance(score, int) else None
        return host.perform(lambda ws: mentions.rate(ws, ref, number, account), _said) is not None

    held = mentions.get(host.workspace, ref, account)
    first = "" if held.satisfaction is None else str(held.satisfaction)
    field = FormField("score", "satisfied, 1-5", "integer", value=first, help="what they answered; empty takes it back")
    return FormSpec(name, "How satisfied they are", (field,), send)
