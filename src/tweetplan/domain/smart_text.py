"""The SMART check of a goal written as a sentence, in English, Chinese, Persian or Malay (G01–G06)."""

import re

from tweetplan.domain.findings import Finding, Severity
from tweetplan.domain.smart_reading import Reading, read
from tweetplan.domain.smart_scan import LANGUAGES, Seen, Span, guess_language, lexicon, lexicons, scan, words_of
from tweetplan.domain.smart_words import DIGITS, Words
from tweetplan.domain.text import blank, safe_text

SMALL_TEAM_DAY = 5
"""Quality posts a day that a small team can keep up at most (G04, `posts.small_team_day`)."""
UNREAL_DAY = 20
"""Quality posts a day that no small team can keep up (G04, `posts.unreal_day`)."""
MOST_READ = 600
"""Code points that are read: a goal is a sentence, and a longer text is judged by its beginning."""


def check_statement(text: str, lang: str = "") -> list[Finding]:
    """What keeps this sentence from being a goal: errors where nothing is checkable, warnings where it is open.

    `lang` (`en`, `zh`, `fa`, `ms`, also `zh-TW` and the like) only picks the language of the examples; it is guessed
    when empty or unknown. Spans are code points of `text`.
    """
    reading = read(text[:MOST_READ])
    words = words_of(_language(reading.text, lang))
    report = _Report(text, reading, words)
    if blank(text):
        report.add("G02.blank", "error", "There is no goal in this text.", f"Write one: “{words.example}”.")
        return report.found
    seen = scan(reading.text)
    _check_object(report, seen)
    _check_number(report, seen)
    if not seen.windows:
        remedy = f"Say by when, or for which period: “{words.example_window}”."
        report.add("G06.window", "warning", "No period or end is named.", remedy)
    _check_load(report, seen)
    return report.found


def _language(read_text: str, lang: str) -> str:
    given = lang.strip().lower().replace("_", "-").split("-")[0]
    given = {"per": "fa", "fas": "fa", "pes": "fa", "msa": "ms", "may": "ms", "id": "ms", "zho": "zh", "chi": "zh"}.get(
        given, given
    )
    return given if given in LANGUAGES else guess_language(read_text)


class _Report:
    """The findings of one text, their spans turned back into code points of what was written."""

    def __init__(self, text: str, reading: Reading, words: Words) -> None:
        self.text = text
        self.reading = reading
        self.words = words
        self.found: list[Finding] = []

    def add(self, rule: str, severity: Severity, message: str, remedy: str, span: Span | None = None) -> None:
        """Add one finding; without a span it is about the whole text."""
        start, end = self.reading.span(*span) if span else (0, len(self.text))
        self.found.append(Finding(rule, severity, message, remedy=remedy, start=start, end=end))

    def said(self, span: Span) -> str:
        """The writer's own words at a span, harmless to show."""
        start, end = self.reading.span(*span)
        return safe_text(self.text[start:end], 60)


def _check_object(report: _Report, seen: Seen) -> None:
    """G01, G02: the sentence names something that X, a shop or a survey counts."""
    remedy = f"Name what is counted, and how far it is to go: “{report.words.example}”."
    if seen.measures or any(figure.counts for figure in seen.figures):
        wide = [*seen.vague, *seen.soft]
        if wide and seen.measures and all(_is_post(report, span) for span in seen.measures):
            message = f"This counts the work; what shows that “{report.said(wide[0])}” came of it?"
            report.add("G02.work", "warning", message, remedy, wide[0])
        return
    if seen.vague:
        said = report.said(seen.vague[0])
        report.add("G02.vague", "error", f"“{said}” is nothing that can be counted on X.", remedy, seen.vague[0])
    elif seen.soft:
        measured = any(figure.telling for figure in seen.figures)
        message = f"“{report.said(seen.soft[0])}” can mean several figures; which one is meant?"
        report.add("G02.vague", "warning" if measured else "error", message, remedy, seen.soft[0])
    elif not seen.figures or not seen.rest:
        report.add("G02.vague", "error", "Nothing is named that could be counted on X.", remedy)
    else:
        report.add("G01.measure", "warning", "Nothing is named that X itself counts: who keeps this figure?", remedy)


def _is_post(report: _Report, span: Span) -> bool:
    """Whether a countable thing is what the team itself puts out."""
    said = report.reading.text[slice(*span)]
    return any(words.find_posts.fullmatch(said) for words in lexicons(report.reading.text))


def _check_number(report: _Report, seen: Seen) -> None:
    """G03: the sentence holds a figure that is the aim, not a date, a rank or a number by the way."""
    if any(figure.firm for figure in seen.figures):
        return
    span = (seen.measures or seen.soft or seen.vague or (None,))[0]
    remedy = f"Say how much or how many: “{report.words.example_number}”."
    if not seen.figures:
        report.add("G03.number", "error", "There is no figure, so nobody can tell when it is reached.", remedy, span)
        return
    loose = (seen.figures[0].start, seen.figures[0].end)
    severity: Severity = "warning" if seen.measures and not seen.soft and not seen.vague else "error"
    message = f"“{report.said(loose)}” does not seem to be the figure to reach."
    report.add("G03.number", severity, message, remedy, loose)


def _check_load(report: _Report, seen: Seen) -> None:
    """G04: so many quality posts a day are beyond a small team, and at 20 beyond any."""
    text = report.reading.text
    known = lexicons(text)
    if not any(words.find_daily.search(text) for words in known):
        return
    small = any(words.find_few.search(text) for words in known)
    for figure in seen.figures:
        asked = _amount(text[figure.start : figure.end], report.words)
        after = text[figure.end : figure.end + 32]
        if asked > SMALL_TEAM_DAY and any(words.find_posts.search(after) for words in known):
            severity: Severity = "error" if small and asked >= UNREAL_DAY else "warning"
            message = (
                f"{asked:g} quality posts a day are more than the 3–{SMALL_TEAM_DAY} that a small team can keep up."
            )
            remedy = "Plan fewer and better ones, or check the team's hours first."
            report.add("G04.capacity", severity, message, remedy, (figure.start, figure.end))
            return


def _amount(said: str, words: Words) -> float:
    """The number that a figure says; 0 when it is not told."""
    digits = re.search(DIGITS, said)
    if digits:
        return float(re.sub(r"[,' ]", "", digits.group()) or 0)
    return next((float(value) for word, value in words.tens if lexicon(words.code).compiled(word).search(said)), 0.0)
