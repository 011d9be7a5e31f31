"""A disk that fills up, again and again: nothing acknowledged is lost, and saving goes on as soon as there is room."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FILL = """
import os, sys
from pathlib import Path
from tweetplan.domain.findings import Problem
from tweetplan.workspace.core import StoredAlready
from tweetplan.workspace.invariants import check
from tweetplan.workspace.open import open_workspace

place, ballast = Path(sys.argv[1]) / "plan", Path(sys.argv[1]) / "ballast"
ws = open_workspace(place, create=True)
kept, number = 0, 0

def save():
    try:
        with ws.operation("setting.set", operation_id=f"save-{number}") as change:
            change.put("settings", {"id": f"a-{number}", "value": '"' + "x" * 9000 + '"'})
    except StoredAlready:
        pass

for turn in range(10):
    room = os.statvfs(place)
    with ballast.open("wb") as file:
        file.write(b"x" * max(0, room.f_bavail * room.f_frsize - 60_000 - 7_000 * turn))
    try:
        for _ in range(100):
            save()
            kept, number = kept + 1, number + 1
        sys.exit("the disk never filled")
    except Problem as problem:
        assert "disk" in problem.message, problem
    assert ws.db.value("SELECT COUNT(*) FROM settings") == kept, "reading goes on, nothing is lost"
    ballast.unlink()
    save()
    kept, number = kept + 1, number + 1
assert check(ws) == []
print(kept, ws.revision)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")
def test_ten_times_full_and_nothing_lost(tmp_path: Path) -> None:
    mounting = f'mount -t tmpfs -o size=6m none {tmp_path} || exit 99; exec {sys.executable} -c "$0" {tmp_path}'
    done = subprocess.run(["unshare", "-m", "sh", "-c", mounting, FILL], capture_output=True, text=True)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody mount")
    assert done.returncode == 0, done.stderr
    kept, stored = map(int, done.stdout.split())
    assert kept == stored > 20
