"""Files broken at random: every row is accounted for or the file is refused, and nothing ends in a fault of ours."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

import exports
from exports import Post, content, legacy, overview
from tweetplan.analysis import importing
from tweetplan.domain.findings import Problem
from tweetplan.plugins import Plugins
from tweetplan.workspace import history, invariants
from tweetplan.workspace.core import Workspace

SOUND = [
    *(content([Post("2026-07-08T21:18", "hi, there", n, {"likes": n}) for n in range(6)], header)
      for header in (exports.A, exports.B, exports.JAPANESE)),
    legacy([Post("2026-07-08T21:18", 'hi "x"\nyou', n, {"impressions": 5}) for n in range(4)]),
    overview([(f"2026-07-0{day}", {"likes": day}) for day in range(1, 8)]),
    "date,account,measure,value,campaign,source\n2026-03-01,@acme,leads,4,a,b\n2026-03-02,@acme,leads,4,a,b\n",
    "id,created_at,text,likes\n1,2026-01-01T00:00:00Z,hi,3\n2,2026-01-01T00:00:00,hi,3\n",
    "handle,segment,followers,last_interaction\n@a,b,3,2026-01-01\n",
    "id,author,created_at,text,in_reply_to,answered_at,resolved_at\n"
    "1,a,2026-01-01T00:00:00Z,t,,2026-01-01T00:01:00Z,\n",
    'window.YTD.tweets.part0 = [{"tweet":{"id_str":"1881234567890123457","full_text":"x","favorite_count":"3",'
    '"entities":{"urls":[{"url":"a","expanded_url":"b"}],"media":[{"type":"photo"}]},"user":{"screen_name":"q"}}}]',
]  # fmt: skip
JUNK = ['"', ",", "\n", "\r", "\0", "5.7E+17", "-1", "nan", "é", "\ufeff", "9" * 20, "status/undefined", "{", "[",
        "null", "window.", "2026-13-45", ";", "\t", '""', "1e999", "true", "[]"]  # fmt: skip
NAMES = ["a.csv", "account_analytics_content_2026-01-01_2026-02-01.csv", "tweets.js", "account_overview_analytics.csv"]


def broken(dice: random.Random) -> bytes:
    text = dice.choice(SOUND) + (dice.choice(SOUND) if dice.random() < 0.2 else "")
    for _ in range(dice.randrange(1, 6)):
        at, way = dice.randrange(len(text) + 1), dice.random()
        if way < 0.3:
            text = text[:at] + dice.choice(JUNK) + text[at:]
        elif way < 0.5:
            text = text[:at] + text[at + dice.randrange(1, 30) :]
        elif way < 0.7:
            lines = text.split("\n")
            dice.shuffle(lines)
            text = "\n".join(lines)
        elif way < 0.85:
            text = text.replace(dice.choice([",", "1", '"', ":", "}"]), dice.choice(JUNK), dice.randrange(1, 4))
        else:
            text = text[:at]
    found = bytearray(text.encode())
    if dice.random() < 0.1:
        found.insert(dice.randrange(len(found) + 1), dice.randrange(256))
    return bytes(found)


@pytest.mark.parametrize("seed", range(8))
def test_rows_are_accounted_for_or_the_file_is_refused(
    fresh: Callable[[], Workspace], plugins: Plugins, tmp_path: Path, seed: int
) -> None:
    dice, taken = random.Random(seed), 0
    plugins.findings.clear()
    for number in range(40):
        path = tmp_path / dice.choice(NAMES)
        path.write_bytes(broken(dice))
        try:
            previewed = importing.preview(None, plugins, [path], account="@acme")
        except Problem:
            continue
        told = previewed.report
        assert told.read == told.new + told.updated + told.known + len(told.rejected)
        taken += 1
        if number % 8 == 0:
            ws = fresh()
            first = importing.run(ws, plugins, [path], account="@acme")
            again = importing.run(ws, plugins, [path], account="@acme")
            assert (again.new, again.updated) == (0, 0)
            assert invariants.check(ws) == []
            if first.batch:
                history.undo(ws)
                assert ws.db.value("SELECT COUNT(*) FROM daily") == 0
    assert taken > 5
    assert plugins.findings == [], "no reader raised"
