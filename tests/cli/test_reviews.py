"""`tweetplan review` at a command line: agendas as JSON, Markdown files, refusals with their exit codes."""

from pathlib import Path

import pytest

from commandline import Shell


@pytest.fixture
def brand(team: Shell, tmp_path: Path) -> Shell:
    """An account with a goal and a lead a day until 15 March 2026; it is Tuesday, 17 March."""
    team("account", "add", "@acme", "--zone", "Europe/Berlin")
    team(
        "goal", "add", "leads-2026", "--type", "leads", "--account", "@acme", "--kpi", "leads", "--baseline", "0",
        "--target", "365", "--start", "2026-01-01", "--end", "2026-12-31", "--reason", "Sell machines",
    )  # fmt: skip
    rows = [f"2026-03-{day:02},@acme,leads,1" for day in range(1, 16)]
    file = tmp_path / "leads.csv"
    file.write_text("\n".join(["date,account,measure,value", *rows]), encoding="utf-8")
    team("import", file)
    return team


def test_an_agenda_as_json_has_its_figures_as_numbers(brand: Shell) -> None:
    told = brand.json("review", "agenda", "data")
    assert (told["meeting"], told["period"], told["from"], told["to"]) == (
        "data",
        "2026-W11",
        "2026-03-09",
        "2026-03-15",
    )
    assert (told["day"], told["at"], told["zone"]) == ("2026-03-17", "2026-03-17T09:00Z", "Europe/Berlin")
    pace = next(item for section in told["sections"] for item in section["items"] if item["key"] == "pace/leads-2026")
    assert pace["figures"]["actual"] == 7 and pace["complete_to"] == "2026-03-15"
    assert told["held"] is None and told["decisions"] == []


def test_as_of_asks_how_the_agenda_stood(brand: Shell) -> None:
    told = brand.json("review", "agenda", "planning", "--as-of", "2026-03-12T12:00Z")
    assert told["period"] == "2026-W11"


def test_a_markdown_file_is_not_overwritten(brand: Shell, tmp_path: Path) -> None:
    file = tmp_path / "agenda.md"
    brand("review", "agenda", "data", "--markdown", file)
    first = file.read_text(encoding="utf-8")
    assert first.startswith("# Weekly data meeting") and "7 of" in first
    brand("review", "agenda", "month", "--markdown", file, code=5)
    assert file.read_text(encoding="utf-8") == first
    brand("review", "agenda", "month", "--markdown", file, "--force")
    assert file.read_text(encoding="utf-8").startswith("# Monthly deep dive")
    assert brand("review", "agenda", "data", "--markdown", "-").out == first


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("agenda", "lunch"), 2),
        (("agenda", "data", "--period", "soon"), 2),
        (("agenda", "data", "--period", "2026"), 2),
        (("hold", "data", "--period", "2026-W20"), 2),
        (("show", "data", "2026-W05"), 4),
        (("say", "nothing", "yes"), 4),
        (("close", "nothing"), 4),
        (("report", "next", "nothing", "--evidence", "x"), 4),
        (("report", "start", "x", "--owner", "collect"), 2),
        (("rhythm", "--at", "09:00"), 2),
        (("rhythm", "data", "--at", "25:00"), 2),
        (("action", "nothing", "--part", "video"), 2),
    ],
)
def test_what_cannot_be_is_refused(brand: Shell, words: tuple[str, ...], code: int) -> None:
    brand("review", *words, code=code)


def test_who_is_not_of_the_team_reads_and_holds_nothing(brand: Shell) -> None:
    brand("team", "add", "ana", "--role", "strategist")
    brand.login = "mallory"
    brand("review", "agenda", "data")
    brand("review", "hold", "data", code=1)
    brand("review", "decide", "Close the account", code=1)


def test_what_was_held_can_be_undone(brand: Shell) -> None:
    brand("review", "hold", "data", "--with", "ana,ben", "--notes", "The winter blend did it.")
    assert [one["id"] for one in brand.json("review", "list", "--held")] == ["data 2026-W11"]
    assert "The winter blend did it." in brand("review", "show", "data", "2026-W11").out
    brand("undo")
    assert brand.json("review", "list", "--held") == []


def test_every_meeting_of_some_days(brand: Shell) -> None:
    told = brand.json("review", "list", "--from", "2026-03-23", "--to", "2026-04-03")
    days = [one["day"] for one in told if one["meeting"] == "standup"]
    assert len(days) == 10
    assert [one["at"] for one in told if one["meeting"] == "planning"] == ["2026-03-23T09:00Z", "2026-03-30T08:00Z"]
    assert {one["meeting"] for one in told} >= {"month", "quarter", "checkpoint"}
