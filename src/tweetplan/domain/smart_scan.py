"""What a written goal holds: its figures, windows, countable things and wide words, by their places in the reading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from tweetplan.domain.smart_words import DIGITS, Lexicon, Words
from tweetplan.domain.values import frozen

LANGUAGES = ("en", "zh", "fa", "ms")
GONE = "\0"
"""Stands in the text for what was understood already, so that no later search reads it again."""

Span = tuple[int, int]

_NOISE = re.compile(r"https?://\S+|@\w+|#\w+|[$](?=[a-z])\w+|\b\w+\.(?:com|org|net|io|co)\b\S*", re.ASCII)
_DATES = re.compile(
    r"(?<!\d)(?:20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[./]\d{1,2}[./](?:20)?\d\d|20\d\d-?[qwh]\d{1,2}|"
    r"(?:by|until|before|on) \d{1,2}/\d{1,2})(?![\d%])"
)
_YEAR = re.compile(r"(?<![\d.,+$€£¥])(?:20[1-3]\d)(?![\d%]|[.,]\d| ?%)")
_YEAR_OF_WINDOW = re.compile(rf"(?<={GONE})[ ,]{{0,2}}(?:1[34]\d\d|20[1-3]\d)(?![\d%]|[.,]\d| ?%)")
_BEFORE_FIGURE = re.compile(
    r"(?:\b(?:to|reach(?:es|ing)?|hit|kepada|ke|least|gain|get)|(?:达到?|至|为|到)|به|حداقل)\s*$"
)
_RATE = re.compile(
    r"/ ?(?:day|d|week|wk|month|mo|quarter|qtr|year|yr|hari|minggu|bulan|suku|tahun|[天日周月季年]|روز|هفته|ماه|سال)"
    r"(?![a-z])"
)
_COUNTED_AFTER = re.compile(r"\s?(?:new |more |qualified |بار|نفر|[个名位条篇次人])")
_FIGURE = re.compile(
    rf"(?<![a-z0-9_.])(?<![a-z]-)(?P<mark>(?:(?:rm|us\$|usd|eur) ?|[$€£¥₹+±~≈≥≤<>%→-] ?)*){DIGITS}"
    r"(?: ?(?:thousand|million|billion|ribu|juta|هزار|میلیون|میلیارد)(?!\w)|[百千万亿]+)?(?!\d)"
    r"(?:(?=(?:k|m|mn|bn|x|pct|pp|usd|eur|rm|h|hrs?|min)(?![a-z]))|(?![a-z_]))"
)
_TIMES = re.compile(r" ?x(?![a-z])")
_MONEY_AFTER = re.compile(
    r"(?:k|m|mn|bn)? ?(?:usd|eur|dollars?|euros?|pounds?|rm|ringgit|元|美元|欧元|تومان|ریال|دلار|یورو)"
)
_STOP = re.compile(r"[.;:!?()|]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile("[\u0620-\u06ff]")
_WORD = re.compile(r"[^\W\d_]{2,}")


@frozen
class Figure:
    """One number of the text; `firm` when its surroundings make it an aim, not a remark by the way."""

    start: int
    end: int
    firm: bool
    telling: bool = False
    """Whether it makes a wide word checkable: a share, a multiple, a signed change, or a number of that very thing."""
    counts: bool = False
    """Whether it counts things that no lexicon knows: `sell 40 machines`."""


@frozen
class Seen:
    """All that was found in one text; `rest` is whether anything remains that could be an object."""

    figures: tuple[Figure, ...]
    windows: tuple[Span, ...]
    measures: tuple[Span, ...]
    soft: tuple[Span, ...]
    vague: tuple[Span, ...]
    rest: bool


def words_of(code: str) -> Words:
    """The lists of a language, loaded for the first text that wants them."""
    if code == "zh":
        from tweetplan.domain.smart_zh import CHINESE as WORDS
    elif code == "fa":
        from tweetplan.domain.smart_fa import PERSIAN as WORDS
    elif code == "ms":
        from tweetplan.domain.smart_ms import MALAY as WORDS
    else:
        from tweetplan.domain.smart_en import ENGLISH as WORDS
    return WORDS


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled words of a language."""
    return Lexicon(words_of(code))


