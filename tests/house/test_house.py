"""The house rules no linter knows: sizes, docstrings, import circles, plugin files, and words never committed."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASES = (ROOT / "src", ROOT / "plugins")
MOST_LINES = 350
MOST_FUNCTION_LINES = 50
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

# Written in pieces, so that this file does not hold what it looks for.
NEVER_COMMITTED = {
    "a path of one machine": r"(?<![\w.])/(work|root)" + "/",
    "a host of one machine": r"\bfarm" + "-",
    "a package registry's host": r"pypi" + r"\.org|files\.pythonhosted",
    "a folder beside the repository": r"\.\./" + "shared",
}
MAY_NAME_A_FOLDER_BESIDE = "tests/conftest.py"


def sources() -> list[Path]:
    return sorted(path for base in BASES for path in base.rglob("*.py"))


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sources():
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def definitions(tree: ast.Module) -> Iterator[Definition]:
    return (node for node in ast.walk(tree) if isinstance(node, Definition))


def test_files_stay_short() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in sources()}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_functions_stay_short() -> None:
    long = {
        f"{name}:{node.lineno} {node.name}": lines
        for name, tree in trees()
        for node in definitions(tree)
        if not isinstance(node, ast.ClassDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_FUNCTION_LINES
    }
    assert long == {}


def is_overload(node: Definition) -> bool:
    return any(ast.unparse(decorator).endswith("overload") for decorator in node.decorator_list)


def test_what_is_public_says_what_it_is_for() -> None:
    silent = [name for name, tree in trees() if ast.get_docstring(tree) is None]
    silent += [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees()
        for node in reachable(tree)
        if not node.name.startswith("_") and not is_overload(node) and ast.get_docstring(node) is None
    ]
    assert silent == []


def reachable(node: ast.AST) -> Iterator[Definition]:
    """Classes and functions that others can name: of a module and of its classes, not those inside functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield child
            if not child.name.startswith("_"):
                yield from reachable(child)
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield child
        elif isinstance(child, (ast.If, ast.Try)):
            yield from reachable(child)


def module_name(path: Path) -> str:
    base = next(base for base in BASES if path.is_relative_to(base))
    parts = path.relative_to(base).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, known: set[str]) -> set[str]:
    """The project's modules that one file names in an import: at the top, inside a function, or for types only."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                deeper = f"{origin}.{alias.name}"
                found.add(deeper if deeper in known else origin)
    return (found & known) - {module_name(path)}


def first_cycle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_imports_go_round_in_no_circle() -> None:
    known = {module_name(path) for path in sources()}
    assert first_cycle({module_name(path): imports_of(path, known) for path in sources()}) == []


def test_a_circle_of_imports_would_be_seen() -> None:
    assert first_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert first_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_every_plugin_file_is_an_entry_point_and_the_reverse() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points: dict[str, str] = project["entry-points"]["tweetplan"]
    files = {
        module_name(path)
        for path in sources()
        if path.is_relative_to(ROOT / "plugins") and not path.name.startswith("_")
    }
    assert set(points.values()) == files
    assert len(points) == len(set(points.values()))
    assert all(module == f"tweetplan_{name}" for name, module in points.items())


def test_plugins_are_called_in_one_file_only() -> None:
    door = re.compile(r"\bpm\.hook\b")
    callers = [str(path.relative_to(ROOT)) for path in sources() if door.search(path.read_text(encoding="utf-8"))]
    assert set(callers) <= {"src/tweetplan/plugins.py"}


def committed_files() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("needs a git checkout: only there is it known what is committed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_nothing_committed_names_one_machine() -> None:
    found = [
        f"{name}: {what}"
        for name in committed_files()
        for what, pattern in NEVER_COMMITTED.items()
        if re.search(pattern, (ROOT / name).read_text(encoding="utf-8", errors="replace"))
        and not (name == MAY_NAME_A_FOLDER_BESIDE and "beside" in what)
    ]
    assert found == []
