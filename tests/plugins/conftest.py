"""Plugins made for one test: a module and the metadata of its distribution, in a folder that Python looks into."""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from textwrap import dedent

import pytest

Install = Callable[..., list[EntryPoint]]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed distributions, forgotten afterwards with every module imported from it."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Install:
    """Install a plugin: its module's name and source; answers with the entry points of everything installed so far."""

    def add(
        module: str, source: str, *, version: str = "1.0", requires: str = "", points: str = ""
    ) -> list[EntryPoint]:
        (site / f"{module}.py").write_text(dedent(source), encoding="utf-8")
        info = site / f"tweetplan_{module}-{version}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: tweetplan-{module}\nVersion: {version}\n{requires}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[tweetplan]\n{points or f'{module} = {module}'}\n", encoding="utf-8")
        return [point for found in distributions(path=[str(site)]) for point in found.entry_points]

    return add
