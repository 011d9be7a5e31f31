"""The child of the conformance kit: imports a plugin, within limits, and looks at everything it offers."""

import ast
import json
import os
import resource
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from tweetplan.analysis.conformance_advice import faults
from tweetplan.analysis.conformance_outward import faults as outward_faults
from tweetplan.analysis.x_text import draft
from tweetplan.domain.codec import plain, restored
from tweetplan.domain.declaration_checks import check_declaration
from tweetplan.domain.draft import Picture
from tweetplan.domain.findings import Finding, Severity
from tweetplan.domain.goal_type import Declaration, GoalType, declare
from tweetplan.domain.goals import Goal
from tweetplan.domain.results import Line, Rejected, Results
from tweetplan.plugins import GROUP, PluginRow, Plugins

CPU_SECONDS, MEMORY, FILE_SIZE = 30, 4 << 30, 16 << 20
PUBLIC = ("tweetplan.api", "tweetplan.estimate", "tweetplan.testing")
STRANGE = b"\x00\x01 no results, in no format that anybody knows\n"


def main(given: Mapping[str, Any]) -> None:
    """Examine the targets named in `given` and write the findings as JSON to the descriptor named there."""
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    found = [finding for target in given["targets"] for finding in examine(**target)]
    with os.fdopen(given["reply"], "w", encoding="ascii") as reply:
        json.dump([asdict(finding) for finding in found], reply)
    sys.stdout.flush()
    os._exit(0)


def examine(name: str, value: str, root: str, file: str) -> list[Finding]:
    """Everything there is to say about one entry point, errors first."""
    point = EntryPoint(name, value, GROUP)
    others = [found for found in entry_points(group=GROUP) if found.module != point.module]
    loaded = Plugins.load([*others, point], environ={}, seconds=10.0)
    row = next(row for row in loaded.rows if row.name == name and row.distribution == point.module)
    found = [*_source(name, file)]
    if "tweetplan_goal_types" in row.hooks:
        found += _goal_types(point, name)
    if row.status != "ok" and not any(finding.severity == "error" for finding in found):
        found.append(_failed(point, row, root))
    if row.status == "ok":
        brought = {key: cls for key, cls in loaded.goal_types().items() if _of_point(loaded, key, point)}
        found += [finding for goal_type in brought.values() for finding in _goal_check(loaded, goal_type, name)]
        if "tweetplan_read_results" in row.hooks:
            found += _reader(loaded, name)
        if "tweetplan_check_draft" in row.hooks:
            found += _checks(loaded, name)
        found += _advice(loaded, name, tuple(brought))
        found += [_finding(rule, said, name, do) for rule, said, do in outward_faults(loaded, name, tuple(row.hooks))]
    return sorted(found, key=lambda finding: finding.severity != "error")


def _of_point(loaded: Plugins, key: str, point: EntryPoint) -> bool:
    return any(declared.key == key and declared.plugin == point.module for declared in loaded.declarations())


def _finding(rule: str, message: str, where: str, remedy: str = "", severity: Severity = "error") -> Finding:
    return Finding(f"plugin.{rule}", severity, message, where, remedy)


def _failed(point: EntryPoint, row: PluginRow, root: str) -> Finding:
    """Why it was not taken, with the line of its own code where the import stopped."""
    place = ""
    try:
        with redirect_stdout(sys.stderr):
            point.load()
    except BaseException as error:
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if root and frame.filename.startswith(root)
        ]
        place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return _finding("refused", f"{row.reason}{place}", point.name)


def _source(name: str, file: str) -> Iterator[Finding]:
    """What the text of the module tells: a docstring, and imports of what may change without notice."""
    if not file:
        return
    try:
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return  # the import says it better
    if ast.get_docstring(tree) is None:
        yield _finding(
            "docstring", "The module has no docstring.", name, "Say in a sentence what it brings.", "warning"
        )
    for module in sorted(set(_imports(tree))):
        if module.split(".")[0] == "tweetplan" and not any(module == p or module.startswith(f"{p}.") for p in PUBLIC):
            remedy = "Take it from tweetplan.api: only that page stays as it is."
            yield _finding("private", f"It imports {module}.", name, remedy, "warning")


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (
                (f"tweetplan.{alias.name}" for alias in node.names) if node.module == "tweetplan" else (node.module,)
            )


