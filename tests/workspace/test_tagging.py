"""What posts were is said of many at once: previewed, one operation, undone whole; published budgets count it (W04)."""

from datetime import date

import pytest

from facts import posted, start
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.periods import containing
from tweetplan.storage import tags as stored
from tweetplan.workspace import accounts, history, mix, tagging
from tweetplan.workspace.core import Workspace


def months(ws: Workspace) -> None:
    start(ws)
    posted(
        ws, ("1", "2026-03-16", "SALE: 20 % off"), ("2", "2026-03-17", "How to rinse"), ("3", "2026-03-18", "Der SALE")
    )


def test_t07_history_is_tagged_in_one_operation(ws: Workspace) -> None:
    months(ws)
    before = ws.revision
    seen = tagging.tag(ws, text="sale", intent="promo", dry_run=True)
    assert (seen.found, seen.changed, [each.ref for each in seen.posts], ws.revision) == (2, 2, ["1", "3"], before)
    assert tagging.tag(ws, text="sale", intent="promo", topic="evergreen").changed == 2
    assert ws.revision == before + 1
    assert tagging.tag(ws, ["1"], cta="buy").changed == 1
    held = stored.of_refs(ws.db, "@acme", ["1"])[0].tag
    assert held is not None and (held.intent, held.topic, held.cta) == ("promo", "evergreen", "buy"), "words add up"
    assert tagging.tag(ws, text="sale", intent="promo").changed == 0, "said already"
    history.undo(ws)
    history.undo(ws)
    assert all(each.tag is None for each in stored.of_refs(ws.db, "@acme", ["1", "2", "3"]))


def test_t07_days_and_ids_narrow_what_is_meant(ws: Workspace) -> None:
    months(ws)
    assert tagging.tag(ws, first=date(2026, 3, 17), intent="value", dry_run=True).found == 2
    assert tagging.tag(ws, last=date(2026, 3, 16), intent="value", dry_run=True).found == 1
    with pytest.raises(NotFound):
        tagging.tag(ws, ["1", "9"], intent="value")
    with pytest.raises(UsageProblem):
        tagging.tag(ws, intent="value")
    with pytest.raises(UsageProblem):
        tagging.tag(ws, ["1"])
    with pytest.raises(UsageProblem):
        tagging.tag(ws, ["1"], intent="selling")


def test_w04_published_budgets_count_what_went_out_unplanned(ws: Workspace) -> None:
    months(ws)
    tagging.tag(ws, ["1", "3"], intent="promo")
    tagging.tag(ws, ["2"], intent="value")
    account, week = accounts.get(ws, "@acme"), containing("week", date(2026, 3, 17))
    rules, _ = mix.rules_for(ws, account, week.first, week.last)
    promo = next(each for each in mix.budgets(ws, account, week, rules, (), (), ()) if each.part == "promo")
    assert (promo.planned, promo.window, promo.published, promo.published_window) == (0, 0, 2, 3)
