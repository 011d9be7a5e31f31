"""What the machine is asked: which SQLite, which file system, who acts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tweetplan.domain.findings import Problem
from tweetplan.storage import filesystems, identity, sqlite

MOUNTS = """\
27 1 254:0 / / rw,relatime - {root} /dev/vda rw
28 27 0:40 / /srv/team\\040share rw,relatime shared:5 - nfs4 server:/export rw
29 27 0:41 / /mnt/office rw - cifs //office/share rw
30 27 0:42 / /home/ana/remote rw - fuse.sshfs ana@host:/ rw
31 30 254:1 / /home/ana/remote/disk rw - ext4 /dev/vdb rw
32 27 0:43 / /mnt/c rw - 9p drvfs rw
33 27 0:44 / /secret rw - fuse.gocryptfs /crypt rw
34 27 0:45 / /var/data rw - xfs /dev/vdc rw
35 27 0:46 / /var/data rw - nfs server:/over rw
a line that is cut
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/ana/plan", ""),
        ("/srv/team share/plan", "nfs4"),
        ("/srv/team share", "nfs4"),
        ("/srv/team shared", ""),
        ("/mnt/office/a/b", "cifs"),
        ("/home/ana/remote/plan", "fuse.sshfs"),
        ("/home/ana/remote/disk/plan", ""),
        ("/mnt/c/Users", "9p"),
        ("/secret/plan", ""),
        ("/var/data/plan", "nfs"),
    ],
)
def test_a_network_file_system_is_known_by_its_mount(place: str, kind: str) -> None:
    table = MOUNTS.format(root="ext4")
    assert filesystems.network_kind(Path(place), table) == kind
    if kind:
        with pytest.raises(Problem, match=f"lies on {kind}") as refusal:
            filesystems.refuse_network(Path(place), table)
        assert "local disk" in refusal.value.remedy


@pytest.mark.parametrize(("root", "kind"), [("overlay", ""), ("9p", ""), ("fuse.other", ""), ("nfs", "nfs")])
def test_a_sandbox_whose_whole_system_is_a_share_is_let_be_but_not_a_diskless_host(root: str, kind: str) -> None:
    assert filesystems.network_kind(Path("/home/plan"), MOUNTS.format(root=root)) == kind


def test_where_there_is_no_mount_table_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "MOUNTS", Path("/nowhere/mountinfo"))
    assert filesystems.network_kind(Path("/srv/plan")) == ""


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ("3.40.1", False), ("3.44.5", False), ("3.44.6", True), ("3.45.0", False), ("3.49.2", False), ("3.50.6", False),
        ("3.50.7", True), ("3.51.2", False), ("3.51.3", True), ("3.52.0", False), ("3.53.4", True), ("4.0.0", True),
        ("who knows", False),
    ],
)  # fmt: skip
def test_the_library_is_judged_by_its_version(version: str, sound: bool) -> None:
    said = sqlite.trouble_with(version)
    assert (said == "") is sound
    assert sound or version in said


def test_the_actor_is_the_uid_whatever_the_environment_claims() -> None:
    command = (
        "from tweetplan.storage.identity import current_actor as a; x = a(); print(x.uid, x.login, x.note, sep='|')"
    )
    forged = {name: "ceo" for name in ("USER", "LOGNAME", "LNAME", "USERNAME", "HOME")}
    said = set()
    for extra in ({}, forged, {"SUDO_USER": "ceo"}, {"SUDO_UID": "not a number"}, {"SUDO_UID": "9" * 40}):
        environment = {"PATH": os.environ["PATH"], **extra}
        done = subprocess.run(
            [sys.executable, "-c", command], capture_output=True, text=True, env=environment, check=True
        )
        said.add(done.stdout.strip())
    assert said == {f"{os.getuid()}|{identity.login_of(os.getuid())}|"}


def test_who_called_sudo_is_a_note_and_never_the_actor() -> None:
    actor = identity.current_actor({"SUDO_UID": "0", "SUDO_USER": "ceo"})
    assert (actor.uid, actor.note) == (os.getuid(), "sudo by root")


def test_a_uid_without_a_login_has_a_name_all_the_same() -> None:
    assert identity.login_of(3_999_999) == "uid:3999999"
    assert identity.uid_of("no such login") is None
    assert identity.uid_of("root") == 0
