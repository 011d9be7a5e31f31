"""Reading the text of a post from a file or from standard input."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from tweetplan.domain.findings import NotFound, Problem

MOST_CHARACTERS = 1_000_000
"""Of a text to read; a post of X has 25,000 at most."""


@contextmanager
def opened(file: str) -> Iterator[TextIO]:
    """The file, or standard input for `-`, as UTF-8 with or without a mark; what stops it is told in words."""
    import io

    try:
        if file == "-":
            buffer = getattr(sys.stdin, "buffer", None) or io.BytesIO()
            yield io.TextIOWrapper(buffer, encoding="utf-8-sig", newline="")
        else:
            with open(file, encoding="utf-8-sig", newline="") as stream:
                yield stream
    except UnicodeDecodeError:
        raise Problem(f"{file} is not UTF-8.", "Save it as UTF-8: that is how X takes text.") from None
    except FileNotFoundError:
        raise NotFound(f"There is no file {file!r}.", "Name one, or `-` for standard input.") from None
    except IsADirectoryError:
        raise Problem(f"{file} is a folder.", "Name a file, or `-` for standard input.") from None


def read(stream: TextIO, file: str) -> str:
    """The whole of it; raises `Problem` for what no post can be."""
    text = stream.read(MOST_CHARACTERS + 1)
    if len(text) > MOST_CHARACTERS:
        raise Problem(f"{file} has more than {MOST_CHARACTERS:,} characters.", "A post of X has 25,000 at most.")
    return text


def text_of(file: str) -> str:
    """The text of a file, or of standard input for `-`, without the end of its last line."""
    if file != "-" and not os.path.exists(file):
        raise NotFound(f"There is no file {file!r}.", "Name one, or `-` for standard input; --text takes the words.")
    with opened(file) as stream:
        return read(stream, file).removesuffix("\n").removesuffix("\r")
