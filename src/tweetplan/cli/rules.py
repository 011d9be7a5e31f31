"""Verbs about the rules with figures: what they are, where they come from, and this workspace's own."""

import click

from tweetplan.cli.output import print_findings, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.rules import Rule


@click.group("rules")
def rules_command() -> None:
    """Rules with figures: defaults of the package, and this workspace's own."""


@rules_command.command("list")
@verb
def list_rules(session: Session) -> None:
    """Every rule with its figure, its unit and the source it comes from."""
    from tweetplan.workspace.rules import rule_findings, rules

    known = rules(session.workspace)
    rows = [_row(rule) for rule in known.by_key.values()]

    def people() -> None:
        for row in rows:
            figure = f"{_shown(row['value'])} {row['unit']}{_instead(row)}"
            say(f"{row['key']:22} {figure:28} {row['source']}{' (our figure)' if row['ours'] else ''}")
            say(f"    {row['what']}")
        print_findings(rule_findings(session.workspace))

    session.answer(rows, people)


@rules_command.command("set")
@click.argument("key")
@click.argument("values", nargs=-1, required=True)
@verb
def set_one(session: Session, key: str, values: tuple[str, ...]) -> None:
    """Set the figure of one rule here: `rules set winback.silent_days 45`, `rules set mix.bucket 0.6 0.2 0.2`."""
    from tweetplan.workspace.rules import set_rule

    numbers = [_number(value) for value in values]
    held = set_rule(session.workspace, key, numbers if len(numbers) > 1 else numbers[0])
    _answer(session, held.describe(key))


@rules_command.command("reset")
@click.argument("key")
@verb
def reset(session: Session, key: str) -> None:
    """Go back to the package's figure for one rule."""
    from tweetplan.workspace.rules import set_rule

    held = set_rule(session.workspace, key, None)
    if key in held.by_key:
        _answer(session, held.describe(key))


def _answer(session: Session, rule: Rule) -> None:
    session.answer(_row(rule), lambda: say(f"{rule.key} = {_shown(rule.value)} {rule.unit}".rstrip()))


def _row(rule: Rule) -> dict[str, object]:
    default = rule.default or rule.values
    plain = [int(number) if number.is_integer() else number for number in default]
    return {
        "key": rule.key,
        "value": rule.value,
        "default": plain[0] if rule.kind == "number" else plain,
        "unit": rule.unit,
        "source": rule.source,
        "ours": rule.ours,
        "what": rule.what,
    }


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageProblem(f"{text!r} is not a number.") from None


def _shown(value: object) -> str:
    return ", ".join(f"{held:g}" for held in value) if isinstance(value, list) else str(value)


def _instead(row: dict[str, object]) -> str:
    """What the package says, where this workspace says otherwise."""
    return "" if row["value"] == row["default"] else f" (not {_shown(row['default'])})"
