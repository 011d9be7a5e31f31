"""ROI (G28): costs, conversions and values by campaign, to the unit; what is missing is asked for, never made up."""

import pytest

from imports import Bring
from tweetplan.analysis.returns import returns
from tweetplan.domain.findings import NotFound
from tweetplan.workspace.core import Workspace

WEEKS = [
    ("2026-09-07", 100, 4, 900),
    ("2026-09-14", 150, 7, 1500),
    ("2026-09-21", 120, 5, 800),
    ("2026-09-28", 130, 5, 700),
]


def figures(*measures: str) -> str:
    lines = ["date,account,measure,value,campaign"]
    for day, spend, customers, revenue in WEEKS:
        told = {"spend": spend, "customers": customers, "revenue": revenue, "impressions": 1000}
        lines += [f"{day},@acme,{name},{told[name]},autumn" for name in measures]
        lines.append(f"{day},@acme,spend,999,another")
    return "\n".join(lines) + "\n"


def test_g28_cost_value_and_clv_to_cac_of_a_campaign(ws: Workspace, bring: Bring) -> None:
    bring({"a.csv": figures("spend", "customers", "revenue", "impressions")})
    bring({"b.csv": "date,account,measure,value,campaign\n2026-09-28,@acme,customer_value,260,autumn\n"})
    (found,) = returns(ws, "autumn")
    assert (found.spend, found.conversions, found.revenue, found.converted) == (500, 21, 3900, "customers")
    assert found.cost is not None and found.cost.mean == pytest.approx(500 / 21)
    assert found.return_ is not None and found.return_.mean == pytest.approx(7.8) and found.return_.p_positive == 1.0
    assert found.worth is not None and found.worth.mean == pytest.approx(260 * 21 / 500)
    assert found.worth.low < found.worth.mean < found.worth.high and found.worth_from == "the typed customer_value"
    assert found.unpriced == {"impressions": 4000} and found.missing == ()


def test_g28_without_the_value_of_a_customer_the_revenue_so_far_is_said_to_be_that(ws: Workspace, bring: Bring) -> None:
    bring({"a.csv": figures("spend", "customers", "revenue")})
    (found,) = returns(ws, "autumn")
    assert found.worth is not None and found.worth.mean == pytest.approx(7.8)
    assert "at least" in found.worth_from
    assert [line for line in found.missing if "customer_value" in line]


def test_g28_what_was_not_recorded_is_asked_for_and_not_invented(ws: Workspace, bring: Bring) -> None:
    bring({"a.csv": figures("impressions")})
    (found,) = returns(ws, "autumn")
    assert (found.spend, found.conversions, found.revenue) == (None, None, None)
    assert (found.cost, found.return_, found.worth) == (None, None, None)
    assert len(found.missing) == 3 and all("tweetplan record" in line for line in found.missing)
    assert [one.campaign for one in returns(ws)] == ["another", "autumn"]
    with pytest.raises(NotFound, match="spring"):
        returns(ws, "spring")


def test_g28_it_says_why_a_young_campaign_has_no_cost_of_one(ws: Workspace, bring: Bring) -> None:
    bring({"a.csv": "\n".join(figures("spend", "customers", "revenue").splitlines()[:5]) + "\n"})
    (found,) = returns(ws, "autumn")
    assert found.cost is None and found.return_ is None
    assert [line for line in found.missing if line.startswith("more weeks: under 4")]
