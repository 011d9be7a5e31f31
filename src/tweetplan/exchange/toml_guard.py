"""Limits on TOML from others, checked before any parser sees it (a small file can cost seconds)."""

import re
import tomllib
from typing import Any

from tweetplan.domain.findings import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_TABLES = 10_000
MAX_DOTTED = 2_000
_STRINGS = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_COMMENT = re.compile(r"#[^\n]*")


def parse(raw: bytes, name: str) -> dict[str, Any]:
    """The document of a TOML file, or `Problem` naming the file, the line where known, and the remedy."""
    if len(raw) > MAX_BYTES:
        raise Problem(f"{name} has {len(raw):,} bytes; a plan has at most {MAX_BYTES:,}.", "Is it the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"{name}: byte {error.start} is not UTF-8.", "Save the file as UTF-8.") from error
    _refuse_bombs(text, name)
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError, OverflowError) as error:
        raise Problem(
            f"{name}: {error or 'nested too deeply'}.", "Mend the line named; nothing was changed."
        ) from error


def _refuse_bombs(text: str, name: str) -> None:
    """Refuse nesting, tables and dotted keys beyond what any plan needs, by counting outside strings and comments."""
    bare = _COMMENT.sub("", _STRINGS.sub("s", text))
    depth = tables = dotted = 0
    for number, line in enumerate(bare.splitlines(), 1):
        stripped = line.lstrip()
        if stripped.startswith("[") and depth == 0:
            tables += 1
            if stripped.count(".") > MAX_DEPTH:
                raise Problem(
                    f"{name}, line {number}: a table name of more than {MAX_DEPTH} parts.", "No plan needs that."
                )
            continue
        key = stripped.partition("=")[0]
        if "." in key and depth == 0:
            dotted += 1
            if key.count(".") >= MAX_DEPTH:
                raise Problem(f"{name}, line {number}: a key of more than {MAX_DEPTH} parts.", "No plan needs that.")
        for glyph in line:
            depth += (glyph in "[{") - (glyph in "]}")
            if depth > MAX_DEPTH:
                raise Problem(f"{name}, line {number}: nested deeper than {MAX_DEPTH}.", "No plan needs that.")
        depth = max(depth, 0)
    if tables > MAX_TABLES or dotted > MAX_DOTTED:
        raise Problem(
            f"{name}: {tables} tables and {dotted} dotted keys are more than a plan can have.", "Is it the right file?"
        )
