"""The words of a brand from the command line."""

from commandline import Shell


def test_words_are_set_listed_and_dropped(team: Shell) -> None:
    team("account", "add", "@acme")
    held = team("account", "words", "@acme", "--ban", "cheap", "--require", "#ad|#sponsored", "--json").data
    assert held == {"banned": ["cheap"], "required": ["#ad|#sponsored"]}
    held = team("account", "words", "acme", "--drop", "CHEAP", "--json").data
    assert held == {"banned": [], "required": ["#ad|#sponsored"]}
    assert "always" in team("account", "words", "@acme").out
    team("account", "words", "@nobody", code=4)


def test_the_undo_of_words_takes_them_back(team: Shell) -> None:
    team("account", "add", "@acme")
    team("account", "words", "@acme", "--ban", "cheap")
    team("undo")
    assert team("account", "words", "@acme", "--json").data == {"banned": [], "required": []}


def test_the_child_of_an_editor_answers_line_by_line(team: Shell) -> None:
    team("account", "add", "@acme")
    team("account", "words", "@acme", "--ban", "cheap")
    asked = b'{"id": 7, "post": {"id": "", "account": "@acme", "text": "We are cheap."}}\n{"id": 8}\n'
    lines = team("post", "check", "--serve", stdin=asked).out.splitlines()
    assert lines[0].startswith('{"ready": true')
    answers = [line for line in lines[1:] if '"asking"' not in line]
    assert '"rule": "words.banned"' in answers[0] and '"id": 7' in answers[0] and '"weighted_length": 13' in answers[0]
    assert '"rule": "X.empty"' in answers[1] and '"id": 8' in answers[1]


def test_a_text_for_an_account_is_checked_with_what_the_team_stored(team: Shell) -> None:
    team("account", "add", "@acme")
    team("account", "words", "@acme", "--ban", "cheap")
    found = team("post", "check", "-", "--account", "@acme", "--json", stdin=b"We are cheap.", code=3).data
    assert [(one["rule"], one["start"], one["end"]) for one in found["findings"]] == [("words.banned", 7, 12)]
    assert team("post", "check", "-", "--json", stdin=b"We are cheap.").data["findings"] == []


def test_a_stored_post_is_checked_by_its_id(team: Shell) -> None:
    team("account", "add", "@acme")
    made = team("post", "add", "-", "--account", "@acme", "--json", stdin=b"I roast.").data
    found = team("post", "check", made["id"], "--json", code=3).data
    assert [one["rule"] for one in found["findings"]] == ["C01.first-person"]
    team("post", "check", "no-such-thing", code=4)