def guess_language(text: str) -> str:
    """`zh`, `fa`, `ms` or `en`: by script, Latin text by the words known; mixed text counts as the other script."""
    han, arabic = len(_HAN.findall(text)), len(_ARABIC.findall(text))
    if han or arabic:
        return "zh" if han >= arabic else "fa"
    return "ms" if _known_letters("ms", text) > _known_letters("en", text) else "en"


def _known_letters(code: str, text: str) -> int:
    """How many letters of a text a language's lists know."""
    words = lexicon(code)
    lists = (words.find_measures, words.find_soft, words.find_vague, words.find_windows, words.find_filler)
    known = {place for found in lists for match in found.finditer(text) for place in range(*match.span())}
    return len(known)


def lexicons(text: str) -> tuple[Lexicon, ...]:
    """The languages to search a reading in: those of its scripts, and English everywhere."""
    if _HAN.search(text):
        return lexicon("zh"), lexicon("en")
    if _ARABIC.search(text):
        return lexicon("fa"), lexicon("en")
    return lexicon("en"), lexicon("ms")


@dataclass
class _Page:
    """The text as it is being understood: what was read is blanked."""

    text: str
    known: Sequence[Lexicon]
    windows: list[Span] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def take(self, span: Span) -> None:
        """Blank a span."""
        start, end = span
        self.text = self.text[:start] + GONE * (end - start) + self.text[end:]

    def spans(self, name: str) -> list[Span]:
        """Every place where the pattern `name` of any language is found, in order, none inside another."""
        found = sorted(
            (match.span() for words in self.known for match in getattr(words, name).finditer(self.text)),
            key=lambda span: (span[0], -span[1]),
        )
        kept: list[Span] = []
        for span in found:
            if span[0] < span[1] and (not kept or span[0] >= kept[-1][1]):
                kept.append(span)
        return kept


def scan(text: str) -> Seen:
    """Read one folded text."""
    page = _Page(text, lexicons(text))
    for match in list(_NOISE.finditer(page.text)):
        page.take(match.span())
    for span in page.spans("find_hushed"):
        page.take(span)
    waiting = bool(page.spans("find_waits"))
    if waiting:
        for span in page.spans("find_spells"):
            page.figures.append(Figure(*span, firm=True))
            page.take(span)
    for span in page.spans("find_multiples"):
        page.figures.append(Figure(*span, firm=True, telling=True))
        page.take(span)
    _take_windows(page)
    measures = page.spans("find_measures")
    soft = [span for span in page.spans("find_soft") if not _overlaps(span, measures)]
    _take_figures(page, measures, soft)
    waits = page.spans("find_waits") if any(f.firm for f in page.figures) and waiting else []
    vague = [span for span in page.spans("find_vague") if not _overlaps(span, [*measures, *soft])]
    return Seen(
        tuple(sorted(page.figures, key=lambda figure: figure.start)),
        tuple(sorted(page.windows)),
        tuple(sorted({*measures, *waits})),
        tuple(soft),
        tuple(vague),
        _rest(page, [*measures, *soft, *vague]),
    )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _take_windows(page: _Page) -> None:
    """Dates, stretches of time, and years that stand alone, unless what surrounds a year makes it a count."""
    found = [match.span() for pattern in (_DATES, _RATE) for match in pattern.finditer(page.text)]
    for span in found:
        page.take(span)
    for span in page.spans("find_windows"):
        found.append(span)
        page.take(span)
    for match in list(_YEAR_OF_WINDOW.finditer(page.text)):
        page.take(match.span())
    for match in list(_YEAR.finditer(page.text)):
        near, after = page.text[max(0, match.start() - 40) : match.start()], page.text[match.end() :].lstrip()
        led = _BEFORE_FIGURE.search(near) and any(words.find_measures.search(near) for words in page.known)
        counted = led or _COUNTED_AFTER.match(page.text, match.end())
        if not counted and not any(words.find_measures.match(after) for words in page.known):
            found.append(match.span())
            page.take(match.span())
    page.windows.extend(found)


