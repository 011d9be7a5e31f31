"""A plan file: read with every fault named by line, written so that it reads back to the same plan."""

from datetime import date
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.curve import Anchor
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import CheckFailed, Problem
from tweetplan.domain.goals import Account, Goal, Member, PeriodNote
from tweetplan.domain.mix import Band, share
from tweetplan.domain.plan import MixOverride, Plan
from tweetplan.domain.posts import Pattern, Theme
from tweetplan.domain.text import blank
from tweetplan.exchange.plan_read import read_plan
from tweetplan.exchange.plan_write import write_plan

PLAN = """\
format = 1
revision = 41

[workspace]
name = "Tern Coffee"
fiscal_year_starts = 1

[[accounts]]
handle = "@TernCoffee"
role = "main"
zone = "Europe/Berlin"
audience_zone = "America/New_York"

[[team]]
login = "ana"
roles = ["strategist", "crisis_manager"]
zone = "Europe/Berlin"
hours = { mon-fri = "08:00-17:00" }
minutes_a_week = 600

[[goals]]
name = "leads-2026"
type = "leads"
account = "@terncoffee"
kpi = "leads"
reason = "Sell 40 office machines by December"
baseline = 0
target = 1000
start = 2026-01-01
end = 2026-12-31

  [goals.anchors]
  2026-03-31 = 200
  2026-06-30 = 450
  2026-09-30 = 750

  [[goals.periods]]
  period = "2026-03"
  focus = "industry fair"
  budget = 800.00
  counts = { posts = 15, chats = 2 }

[[patterns]]
account = "@terncoffee"
days = ["fri", "mon"]
times = ["13:00", "09:00"]

[[mix]]
account = "@terncoffee"
intent = { promo = { at_most = 0.20 } }
plan = { elastic = { from = 0.20, to = 0.30 } }
topic = { evergreen = 0.60, industry = 0.20, trend = 0.20 }

[reserve]
hours = 0.20

[rules]
"winback.silent_days" = 30
"""


def read(text: str) -> Plan:
    return read_plan(text.encode(), "plan.toml")


def faults(text: str) -> list[str]:
    with pytest.raises(CheckFailed) as caught:
        read(text)
    return [f"{found.where} {found.message} {found.remedy}" for found in caught.value.findings]


def test_every_section_of_a_plan_is_read():
    plan = read(PLAN)
    assert plan.revision == 41
    assert plan.goals is not None and plan.accounts is not None and plan.patterns is not None and plan.mix is not None
    goal = plan.goals[0]
    assert (goal.target, goal.baseline, goal.start) == (1000.0, 0.0, date(2026, 1, 1))
    assert [(anchor.day.month, anchor.value) for anchor in goal.anchors] == [(3, 200), (6, 450), (9, 750)]
    assert goal.periods[0] == PeriodNote("2026-03", "industry fair", 800.0, {"posts": 15, "chats": 2})
    assert plan.accounts[0].key == "@terncoffee"
    assert (plan.patterns[0].days, plan.patterns[0].times) == ((0, 4), ("09:00", "13:00"))
    assert plan.mix[1].rule.parts == (("elastic", Band(0.2, 0.3)),)
    assert plan.themes is None, "a section that the file does not have is untouched"


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_name():
    named = faults(PLAN.replace("target = 1000", "traget = 1000"))
    assert any("line 28" in fault and "'target'" in fault for fault in named)


def test_every_fault_is_named_at_once():
    broken = PLAN.replace("start = 2026-01-01", "start = 2026-03-29T02:30:00")
    broken = broken.replace('"Europe/Berlin"', '"../../etc/passwd"')
    named = " ".join(faults(broken))
    assert "must be a date without a time of day" in named
    assert "line 11" in named and "no IANA zone" in named


def test_two_goals_of_one_name_are_refused():
    goal = PLAN[PLAN.index("[[goals]]") : PLAN.index("[[patterns]]")]
    assert any("stands here twice" in fault for fault in faults(PLAN + goal))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format = 2\n", "this version reads 1"),
        ('[[goals]]\nname = "x\\u0000"\n', "NUL"),
        ("format = 1\n[rules]\nx = nan\n[reserve]\nhours = nan\n", "must be a number"),
        ("format = 1\ngoals = 3\n", "[[goals]] tables"),
        ('format = 1\n[[mix]]\naccount = "@a"\nintent = { promo = 1.7 }\n', "between 0 and 1"),
        ('format = 1\n[[mix]]\naccount = "@a"\nintent = { prom = 0.1 }\n', "parts value, promo"),
        ('format = 1\n[[team]]\nlogin = "a"\nroles = ["king"]\n', "strategist, creator"),
        ('format = 1\n[[team]]\nlogin = "a"\nroles = 3\n', "strategist, creator"),
    ],
)
def test_values_that_mean_nothing_are_refused_in_words(text: str, words: str):
    assert any(words in fault for fault in faults(text))


