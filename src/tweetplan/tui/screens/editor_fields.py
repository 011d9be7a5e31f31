"""A post as the texts of a form, and back: what the editor's form asks, merges and keeps as a draft."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tweetplan.domain.draft import Picture, Poll, TrendScore
from tweetplan.domain.findings import Finding
from tweetplan.domain.posts import VALUES, Content, Post, Reuse
from tweetplan.tui.fields import FormField

Texts = Mapping[str, str]
NONE = "none"
"""Chosen where the post says nothing."""
ROWS = ("account", "goal", "intent", "topic", "format", "owner", "planned_for")
"""What stands in the post itself."""
WORDS = ("cta", "link", "segment", "worth", "lang", "reply_to", "experiment", "arm")
"""What stands in its content as it is typed."""
INTENTS, TOPICS = ("value", "promo"), ("evergreen", "industry", "trend")
_HELP = {
    "format": "image, video, poll, thread …",
    "owner": "whose work it is: a login",
    "planned_for": "a day, where it has no slot: 2026-03-17",
    "cta": "what the reader is asked to do",
    "link": "the landing page; the campaign is added (G28)",
    "segment": "the part of the audience it is for (G17)",
    "lang": "en, zh, fa, ms …; empty: guessed",
    "reply_to": "the handle it answers",
    "experiment": "the experiment it is a part of",
    "arm": "which arm of the experiment",
    "pictures": "path | what it shows; path | …",
    "poll": "option / option / … | minutes",
    "trend": "relevance/safety/value, each 1 to 5 (T21)",
    "reuse": "days | times: 90 | 3",
}


def texts_of(post: Post) -> dict[str, str]:
    """All that can be edited of a post, each as the text that stands in the form."""
    held = post.content
    return {
        "text": post.text,
        **{name: str(getattr(post, name) or "") for name in ROWS},
        **{name: str(getattr(held, name)) for name in WORDS},
        "pictures": "; ".join(f"{one.path} | {one.alt}" if one.alt else one.path for one in held.pictures),
        "poll": f"{' / '.join(held.poll.options)} | {held.poll.minutes}" if held.poll else "",
        "trend": f"{held.trend.relevance}/{held.trend.safety}/{held.trend.value}" if held.trend else "",
        "reuse": f"{held.reuse.after_days} | {held.reuse.most}" if held.reuse else "",
    }


def given(base: Post, texts: Texts) -> dict[str, object]:
    """What differs from the post, by field and as values; raises `ValueError` saying how a field is written."""
    now = texts_of(base)
    changed = {name: text if name == "text" else text.strip() for name, text in texts.items()}
    return {
        name: _PARSED[name](text, base.content) if name in _PARSED else text
        for name, text in changed.items()
        if text != now.get(name)
    }


def post_of(base: Post, texts: Texts) -> Post:
    """The post with these texts in place of its own; raises `ValueError` as `given` does."""
    values = given(base, texts)
    own = {name: held for name, held in values.items() if name in ("text", *ROWS)}
    content = {name: held for name, held in values.items() if name not in own}
    held = replace(base.content, **content) if content else base.content  # type: ignore[arg-type]
    return replace(base, **own, content=held)  # type: ignore[arg-type]


def wrong(base: Post, texts: Texts) -> list[Finding]:
    """A finding for each field that cannot be read as it is written."""
    found = []
    for name in _PARSED:
        if name in texts:
            try:
                post_of(base, {name: texts[name]})
            except ValueError as error:
                found.append(Finding("form.value", "error", f"{name}: {error}", name, f"Write it like: {_HELP[name]}"))
    return found


def form_fields(texts: Texts, accounts: Sequence[str], goals: Iterable[str]) -> tuple[FormField, ...]:
    """The questions about a post, its text apart; of one with a slot or beyond draft the account is settled."""

    def one(name: str, choices: Iterable[str] = ()) -> FormField:
        held = texts.get(name, "")
        if not choices:
            return FormField(name, value=held, help=_HELP.get(name, ""))
        words = tuple(dict.fromkeys((*choices, *((held,) if held else ()))))
        return FormField(name, kind="choice", choices=words, value=held or words[0])

    return (
        *((one("account", accounts),) if accounts else ()),
        one("goal", (NONE, *goals)),
        one("intent", (NONE, *INTENTS)),
        one("topic", (NONE, *TOPICS)),
        one("worth", (NONE, *VALUES)),
        *(one(name) for name in ("format", "cta", "link", "pictures", "poll", "segment", "reply_to", "trend", "reuse")),
        *(one(name) for name in ("owner", "planned_for", "lang", "experiment", "arm")),
    )


def answers(values: Mapping[str, object], fields: Iterable[FormField]) -> dict[str, str]:
    """What was answered in a form, as texts; `none` and what was left out are empty."""
    found = {field.name: str(values.get(field.name, "")) for field in fields}
    return {name: "" if text == NONE else text for name, text in found.items()}


def _pictures(text: str, held: Content) -> tuple[Picture, ...]:
    pieces = [piece.partition("|") for piece in text.split(";") if piece.strip()]
    if any(not path.strip() for path, _, _ in pieces):
        raise ValueError("a picture needs its path")
    return tuple(Picture(path.strip(), alt.strip()) for path, _, alt in pieces)


def _poll(text: str, held: Content) -> Poll | None:
    if not text:
        return None
    words, _, minutes = text.rpartition("|") if "|" in text else (text, "", "1440")
    options = tuple(option.strip() for option in words.split("/") if option.strip())
    if not 2 <= len(options) <= 4 or any(len(option) > 25 for option in options):
        raise ValueError("a poll has 2 to 4 options of 1 to 25 characters")
    if not minutes.strip().isdecimal() or not 5 <= int(minutes) <= 10_080:
        raise ValueError("a poll is open for 5 to 10080 minutes")
    return Poll(options, int(minutes))


def _trend(text: str, held: Content) -> TrendScore | None:
    if not text:
        return None
    numbers = [part.strip() for part in text.split("/")]
    if len(numbers) != 3 or any(number not in {"1", "2", "3", "4", "5"} for number in numbers):
        raise ValueError("a trend has three scores from 1 to 5")
    return TrendScore(*map(int, numbers))


def _reuse(text: str, held: Content) -> Reuse | None:
    if not text:
        return None
    days, _, most = (part.strip() for part in text.partition("|"))
    if not days.isdecimal() or not (most or "3").isdecimal():
        raise ValueError("re-use has days and times")
    return Reuse(int(days), int(most or "3"), held.reuse.of if held.reuse else "")


def _day(text: str, held: Content) -> date | None:
    return date.fromisoformat(text) if text else None


_PARSED: dict[str, Callable[[str, Content], object]] = {
    "planned_for": _day,
    "pictures": _pictures,
    "poll": _poll,
    "trend": _trend,
    "reuse": _reuse,
}
