"""A zip from somebody else: its table of contents checked, single members read in memory, nothing written to disk."""

import stat
import struct
import zipfile
import zlib
from typing import BinaryIO

from tweetplan.domain.findings import Problem

MEMBERS, SUM_BYTES, RATIO = 10_000, 2_000_000_000, 100
DIRECTORY_BYTES = 4_000_000
"""The longest table of contents that is read at all."""
SMALL = 1 << 20
"""A member this small may have any ratio."""
CHUNK = 1 << 18
UNPACK = "Unpack it yourself, look at it, and import data/tweets.js and data/follower.js from it."


def open_zip(file: BinaryIO, name: str, size: int) -> zipfile.ZipFile:
    """The zip with every entry checked; raises `Problem` naming the entry that is hostile, or the limit it breaks."""
    try:
        _refuse_large_directory(file, name, size)
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        raise Problem(f"{name} is no complete zip file ({error}).", "Download it again.") from error
    _refuse_crowd(entries, name)
    seen: set[str] = set()
    for entry in entries:
        why = _hostile(entry)
        if entry.filename in seen:
            why = "stands in it twice"
        if why:
            raise Problem(f"{name} was refused: {entry.filename!r} {why}.", "X's own archives hold nothing like it.")
        seen.add(entry.filename)
    return archive


def read_member(archive: zipfile.ZipFile, member: str, limit: int) -> bytes:
    """One member's bytes, counted while they are unpacked: beyond the limit or a ratio of 100 they are refused."""
    entry = archive.getinfo(member)
    most = min(limit, max(SMALL, entry.compress_size * RATIO))
    found, got = [], 0
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                got += len(chunk)
                if got > most:
                    raise Problem(f"{member} grows beyond {most / 1e6:,.0f} MB when it is unpacked.", UNPACK)
                found.append(chunk)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Problem(f"{member} cannot be unpacked: {error}.", UNPACK) from error
    return b"".join(found)


def _refuse_large_directory(file: BinaryIO, name: str, size: int) -> None:
    """Look at the end record before zipfile reads the whole table of contents into memory."""
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < 22:
        raise Problem(f"{name} is no complete zip file: its table of contents is missing.", "Download it again.")
    count, length = struct.unpack_from("<HL", tail, at + 10)
    if count == 0xFFFF or count > MEMBERS or length > DIRECTORY_BYTES:
        raise Problem(f"{name} holds more than {MEMBERS:,} members.", UNPACK)
    file.seek(0)


def _refuse_crowd(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MEMBERS:
        raise Problem(f"{name} holds more than {MEMBERS:,} members.", UNPACK)
    total = sum(entry.file_size for entry in entries)
    if total > SUM_BYTES:
        raise Problem(f"{name} unpacks to {total / 1e9:,.1f} GB; the limit is {SUM_BYTES / 1e9:,.0f} GB.", UNPACK)


def _hostile(entry: zipfile.ZipInfo) -> str:
    parts = entry.orig_filename.replace("\\", "/").split("/")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in entry.orig_filename:
        return "points outside of the archive"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.file_size > max(SMALL, entry.compress_size * RATIO):
        return f"unpacks to more than {RATIO} times its size"
    return ""
