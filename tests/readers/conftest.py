"""A file in a temporary folder as readers get it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tweetplan.analysis.sources import FileSource, open_source

Offer = Callable[..., FileSource]


@pytest.fixture
def offer(tmp_path: Path) -> Iterator[Offer]:
    """`offer(text, name, zone=…)` writes a file and opens it for readers."""
    opened: list[FileSource] = []

    def make(text: str | bytes, name: str = "export.csv", **options: object) -> FileSource:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        source = open_source(path, **options)  # type: ignore[arg-type]
        opened.append(source)
        source.examine()
        return source

    yield make
    for source in opened:
        source.close()
