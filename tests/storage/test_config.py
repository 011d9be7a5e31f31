"""A person's settings: their own file goes first and is never written; what is not understood is said and left out."""

import stat
from pathlib import Path

import pytest

from tweetplan.storage.config import Config, read_config, remember, write_initial
from tweetplan.storage.locations import Locations, database_in, own_locations


@pytest.fixture
def places(tmp_path: Path) -> Locations:
    (tmp_path / "config").mkdir()
    return Locations(tmp_path / "config", tmp_path / "state", tmp_path / "state" / "drafts")


def test_without_files_everything_is_at_its_default(places: Locations) -> None:
    assert read_config(places) == Config()


def test_what_a_person_wrote_goes_before_what_the_app_remembers(places: Locations) -> None:
    hand_made = '# mine\ntheme = "light"\n[keymap]\n"goals.open" = "o"\n'
    places.config_file.write_text(hand_made)
    write_initial("/srv/plan", places)
    remember({"theme": "dark", "mouse": False}, places)
    found = read_config(places)
    assert (found.workspace, found.theme, found.mouse) == ("/srv/plan", "light", False)
    assert (dict(found.keymap), found.findings) == ({"goals.open": "o"}, ())
    assert places.config_file.read_text() == hand_made
    assert stat.S_IMODE(places.state_file.stat().st_mode) == 0o600
    assert [path.name for path in places.state.iterdir()] == ["state.toml"]


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ('them = "dark"', "unknown-key", "did you mean 'theme'?"),
        ('colour_of_the_sky = "blue"', "unknown-key", "no setting is called"),
        ("theme = 3", "wrong-kind", "theme must be text in quotes"),
        ('mouse = "no"', "wrong-kind", "mouse must be true or false"),
        ('keymap = "vi"', "wrong-kind", "keymap must be a table"),
        ("[keymap]\nopen = 3", "wrong-kind", "not so for open"),
        ("theme = x", "not-toml", "line 1"),
        ('theme = "\x1b"', "not-toml", "no TOML"),
        ("a=" + "[" * 5000, "not-toml", "no TOML"),
        ("# " + "x" * 70_000, "too-long", "64 KiB"),
    ],
)
def test_what_is_not_understood_is_said_and_left_at_its_default(
    places: Locations, text: str, rule: str, said: str
) -> None:
    places.config_file.write_text(text)
    found = read_config(places)
    assert [finding.rule for finding in found.findings] == [f"config.{rule}"]
    assert said in found.findings[0].message and found.findings[0].remedy
    assert found == Config(findings=found.findings)


def test_one_wrong_setting_spoils_no_other(places: Locations) -> None:
    places.config_file.write_text('theme = 3\nworkspace = "/srv/plan"\n')
    assert read_config(places).workspace == "/srv/plan"


def test_the_app_cannot_remember_what_is_no_setting(places: Locations) -> None:
    with pytest.raises(ValueError, match="password"):
        remember({"password": "x"}, places)


def test_the_folders_follow_the_conventions_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    places = own_locations()
    assert (places.config_file, places.drafts) == (
        tmp_path / "c/tweetplan/config.toml",
        tmp_path / "s/tweetplan/drafts",
    )


def test_a_folder_means_the_store_in_it(tmp_path: Path) -> None:
    assert database_in(tmp_path) == tmp_path / "tweetplan.db"
    assert database_in(tmp_path / "new") == tmp_path / "new" / "tweetplan.db"
    assert database_in(tmp_path / "team.db") == tmp_path / "team.db"
    (tmp_path / "odd.folder").mkdir()
    assert database_in(tmp_path / "odd.folder") == tmp_path / "odd.folder" / "tweetplan.db"
