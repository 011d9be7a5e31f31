"""The pages tell the truth: every key is listed as it is, every link leads somewhere, and the plan is a plan."""

import re
from pathlib import Path

import pytest

from tweetplan.exchange.plan_read import read_plan
from tweetplan.storage.config import read_config
from tweetplan.storage.locations import own_locations
from tweetplan.tui import keymap, keys

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_page_of_screens_lists_every_key_as_it_is():
    page = (ROOT / "docs/screens.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z_.]+)` \| (.+) \| (.+) \|$", page, re.MULTILINE)
    told = {name: (re.findall(r"`([^`]+)`", held), label) for name, held, label in listed}
    real = {
        key.id: ([each for each in key.keys.split(",") if each], key.label)
        for held in keys.TABLES.values()
        for key in held
    }
    assert told == real


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def block(page: str) -> str:
    found = re.search(
        r"^```toml\n(.*?)^```$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert found is not None
    return found[1]


def test_the_plan_of_the_page_is_a_plan():
    plan = read_plan(block("plan-file.md").encode(), "plan-file.md")
    assert plan.goals is not None and plan.goals[0].anchors and plan.mix and plan.reserve and plan.rules


def test_the_settings_of_the_page_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    places = own_locations()
    places.config_file.parent.mkdir(parents=True, exist_ok=True)
    places.config_file.write_text(block("screens.md"), encoding="utf-8")
    config = read_config(places)
    assert (config.theme, config.reduced, config.mouse, config.findings) == ("light", True, False, ())
    assert keymap.check(config.keymap) == []
