"""No text reaches a markup parser: the source is read for every call that could (safety: escapes and markup)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import tweetplan.tui

BASE = Path(tweetplan.tui.__file__).parent
PARSERS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Tab", "TabPane", "Select", "SelectionList",
    "OptionList", "Option", "DataTable", "Tree", "Markdown", "RichLog", "Link", "Tooltip", "Header", "Footer",
}  # fmt: skip
"""Widgets that parse what they are given, or have no `markup=False`."""
PLAIN = {"Input", "TextArea"}
"""Widgets that take text for text."""
TITLES = {"border_title", "border_subtitle", "tooltip"}
FROM_MARKUP = {"from_markup", "add_row", "add_column", "add_option", "add_leaf"}
RAW = {"Content", "Text", "Segment"}
"""What becomes cells without being parsed: made in the one safe module, and where the crash is told."""
MAY_MAKE_RAW = {"widgets/painted.py", "shell.py"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(BASE.rglob("*.py")):
        yield str(path.relative_to(BASE)), ast.parse(path.read_text(encoding="utf-8"))


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def offences(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and name_of(node.func) in PARSERS | FROM_MARKUP:
            yield f"{where} calls {name_of(node.func)}"
        if isinstance(node, ast.Call) and name_of(node.func) in RAW and name not in MAY_MAKE_RAW:
            yield f"{where} makes a {name_of(node.func)}"
        if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets":
            yield from (f"{where} imports {alias.name}" for alias in node.names if alias.name not in PLAIN)
        if isinstance(node, ast.keyword) and node.arg == "markup" and not is_false(node.value):
            yield f"{where} passes markup"
        if isinstance(node, ast.Assign):
            named = [name_of(target) for target in node.targets]
            if set(named) & TITLES and not isinstance(node.value, ast.Constant):
                yield f"{where} sets {named}"


def is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def test_no_text_reaches_a_markup_parser() -> None:
    assert [found for name, tree in trees() for found in offences(name, tree)] == []


def test_the_reader_sees_what_it_looks_for() -> None:
    bad = ast.parse(
        "from textual.widgets import Label\nLabel(f'{x}')\nw.border_title = name\n"
        "table.add_row(text)\nnotify(x, markup=True)\nText(x)"
    )
    assert len(list(offences("bad.py", bad))) == 6


def test_every_input_is_ours() -> None:
    makers = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) == "Input"
    ]
    assert makers == []


def test_screens_and_widgets_do_not_import_the_app() -> None:
    importers = [
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("tweetplan.tui.app", "tweetplan.tui.shell")
    ]
    assert set(importers) <= {"__init__.py", "app.py"}
