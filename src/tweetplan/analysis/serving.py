"""The warm child of an editor: plugins loaded once, then a draft a line in, what there is to say of it a line out.

In: `{"id", "post": {…}}` with a post's fields, stored or not, or `{"id", "text", "lang", "account"}`. Out: first
`{"ready": true}`; for each line `{"id", "asking": NAME}` before a check's turn (so that whoever waits can name the one
that hangs), then `{"id"}` with what `post check --json` gives, the parts and each finding's `where`, or `{"id",
"error"}`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tweetplan.analysis.checking import MOST_LINE, Checked, Checker
from tweetplan.analysis.drafts import check_post, checker_of
from tweetplan.analysis.x_text import draft
from tweetplan.domain.codec import restored
from tweetplan.domain.findings import Problem, UsageProblem
from tweetplan.domain.posts import Post
from tweetplan.plugins import Plugins
from tweetplan.workspace.core import Workspace

SECONDS = 0.4
"""What one check may take while somebody types: less than the second after which the child is restarted."""
WARMING = "We roast. 我们 ما kami"
"""A text that has checks load what they load with the first draft, before anybody waits."""
Write = Callable[[Mapping[str, Any]], None]


def serve(lines: Iterable[str], write: Write, plugins: Plugins, ws: Workspace | None) -> None:
    """Answer line after line until there are no more; without a workspace, only bare texts."""
    for lang in ("en", "zh", "fa", "ms"):
        plugins.check_draft(draft(WARMING, lang=lang))
    write({"ready": True, "checks": [row.name for row in plugins.rows if "tweetplan_check_draft" in row.hooks]})
    for line in lines:
        if line.strip():
            _answer(line, write, plugins, ws)


def _answer(line: str, write: Write, plugins: Plugins, ws: Workspace | None) -> None:
    number: Any = None
    try:
        asked = _asked(line)
        number = asked.get("id")
        turn = {"seconds": SECONDS, "told": lambda name: write({"id": number, "asking": name})}
        checked = _check_post(asked, plugins, ws, turn) if "post" in asked else _check_text(asked, plugins, ws, turn)
        answer = checked.json()
        for found, finding in zip(answer["findings"], checked.findings, strict=True):
            found["where"] = finding.where
        write({"id": number, **answer, "lang": checked.draft.lang, "parts": checked.parts()})
    except Problem as problem:
        write({"id": number, "error": str(problem)})


def _asked(line: str) -> dict[str, Any]:
    if len(line) > MOST_LINE:
        raise UsageProblem(f"The line is longer than {MOST_LINE:,} characters.")
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise UsageProblem("This is no JSON object.", 'Write a line like {"id": 1, "text": "…"}.')
    return asked


def _check_post(asked: Mapping[str, Any], plugins: Plugins, ws: Workspace | None, turn: Mapping[str, Any]) -> Checked:
    if ws is None:
        raise UsageProblem("A post is of a workspace, and none is set.", "Send a text, or name a workspace.")
    try:
        post: Post = restored(Post, asked["post"])
    except ValueError as error:
        raise UsageProblem(f"This is no post: {error}.") from error
    return check_post(ws, plugins, post, **turn)


def _check_text(asked: Mapping[str, Any], plugins: Plugins, ws: Workspace | None, turn: Mapping[str, Any]) -> Checked:
    held = {name: asked.get(name) or "" for name in ("text", "lang", "account")}
    wrong = [name for name, given in held.items() if not isinstance(given, str)]
    if wrong:
        raise UsageProblem(f"{wrong[0]} is no text.", "It stands in quotation marks, or is left out.")
    checker = checker_of(ws, plugins) if ws else Checker(plugins)
    return checker.check(held["text"], lang=held["lang"], account=held["account"], **turn)
