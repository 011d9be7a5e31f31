"""Sorting stored mentions: each version once, at import or by the tick; a person's label stands over it (C04, W17)."""

import json
from collections import Counter

from tweetplan.storage import mentions as stored
from tweetplan.storage.database import Database
from tweetplan.workspace.core import Workspace, permit

AT_IMPORT = 3000
"""Mentions sorted inside an import; what is left is the tick's."""
AT_ONCE = 20_000
MOST_COUNTED = 160


def sort_new(db: Database, most: int, account: str = "") -> int:
    """Inside a transaction: give a label to the newest mentions that have none; how many that were."""
    rows = stored.unsorted_rows(db, most, account)
    if not rows:
        return 0
    from tweetplan.domain.triage import (
        triage,
    )  # the lexicons of four languages: an import without mentions goes without
    from tweetplan.domain.triage_tone import tone

    alike = Counter((row["account"], _same(row["text"])) for row in rows)
    made = []
    for row in rows:
        found = triage(row["text"], repeated=alike[row["account"], _same(row["text"])])
        evidence = json.dumps(found.evidence, ensure_ascii=False)
        made.append((row["account"], row["ref"], row["batch"], found.label, evidence, tone(row["text"])))
    stored.put_labels(db, made)
    return len(made)


def sort_job(ws: Workspace) -> str:
    """What a tick does: sort what is not sorted yet."""
    with ws.db.writing():
        done = sort_new(ws.db, AT_ONCE)
    return f"sorted {done} mentions" if done else ""


def sort_anew(ws: Workspace, account: str = "") -> int:
    """Sort every stored mention again, as the lexicons are now; labels that people gave stay."""
    permit(ws, "mention.sort")
    with ws.db.writing():
        stored.forget_labels(ws.db, account)
        done = 0
        while step := sort_new(ws.db, AT_ONCE, account):
            done += step
    return done


def _same(text: str) -> str:
    return " ".join(word for word in text.casefold().split() if not word.startswith("@"))[:MOST_COUNTED]
