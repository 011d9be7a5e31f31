"""Where a store may lie: on a disk of this machine with room left, never on one that several machines share."""

import os
from pathlib import Path

from tweetplan.domain.findings import Problem

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gpfs", "beegfs", "glusterfs",
     "gfs2", "ocfs2", "orangefs", "pvfs2", "davfs", "acfs"}
)  # fmt: skip
SHARES = frozenset({"9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs"})
"""Folders of the host machine: refused unless the whole system lives on one."""
LOCAL_FUSE = frozenset({"fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})


def _unescaped(field: str) -> str:
    """A path as mountinfo writes it: blanks and backslashes come as three octal digits."""
    head, *rest = field.split("\\")
    return head + "".join(chr(int(part[:3], 8)) + part[3:] for part in rest)


def mount_of(path: Path, mountinfo: str) -> tuple[str, str]:
    """The mount point and file system type that hold `path` (resolved); ("/", "") when the table does not say."""
    found = ("/", "")
    for line in mountinfo.splitlines():
        fields = line.split(" ")
        if "-" not in fields or len(fields) < 8:
            continue
        point, kind = _unescaped(fields[4]), fields[fields.index("-") + 1]
        if len(point) >= len(found[0]) and path.is_relative_to(point):
            found = (point, kind)
    return found


def network_kind(path: Path, mountinfo: str | None = None) -> str:
    """The type of the file system if it is shared with other machines; empty on a local disk or where it is unknown."""
    if mountinfo is None:
        try:
            mountinfo = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
    point, kind = mount_of(path, mountinfo)
    fuse = kind == "fuse" or (kind.startswith("fuse.") and kind not in LOCAL_FUSE)
    return kind if kind in NETWORK or ((kind in SHARES or fuse) and point != "/") else ""


def refuse_network(path: Path, mountinfo: str | None = None) -> None:
    """Raise `Problem` when `path` lies on a network file system: write-ahead logs need one machine's shared memory."""
    kind = network_kind(path, mountinfo)
    if kind:
        raise Problem(
            f"{path} lies on {kind}, a file system shared with other machines; a workspace there would break.",
            "Put it on a local disk of the machine that everyone logs in to, and work over ssh.",
        )


def free_bytes(path: Path) -> int:
    """The bytes that an ordinary user may still write on the disk under `path`."""
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize


def is_read_only(path: Path) -> bool:
    """Whether the file system itself takes no writes."""
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
