"""What every test shares: an environment that cannot change what Textual draws, and the folders of given files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Textual reads these when it is imported, so they go before anything imports it.
for _name in [
    name for name in os.environ if name == "NO_COLOR" or (name.startswith("TEXTUAL_") and "SNAPSHOT" not in name)
]:
    del os.environ[_name]

# Nobody's own settings are read or written by a test, whatever child it starts.
_home = tempfile.mkdtemp(prefix="tweetplan-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = str(Path(_home) / _name.lower())
os.environ.pop("TWEETPLAN_WORKSPACE", None)

ROOT = Path(__file__).resolve().parent.parent


def _folder(variable: str, default: str, what: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT / default).resolve()
    if not folder.is_dir():
        pytest.skip(f"needs {what}: set {variable} to one (there is none at {folder})")
    return folder


@pytest.fixture(scope="session")
def real_data() -> Path:
    """A folder of real exports, as downloaded from X."""
    return _folder("TWEETPLAN_REAL_DATA", "../shared/data", "a folder of real exports")


@pytest.fixture(scope="session")
def hostile_data() -> Path:
    """A folder of hostile inputs: files made to break whoever reads them."""
    return _folder("TWEETPLAN_HOSTILE_DATA", "../shared/hostile", "a folder of hostile inputs")
