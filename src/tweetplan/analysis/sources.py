"""A file offered to the readers: opened once, within limits, so that no reader touches the disk itself.

Only regular files, at most 1 GB; a line at most 1 MB; UTF-8 unless an encoding is named. What breaks a limit of the
whole file is a `Problem` from `examine`, before any reader sees it; a bad record comes as a `Rejected` among them.
"""

import codecs
import hashlib
import io
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from tweetplan.analysis.csv_records import csv_records
from tweetplan.analysis.zip_members import open_zip, read_member
from tweetplan.domain.findings import NotFound, Problem, UsageProblem
from tweetplan.domain.goals import handle_key
from tweetplan.domain.results import Line, Rejected

FILE_BYTES = 1_000_000_000
LINE_BYTES = 1 << 20
TEXT_BYTES = 256 << 20
"""The longest JSON that is read at once."""
HEAD_BYTES = 1 << 16
CHUNK = 1 << 19
STDIN = "stdin"
"""What standard input is called where a file's name is wanted."""
_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*(\[|\{|window\.)")
Tick = Callable[[int], None]


class FileSource:
    """One opened file as `domain.results.Source`; close it, or use it in a `with`."""

    def __init__(
        self,
        descriptor: int,
        name: str,
        *,
        account: str = "",
        zone: str = "UTC",
        zones: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        encoding: str = "",
        tick: Tick | None = None,
    ) -> None:
        self.name, self.account, self.zone = name, account, zone
        self.columns: Mapping[str, str] = columns or {}
        self.size = os.fstat(descriptor).st_size
        self.digest = ""
        """SHA-256 of the bytes in hex; known once the file was examined."""
        self.nuls = 0
        """NUL characters that were taken out of its text."""
        self._descriptor, self._zones, self._tick = descriptor, zones or {}, tick
        self._encoding = _known_encoding(encoding)
        self._archive: zipfile.ZipFile | None = None
        self.head = self._raw().read(HEAD_BYTES)

    def zone_of(self, handle: str) -> str:
        """The IANA zone of an account by its handle; the source's own zone for one that is not known."""
        return self._zones.get(handle_key(handle), self.zone)

    def examine(self) -> None:
        """Read the file through once; raises `Problem` when it breaks a limit of the whole file. Done once."""
        if self.digest:
            return
        if self.head[:4] in (b"PK\3\4", b"PK\5\6"):
            self._archive = open_zip(io.BufferedReader(self._raw()), self.name, self.size)
            self.digest = hashlib.file_digest(io.BufferedReader(self._raw()), "sha256").hexdigest()
            return
        if not self._encoding and self.head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise Problem(f"{self.name} is UTF-16 text.", "Save it as UTF-8, or add --encoding utf-16.")
        is_json = _JSON.match(self.head) is not None
        if is_json and self.size > TEXT_BYTES:
            raise Problem(f"{self.name} is larger than {TEXT_BYTES >> 20} MB of JSON.", "Split it into parts.")
        digest = hashlib.sha256()
        lines = None if is_json else _LineLimit(self.name)
        check = _Decoding(self.name, self._encoding)
        stream = self._raw()
        while chunk := stream.read(CHUNK):
            if lines:
                lines.feed(chunk)
            digest.update(chunk)
            check.feed(chunk)
        check.feed(b"", final=True)
        self.nuls, self.digest = check.nuls, digest.hexdigest()

    def records(self, delimiter: str = ",") -> Iterator[Line | Rejected]:
        """The file as CSV records, NUL characters taken out; a broken one comes as a `Rejected`, reading goes on."""
        self.examine()
        stream = io.TextIOWrapper(io.BufferedReader(self._raw(), 1 << 20), self._encoding or "utf-8-sig", newline="")
        lines = (line.replace("\0", "") for line in stream) if self.nuls else stream
        return csv_records(lines, self.name, delimiter)

    def text(self) -> str:
        """The whole file as text; raises `Problem` beyond the limits."""
        self.examine()
        if self.size > TEXT_BYTES:
            raise Problem(f"{self.name} is larger than {TEXT_BYTES >> 20} MB.", "Split it into parts.")
        return _decoded(self._raw().readall(), self.name, self._encoding)

    def members(self) -> Mapping[str, int]:
        """The members of a zip by name with their sizes; empty when it is no zip."""
        self.examine()
        return {entry.filename: entry.file_size for entry in self._archive.infolist()} if self._archive else {}

    def member_text(self, name: str) -> str:
        """One member of the zip as text; raises `Problem` beyond the limits or when it is not there."""
        self.examine()
        if self._archive is None or name not in self._archive.NameToInfo:
            raise NotFound(f"{self.name} holds no {name}.")
        return _decoded(read_member(self._archive, name, TEXT_BYTES), f"{self.name}/{name}", self._encoding)

    def close(self) -> None:
        """Close the file."""
        if self._archive is not None:
            self._archive.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _raw(self) -> "_At":
        return _At(self._descriptor, self._tick)


class _At(io.RawIOBase):
    """The file from its start, with a position of its own, so that several may read one descriptor."""

    def __init__(self, descriptor: int, tick: Tick | None) -> None:
        self._descriptor, self._at, self._tick = descriptor, 0, tick

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: os.fstat(self._descriptor).st_size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        got = os.preadv(self._descriptor, [buffer], self._at)
        self._at += got
        if self._tick:
            self._tick(self._at)
        return got


class _LineLimit:
    """Refuses a file with a line over the limit as soon as it is seen; reads nothing twice, keeps nothing."""

    def __init__(self, name: str) -> None:
        self._name, self._open, self._line = name, 0, 1

    def feed(self, chunk: bytes) -> None:
        first = min((at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0), default=-1)
        if self._open + (len(chunk) if first < 0 else first) > LINE_BYTES:
            raise Problem(
                f"{self._name}: line {self._line:,} is longer than {LINE_BYTES >> 20} MB.",
                "This is no table of results; nothing was imported.",
            )
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._open = self._open + len(chunk) if last < 0 else len(chunk) - last - 1
        self._line += chunk.count(b"\n") or chunk.count(b"\r")


class _Decoding:
    """Checks that bytes are text of the encoding, chunk by chunk, and counts NUL characters."""

    def __init__(self, name: str, encoding: str) -> None:
        self.nuls = 0
        self._name, self._encoding, self._fed = name, encoding or "utf-8", 0
        self._decoder = codecs.getincrementaldecoder(self._encoding)("strict")

    def feed(self, chunk: bytes, final: bool = False) -> None:
        kept = len(self._decoder.getstate()[0])
        try:
            self.nuls += self._decoder.decode(chunk, final).count("\0")
        except UnicodeDecodeError as error:
            raise _not_text(self._name, self._encoding, self._fed - kept + error.start) from error
        except UnicodeError as error:
            raise Problem(f"{self._name} is not {self._encoding} text: {error}.", "Name another --encoding.") from error
        self._fed += len(chunk)


def open_source(
    path: str | Path,
    stdin: BinaryIO | None = None,
    *,
    account: str = "",
    zone: str = "UTC",
    zones: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    tick: Tick | None = None,
) -> FileSource:
    """Open a file for the readers; `-` is standard input, kept in an unnamed temporary file while it is read.

    Raises `Problem` for what is not a regular file (without waiting for it) or is too large, `NotFound` for what is not
    there.
    """
    text = str(path)
    name = STDIN if text == "-" else Path(text).name
    descriptor = _spooled(stdin) if text == "-" else _opened(text)
    try:
        if os.fstat(descriptor).st_size > FILE_BYTES:
            raise Problem(f"{name} is larger than 1 GB.", "Export a shorter span, or split it.")
        return FileSource(descriptor, name, account=account, zone=zone, zones=zones,
                          columns=columns, encoding=encoding, tick=tick)  # fmt: skip
    except BaseException:
        os.close(descriptor)
        raise


def _opened(path: str) -> int:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        raise Problem(f"{path} cannot be opened: {getattr(error, 'strerror', None) or error}.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Problem(f"{path} is not a regular file.", "Name a file; to read from a pipe, use `-`.")
    return descriptor


def _spooled(stdin: BinaryIO | None) -> int:
    if stdin is None:
        raise UsageProblem("There is no standard input to read.", "Name a file.")
    with tempfile.TemporaryFile() as file:
        got = 0
        while chunk := stdin.read(CHUNK):
            got += len(chunk)
            if got > FILE_BYTES:
                raise Problem("Standard input is longer than 1 GB.", "Export a shorter span, or split it.")
            file.write(chunk)
        file.flush()
        return os.dup(file.fileno())


def _known_encoding(encoding: str) -> str:
    if not encoding:
        return ""
    try:
        found = codecs.lookup(encoding)
        "a".encode(encoding)  # some codecs, such as hex, are none of text
    except (LookupError, ValueError):
        raise UsageProblem(f"{encoding!r} is no known text encoding.", "Such as utf-8, cp1252 or utf-16.") from None
    return "utf-8-sig" if found.name == "utf-8" else encoding


def _decoded(content: bytes, name: str, encoding: str) -> str:
    try:
        return content.decode(encoding or "utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise _not_text(name, encoding or "utf-8", error.start) from error


def _not_text(name: str, encoding: str, offset: int) -> Problem:
    remedy = "Save it as UTF-8, or name its encoding: --encoding cp1252 (Windows), --encoding utf-16."
    return Problem(f"{name} is not {encoding.removesuffix('-sig').upper()} text: byte {offset:,} does not fit.", remedy)