def _take_figures(page: _Page, measures: Sequence[Span], soft: Sequence[Span]) -> None:
    """Every number left: digits, then words, then a `one` that a countable thing follows."""
    for span, firm in [(m.span(), bool(m["mark"])) for m in _FIGURE.finditer(page.text)]:
        page.figures.append(_figure(page, span, measures, soft, firm))
    for span in page.spans("find_numbers"):
        if not _overlaps(span, [(figure.start, figure.end) for figure in page.figures]):
            page.figures.append(_figure(page, span, measures, soft, page.text[span[0] : span[1]].startswith("百分之")))
    for span in page.spans("find_single"):
        if _thing_follows(page, span[1], measures):
            page.figures.append(Figure(*span, firm=True))
    for figure in page.figures:
        page.take((figure.start, figure.end))


def _figure(page: _Page, span: Span, measures: Sequence[Span], soft: Sequence[Span], firm: bool) -> Figure:
    before, after = page.text[: span[0]], page.text[span[1] :]
    share = firm or any(words.starts_percent.match(after) for words in page.known) or bool(_TIMES.match(after))
    led = any(words.ends_in_lead.search(before[-40:]) for words in page.known)
    amount = any(words.ends_in_amount.search(before[-40:]) for words in page.known)
    gained = any(words.ends_in_gain.search(before[-40:]) for words in page.known)
    stranger = _unknown(page, after)
    near, wide = (_beside(page, span, things) for things in (measures, soft))
    sure = (
        share or near or gained or amount or _opens(before) or (led and not stranger) or bool(_MONEY_AFTER.match(after))
    )
    return Figure(*span, firm=sure, telling=share or wide, counts=gained and not share and stranger)


def _opens(before: str) -> bool:
    """Whether a number opens the sentence, but for a stretch of time: `in March, 40 machines`."""
    return not before.replace(GONE, "").strip(" ,:-–")


def _beside(page: _Page, span: Span, things: Sequence[Span]) -> bool:
    return _thing_follows(page, span[1], things) or _thing_precedes(page, span[0], things)


def _gap(page: _Page, start: int, end: int) -> str | None:
    """What stands between a number and a thing; None where a stop or a parting word does."""
    gap = page.text[start:end].replace(GONE, " ")
    if len(gap) > 42 or _STOP.search(gap) or any(words.find_breaks.search(gap) for words in page.known):
        return None
    return gap


def _thing_follows(page: _Page, end: int, measures: Sequence[Span]) -> bool:
    thing = next((start for start, _ in measures if start >= end), None)
    gap = None if thing is None else _gap(page, end, thing)
    return gap is not None and len(gap.split()) <= 5


def _thing_precedes(page: _Page, start: int, measures: Sequence[Span]) -> bool:
    thing = next((end for _, end in reversed(measures) if end <= start), None)
    gap = None if thing is None else page.text[thing:start].replace(GONE, " ")
    if gap is None or len(gap) > 24 or re.search(r"[.,;!?]", gap):
        return False
    return not gap.strip(" :=-") or not any(words.find_breaks.search(gap) for words in page.known)


def _unknown(page: _Page, after: str) -> bool:
    """Whether a thing that no lexicon knows stands right after a number."""
    word = _WORD.search(after[:24])
    if word is None or _STOP.search(after[: word.start()]):
        return False
    names = ("find_filler", "find_vague", "find_soft", "find_breaks")
    return not any(getattr(words, name).match(after, word.start()) for words in page.known for name in names)


def _rest(page: _Page, understood: Sequence[Span]) -> bool:
    """Whether a word remains once everything understood and every filler is gone."""
    for span in understood:
        page.take(span)
    for span in page.spans("find_filler"):
        page.take(span)
    return any(True for _ in _words(page.text))


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in re.finditer(r"[^\W\d_]{3,}|[\u3400-\u9fff]{2,}", text))