@pytest.mark.parametrize(
    "raw",
    [
        b"a=" + b"{b=" * 5000,
        b"x = " + b"[" * 400 + b"]" * 400,
        b"\n".join(b"a.b.c.d.k%d = 1" % number for number in range(60_000)),
        b"x = 1\n" * 400_000,
        b"[[goals]]\nname = ",
        b"\xff\xfe",
        b"[" + b"a." * 40 + b"a]\n",
        b"[[a]]\n" * 20_000,
    ],
    ids=["inline", "arrays", "shared-prefix", "too-big", "cut-off", "not-utf8", "long-name", "many-tables"],
)
def test_a_hostile_file_is_refused_before_it_costs_anything(raw: bytes):
    with pytest.raises(Problem, match=r"plan\.toml"):
        read_plan(raw, "plan.toml")


letters = ascii_lowercase + "é日 [/]\u202e\x1b\"'\\"
words = st.text(letters, min_size=1, max_size=12).filter(lambda word: not blank(word))
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
numbers = st.integers(-(10**9), 10**9).map(float) | st.floats(-1e9, 1e9)
keys = st.text(ascii_lowercase, min_size=1, max_size=8)
notes = st.builds(
    PeriodNote,
    period=words,
    focus=words,
    budget=st.none() | numbers,
    counts=st.dictionaries(keys, st.integers(0, 99), max_size=2),
)
goals = st.builds(
    Goal,
    name=words,
    type=words,
    account=keys.map("@{}".format),
    kpi=words,
    target=numbers,
    start=days,
    end=days,
    reason=words,
    statement=words,
    baseline=st.none() | numbers,
    importance=st.integers(1, 5),
    urgency=st.integers(1, 5),
    tier=st.sampled_from(["primary", "secondary"]),
    supports=words,
    owner=words,
    campaign=words,
    fields=st.dictionaries(keys, st.integers(0, 9) | words | days, max_size=3),
    anchors=st.lists(st.builds(Anchor, days, st.integers(0, 999)), unique_by=lambda anchor: anchor.day, max_size=3).map(
        lambda held: tuple(sorted(held))
    ),
    periods=st.lists(notes, max_size=2).map(tuple),
    draft=st.booleans(),
)
accounts = st.builds(
    Account,
    handle=keys.map("@{}".format),
    role=st.sampled_from(["main", "support"]),
    zone=st.just("Asia/Tokyo"),
    audience_zone=st.sampled_from(["", "UTC"]),
)
members = st.builds(
    Member,
    login=words,
    roles=st.lists(st.sampled_from(ROLES), max_size=2).map(tuple),
    zone=st.just("UTC"),
    hours=st.dictionaries(keys, words, max_size=2),
    minutes_a_week=st.integers(0, 10_080),
)


def by(field: str):
    return lambda held: getattr(held, field)


@given(
    goals=st.lists(goals, min_size=1, max_size=3, unique_by=by("name")),
    accounts=st.lists(accounts, min_size=1, max_size=3, unique_by=by("key")),
    team=st.lists(members, min_size=1, max_size=3, unique_by=by("login")),
    theme=words,
    high=st.floats(0.01, 1),
)
def test_what_is_written_reads_back_the_same(
    goals: list[Goal], accounts: list[Account], team: list[Member], theme: str, high: float
):
    plan = Plan(
        revision=3,
        name="Acme",
        fiscal_year_starts=4,
        accounts=tuple(accounts),
        team=tuple(team),
        goals=tuple(goals),
        themes=(Theme("@acme", "2026-W12", theme),),
        patterns=(Pattern("@acme", (0, 2), ("09:00",), "account"),),
        mix=(MixOverride("@acme", share("intent", promo=Band(0.0, high))),),
        reserve={"hours": 0.2},
        rules={"winback.silent_days": 30},
    )
    text = write_plan(plan)
    back = read(text)
    assert write_plan(back) == text
    assert sorted(back.goals or (), key=by("name")) == sorted(goals, key=by("name"))
    assert sorted(back.team or (), key=by("login")) == sorted(team, key=by("login"))
    assert sorted(back.accounts or (), key=by("key")) == sorted(accounts, key=by("key"))
    assert (back.mix, back.patterns, back.themes) == (plan.mix, plan.patterns, plan.themes)
