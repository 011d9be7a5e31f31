"""`config check` knows the UI's themes and keys, which only the entry point may ask the UI for."""

import json
import os
import subprocess
import sys
from pathlib import Path


def test_config_check_names_an_unknown_theme_action_and_a_key_that_would_not_arrive(tmp_path: Path):
    folder = tmp_path / "tweetplan"
    folder.mkdir()
    keymap = '[keymap]\n"goals.edt" = "E"\n"goals.create" = "ctrl+s"\n'
    (folder / "config.toml").write_text(f'theme = "drak"\n{keymap}', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "tweetplan", "config", "check", "--json"],
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    found = {finding["rule"]: finding for finding in json.loads(ended.stdout)["data"]["findings"]}
    assert ended.returncode == 3
    assert "'dark'" in found["config.theme"]["remedy"]
    assert "goals.edit" in found["keymap.unknown"]["remedy"]
    assert "ctrl+s" in found["keymap.forbidden"]["message"]
