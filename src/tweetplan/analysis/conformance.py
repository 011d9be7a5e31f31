"""The conformance kit: whether a plugin can be loaded, declares what can be planned, and answers as its hooks should.

The plugin's code runs in a child process with limits, so that one that hangs or ends its process is a finding too.
"""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from tweetplan.domain.findings import Finding, NotFound

SECONDS = 20.0
MOST_REPLY = 1_000_000
MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
BOOT = (
    "import json, sys; given = json.load(sys.stdin); sys.path[:] = given['path'];"
    "from tweetplan.analysis.conformance_child import main; main(given)"
)
"""What the child runs: it looks for modules where we do, then examines the plugin."""


@dataclass(frozen=True, slots=True)
class Target:
    """One module to examine, as an entry point would name it, and the folder from which it is imported."""

    name: str
    value: str
    root: str = ""
    file: str = ""


def check_plugin(plugin: str | Path | ModuleType, seconds: float = SECONDS) -> list[Finding]:
    """Every finding about a plugin: a module, its dotted name, its file, its package folder, or its project's folder.

    An error keeps the plugin from working; a warning tells its author what users would miss. No finding: it conforms.
    Raises `NotFound` when there is nothing of that name.
    """
    targets = find_targets(plugin)
    if not targets:
        return [
            Finding(
                "plugin.nothing",
                "error",
                f"No module there has a function marked @hookimpl, and no pyproject.toml names one: {_told(plugin)}",
                str(_told(plugin)),
                "Mark a function with @hookimpl (from tweetplan.api), or add [project.entry-points.tweetplan].",
            )
        ]
    return _examined(targets, seconds)


def find_targets(plugin: str | Path | ModuleType) -> list[Target]:
    """The modules that are meant; raises `NotFound` when there is nothing of that name."""
    if isinstance(plugin, ModuleType):
        return [Target(plugin.__name__, plugin.__name__, file=plugin.__file__ or "")]
    path = Path(plugin)
    if path.is_dir():
        project = path / "pyproject.toml"
        return _of_project(project) if project.is_file() else _of_folder(path)
    if path.is_file():
        return [_of_file(path)]
    name = str(plugin)
    if MODULE.fullmatch(name) and (spec := _spec(name)) is not None:
        return [Target(name, name, file=spec)]
    raise NotFound(
        f"There is no plugin at {name!r}.", "Name a module, a .py file, a package folder or a project folder."
    )


def _told(plugin: str | Path | ModuleType) -> str:
    return plugin.__name__ if isinstance(plugin, ModuleType) else str(plugin)


def _spec(name: str) -> str | None:
    """The file of an importable module; of a module inside a package, without importing that package."""
    try:
        spec = find_spec(name.split(".")[0])
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    places = [Path(place, *name.split(".")[1:]) for place in spec.submodule_search_locations or ()]
    files = [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()]
    return str(files[0]) if files else (spec.origin or "" if "." not in name else None)


def _of_file(path: Path) -> Target:
    """A file, named as the package around it would import it."""
    path = path.resolve()
    parts = [] if path.name == "__init__.py" else [path.stem]
    root = path.parent
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    value = ".".join(parts)
    return Target(value, value, str(root), str(path))


def _of_folder(folder: Path) -> list[Target]:
    """The files of a folder that mark a hook."""
    return [_of_file(file) for file in sorted(folder.glob("*.py")) if "hookimpl" in file.read_text("utf-8", "replace")]


def _of_project(project: Path) -> list[Target]:
    """The entry points that a project's pyproject.toml names in our group."""
    try:
        table = tomllib.loads(project.read_text(encoding="utf-8", errors="replace"))
        points = dict(table["project"]["entry-points"]["tweetplan"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, RecursionError):
        return []
    roots = [folder for folder in (project.parent / "src", project.parent) if folder.is_dir()]
    found = []
    for name, value in points.items():
        parts = str(value).split(":")[0].strip().split(".")
        places = [(root, root.joinpath(*parts)) for root in roots]
        files = [
            (root, file)
            for root, place in places
            for file in (place.with_suffix(".py"), place / "__init__.py")
            if file.is_file()
        ]
        root, file = files[0] if files else (roots[0], Path())
        found.append(Target(str(name), str(value), str(root.resolve()), str(file.resolve()) if files else ""))
    return found


def _examined(targets: list[Target], seconds: float) -> list[Finding]:
    """What the child says, and what its end says."""
    roots = [target.root for target in targets if target.root]
    with TemporaryDirectory(prefix="tweetplan-check-") as home, open(Path(home, "out"), "w+b") as output:
        read, write = os.pipe()
        given = {
            "path": list(dict.fromkeys([*roots, *sys.path])),
            "targets": [asdict(target) for target in targets],
            "reply": write,
        }
        environ = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": home}
        child = subprocess.Popen(
            [sys.executable, "-I", "-W", "ignore", "-X", "utf8", "-c", BOOT],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=home,
            env=environ,
            pass_fds=(write,),
            start_new_session=True,
        )
        os.close(write)
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(given).encode())
            child.stdin.close()
            reply, ended = _reply(read, time.monotonic() + seconds)
            code = child.wait(timeout=1.0) if ended else None
        except (subprocess.TimeoutExpired, BrokenPipeError):
            reply, code = b"", None
        finally:
            os.close(read)
            _kill(child)
        output.seek(0)
        return [*_read(reply, code, seconds, targets), *(_printed(output.read(200), targets) if code == 0 else ())]


def _reply(read: int, until: float) -> tuple[bytes, bool]:
    """What came through the pipe until it was closed; whether it was, in time and at a sane length."""
    reply = b""
    while (left := until - time.monotonic()) > 0 and len(reply) < MOST_REPLY:
        if not select.select([read], [], [], left)[0]:
            break
        piece = os.read(read, 65_536)
        if not piece:
            return reply, True
        reply += piece
    return reply, False


def _kill(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()


def _read(reply: bytes, code: int | None, seconds: float, targets: list[Target]) -> list[Finding]:
    where = ", ".join(target.name for target in targets)
    if code is None:
        return [Finding("plugin.slow", "error", f"It was not done after {seconds:g} s, and was stopped.", where)]
    try:
        found: list[dict[str, Any]] = json.loads(reply)
    except ValueError:
        end = f"signal {-code}" if code < 0 else f"exit code {code}"
        return [Finding("plugin.ended", "error", f"It ended the process that examined it ({end}).", where)]
    return [Finding(**entry) for entry in found]


def _printed(output: bytes, targets: list[Target]) -> list[Finding]:
    if not output:
        return []
    told = " ".join(output.decode("utf-8", "replace").split())[:80]
    remedy = "Remove it: everybody would see it at every command that loads plugins."
    return [
        Finding("plugin.prints", "warning", f"It prints while it is loaded or called: {told}", targets[0].name, remedy)
    ]