def _goal_types(point: EntryPoint, name: str) -> Iterator[Finding]:
    """Each goal type on its own: all of its findings, not the first alone, and whether it stays what it is."""
    try:
        offered, again = (list(point.load().tweetplan_goal_types()) for _ in range(2))
    except Exception:
        return  # the row says why
    for goal_type in offered:
        if not (isinstance(goal_type, type) and issubclass(goal_type, GoalType)):
            continue
        label = f"{name}.{goal_type.__name__}"
        try:
            declaration = declare(goal_type)
        except Exception as error:
            yield _finding("declaration", f"{error}", label)
            continue
        for found in check_declaration(declaration):
            yield Finding(found.rule, found.severity, found.message, f"{label}.{found.where}".rstrip("."), found.remedy)
        yield from _unread(declaration, label)
        if restored(Declaration, json.loads(json.dumps(plain(declaration)))) != declaration:
            yield _finding("declaration", "It is not the same after it was stored.", label)
    if [plain(declare(cls)) for cls in _fit(offered)] != [plain(declare(cls)) for cls in _fit(again)]:
        yield _finding("declaration", "It declares something else each time it is asked.", name)


def _fit(offered: Iterable[Any]) -> Iterator[type[GoalType]]:
    for goal_type in offered:
        try:
            declare(goal_type)
        except Exception:
            continue
        yield goal_type


def _unread(declaration: Declaration, label: str) -> Iterator[Finding]:
    read = {name for kpi in declaration.kpis for name in kpi.formula.measures}
    for measure in declaration.measures:
        if measure.key not in read:
            remedy = "Use it in a KPI, or leave it out."
            yield _finding("unread", f"No KPI reads the measure {measure.key}.", label, remedy, "warning")


def _goal_check(loaded: Plugins, goal_type: type[GoalType], name: str) -> Iterator[Finding]:
    """What `check` does with an ordinary goal: it answers with findings, and does not raise."""
    declaration = declare(goal_type)
    samples: dict[str, object] = {"text": "x", "integer": 1, "number": 1.0, "date": date(2026, 6, 1), "yes/no": True}
    goal = Goal(
        name="sample",
        type=goal_type.key,
        account="@sample",
        kpi=declaration.kpis[0].key if declaration.kpis else "impressions",
        target=100.0,
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        fields={entry.name: samples[entry.type] if entry.required else entry.default for entry in declaration.fields},
    )
    for found in loaded.check_goal(goal):
        if found.rule == "plugins.raised":
            yield _finding("check", found.message, f"{name}.{goal_type.__name__}.check")


def _reader(loaded: Plugins, name: str) -> Iterator[Finding]:
    """What a reader does with a file of no known format: it says None, and does not raise."""
    try:
        answer = loaded.read(_Strange(), reader=name)
    except Exception as error:
        yield _finding("reader", f"{type(error).__name__} on a file of no known format: {error}", name, "Return None.")
        return
    for found in loaded.findings:
        yield _finding("reader", found.message, name, "Return None for a file that it does not know.")
    if isinstance(answer, Results) and answer.confidence > 0.5:
        told = f"It is {answer.confidence:.0%} sure of a file of no known format."
        yield _finding("reader", told, name, "Look at source.head first.", "warning")


def _checks(loaded: Plugins, name: str) -> Iterator[Finding]:
    """What a check does with drafts of every shape: it yields findings within the text, in time, and does not raise."""
    loaded.findings.clear()
    picture = Picture("cup.jpg")
    for made in (
        draft(""),
        draft("\ud800\ufffe #1 @a $A"),
        draft(["我们 😀", "ما و شما"], pictures=(picture,)),
        draft("a. " * 5000),
    ):
        loaded.check_draft(made)
    for told in dict.fromkeys(found.message for found in loaded.findings if found.where.endswith(f":{name}")):
        yield _finding("check", told, name, "Yield Finding values for any draft; an empty field was not filled.")


def _advice(loaded: Plugins, name: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    """What its advice does with a situation without anything and with an ordinary one."""
    mine = tuple(declared for declared in loaded.declarations() if declared.key in keys)
    for said in faults(loaded, name, mine):
        yield _finding("advice", said, name, "Yield Recommendation values that the situation speaks for, or nothing.")


@dataclass(frozen=True)
class _Strange:
    """A file in no format that anybody knows."""

    name: str = "strange.bin"
    account: str = ""
    zone: str = "UTC"
    head: bytes = STRANGE
    columns: Mapping[str, str] = field(default_factory=dict)

    def zone_of(self, handle: str) -> str:
        """UTC for everybody."""
        return "UTC"

    def records(self, delimiter: str = ",") -> Iterator[Line | Rejected]:
        """Its one line."""
        yield Line(1, [self.text()])

    def text(self) -> str:
        """All of it."""
        return STRANGE.decode("utf-8", "replace")

    def members(self) -> Mapping[str, int]:
        """It is no zip."""
        return {}

    def member_text(self, name: str) -> str:
        """It has no members."""
        raise KeyError(name)
