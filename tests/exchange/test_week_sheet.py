"""The week sheet: days, times and stages to read, and people's words as nothing but words."""

from markdown_it import MarkdownIt

from exchange.made import entry, slot
from tweetplan.domain.draft import Picture
from tweetplan.exchange.week_sheet import week_sheet

HOSTILE = (
    "# no heading\n- no item\n<script>alert(1)</script> [link](http://evil) ![i](http://evil/x.png)",
    "```\nout of the block\n```",
    "`````` many ticks\n~~~\n| a | b |\n|---|---|",
    "www.evil.com http://evil a@evil.com &lt; \x1b[2J \u202e",
    "    indented\n\n\n> quoted",
)


def test_the_sheet_tells_week_day_time_stage_and_text():
    held = week_sheet(
        [
            slot("2026-03-30", "13:00", plan="elastic"),
            entry("2026-03-30", "09:00", "Hello\n---\nsecond part", intent="promo", goal="leads-2026", owner="ana"),
            entry("2026-03-29", "09:00", "Sunday", state="published", pictures=(Picture("a.png", "A cup"),)),
        ]
    )
    assert held.splitlines()[:3] == ["# Week 2026-W13", "", "## Sunday 2026-03-29"]
    assert "- [x] **09:00 Europe/Berlin** · `@Tern` · published" in held
    assert "- [ ] **09:00 Europe/Berlin** · `@Tern` · scheduled · planned · promo · `leads-2026` · by `ana`" in held
    assert "- [ ] **13:00 Europe/Berlin** · `@Tern` · free · elastic" in held
    assert "  Picture `a.png`, alt text `A cup`" in held
    assert "  ```text\n  Hello\n  ```" in held and "  ```text\n  second part\n  ```" in held


def test_words_of_people_are_never_markup_links_or_html():
    entries = [entry("2026-03-30", f"{9 + at:02}:00", text, goal=text, owner=text) for at, text in enumerate(HOSTILE)]
    held = week_sheet(entries)
    kinds: set[str] = set()
    headings = []
    tokens = MarkdownIt("gfm-like").parse(held)
    for at, token in enumerate(tokens):
        kinds |= {token.type, *(child.type for child in token.children or ())}
        if token.type == "heading_open":
            headings.append(tokens[at + 1].content)
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "table_open", "blockquote_open"}
    assert headings == ["Week 2026-W14", "Monday 2026-03-30"]
    blocks = [token.content for token in tokens if token.type == "fence"]
    assert len(blocks) == len(HOSTILE) and "alert(1)" in blocks[0] and blocks[1] == HOSTILE[1] + "\n"
    assert "\x1b" not in held and "\u202e" not in held


def test_nothing_planned_is_said():
    assert week_sheet([]) == "Nothing is planned for these days.\n"
