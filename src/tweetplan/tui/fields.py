"""What a form asks, as values: made from the fields of the dataclass it fills, and read back with findings."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from tweetplan.domain.findings import Finding
from tweetplan.domain.own_fields import OwnField, own_fields
from tweetplan.domain.values import frozen

Kind = Literal["text", "integer", "number", "date", "yes/no", "choice"]
YES_NO = ("no", "yes")


@frozen
class FormField:
    """One question: the name its answer goes by, its words, and what may be answered."""

    name: str
    label: str = ""
    kind: Kind = "text"
    required: bool = False
    help: str = ""
    value: str = ""
    """What stands in it at first."""
    choices: tuple[str, ...] = ()
    """For a choice: what can be chosen."""

    @property
    def first(self) -> str:
        """What stands in it before anybody types: of a choice always one of its words."""
        words = self.choices or (YES_NO if self.kind == "yes/no" else ())
        return self.value if not words or self.value in words else words[0]

    @property
    def words(self) -> str:
        """The label, or the name in words."""
        return self.label or self.name.replace("_", " ")


def form_fields(kind: type) -> tuple[FormField, ...]:
    """The questions for a dataclass of texts, numbers, dates and yes/no fields (a goal type's own fields)."""
    return tuple(form_field(own) for own in own_fields(kind))


def form_field(own: OwnField) -> FormField:
    """The question for one declared field."""
    kinds: dict[str, Kind] = {"integer": "integer", "number": "number", "date": "date", "yes/no": "yes/no"}
    kind = kinds.get(own.type, "text")
    default = "" if own.default is None else str(own.default)
    if kind == "yes/no":
        default = YES_NO[bool(own.default)]
    return FormField(own.name, kind=kind, required=own.required, help=own.help, value=default)


def read_values(fields: Iterable[FormField], texts: Mapping[str, str]) -> tuple[dict[str, object], list[Finding]]:
    """The answers as values (an empty optional one is left out), and a finding for each that is not one."""
    values: dict[str, object] = {}
    findings: list[Finding] = []
    for field in fields:
        text = texts.get(field.name, field.first).strip()
        if not text:
            if field.required:
                findings.append(Finding("form.required", "error", f"{field.words} is needed.", field.name, field.help))
            continue
        try:
            values[field.name] = _value(field.kind, text)
        except ValueError:
            remedy = _EXAMPLES.get(field.kind, "")
            findings.append(
                Finding("form.value", "error", f"{field.words}: {text!r} is no {field.kind}.", field.name, remedy)
            )
    return values, findings


_EXAMPLES = {"integer": "Write it like 1000.", "number": "Write it like 12.5.", "date": "Write it like 2026-03-17."}


def _value(kind: Kind, text: str) -> object:
    if kind == "integer":
        return int(text.replace(",", "").replace("_", ""))
    if kind == "number":
        number = float(text.replace(",", ""))
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError(text)
        return number
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "yes/no":
        if text not in YES_NO:
            raise ValueError(text)
        return text == "yes"
    return text
