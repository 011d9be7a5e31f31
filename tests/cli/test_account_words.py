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
