"""The shape of a language's words for goals, made ready to search; `smart_en` and so on hold the lists.

Every field is a regular expression over folded readings (`smart_reading`); `<n>` is a number in digits or words.
"""

import re
from functools import cached_property
from typing import ClassVar

from tweetplan.domain.smart_reading import folded
from tweetplan.domain.values import frozen

DIGITS = r"\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?"


@frozen
class Words:
    """What one language says of goals: things that can be counted, aims that cannot, numbers, and stretches of time."""

    code: str
    example: str
    """A goal that says everything."""
    example_number: str
    example_window: str
    measures: str
    """What X, a shop or a survey counts (G01): followers, link clicks, sign-ups, response time."""
    soft: str
    """Wide words that a figure makes checkable, with a remark: engagement, reach."""
    vague: str
    """Aims that nothing counts, figure or not: awareness, presence, to be better known."""
    windows: str
    """Stretches of time and dates (G06)."""
    hushed: str
    """Numbers that count nothing: ranks, ages, clock times, names of products."""
    numbers: str
    """Numbers in words."""
    multiples: str
    """To double, to halve."""
    single: str
    """The word for one, which is an article as well."""
    percent: str
    """What follows a number that is a share."""
    lead: str
    """What stands right before a number that is the aim: by, at least, gain."""
    amounts: str
    """Those of `lead` after which any number is an amount: by, at least."""
    gains: str
    """Those of `lead` that bring something countable by themselves: sell, win, collect."""
    breaks: str
    """What parts a number from a thing that follows: for, on, across."""
    waits: str
    """Words of answering, after which hours are an aim and no window."""
    spells: str
    """Units of waiting."""
    filler: str
    """Words that name no object: increase, our, on, Twitter."""
    posts: str
    """What is published, for the capacity check (G04)."""
    daily: str
    few: str
    """A small team (G04)."""
    tens: tuple[tuple[str, int], ...] = ()
    """Numbers in words of ten and more, for the capacity check."""
    spaced: bool = True
    """Whether words are parted by spaces or other signs."""
    affixes: bool = False
    """Whether endings are written onto words."""


class Lexicon:
    """One language's words compiled; `find_…` are searches over a reading."""

    _NUMBER: ClassVar[str] = "<n>"

    def __init__(self, words: Words) -> None:
        self.words = words

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """A pattern of this language, at word boundaries where the language has them, with `<n>` filled in."""
        body = folded(pattern).replace(self._NUMBER, rf"(?:{DIGITS}|{folded(self.words.numbers)})")
        if not self.words.spaced:
            return re.compile(body)
        end = "" if self.words.affixes else r"(?![^\W\d_])"
        flags = re.NOFLAG if self.words.affixes else re.ASCII
        return re.compile(rf"(?<![^\W\d_])(?:{body}){end}", flags)

    def _ending(self, pattern: str) -> re.Pattern[str]:
        """Text that ends in one of these words, or in a sign that an amount follows."""
        start = r"(?<![^\W\d_])" if self.words.spaced else ""
        return re.compile(rf"(?:{start}(?:{folded(pattern)})|[=:+≥≤→])\s*$")

    @cached_property
    def find_measures(self) -> re.Pattern[str]:
        """Things that can be counted."""
        return self.compiled(self.words.measures)

    @cached_property
    def find_soft(self) -> re.Pattern[str]:
        """Wide words."""
        return self.compiled(self.words.soft)

    @cached_property
    def find_vague(self) -> re.Pattern[str]:
        """Aims that nothing counts."""
        return self.compiled(self.words.vague)

    @cached_property
    def find_windows(self) -> re.Pattern[str]:
        """Stretches of time and dates."""
        return self.compiled(self.words.windows)

    @cached_property
    def find_hushed(self) -> re.Pattern[str]:
        """Numbers that count nothing."""
        return self.compiled(self.words.hushed)

    @cached_property
    def find_numbers(self) -> re.Pattern[str]:
        """Numbers in words."""
        return self.compiled(self.words.numbers)

    @cached_property
    def find_multiples(self) -> re.Pattern[str]:
        """Doubling and halving."""
        return self.compiled(self.words.multiples)

    @cached_property
    def find_single(self) -> re.Pattern[str]:
        """The word for one."""
        return self.compiled(self.words.single)

    @cached_property
    def find_waits(self) -> re.Pattern[str]:
        """Words of answering."""
        return self.compiled(self.words.waits)

    @cached_property
    def find_spells(self) -> re.Pattern[str]:
        """A number with a unit of waiting."""
        return self.compiled(rf"<n> ?(?:{self.words.spells})")

    @cached_property
    def find_filler(self) -> re.Pattern[str]:
        """Words that name no object."""
        return self.compiled(self.words.filler)

    @cached_property
    def find_breaks(self) -> re.Pattern[str]:
        """What parts a number from a thing."""
        return self.compiled(self.words.breaks)

    @cached_property
    def find_posts(self) -> re.Pattern[str]:
        """What is published."""
        return self.compiled(self.words.posts)

    @cached_property
    def find_daily(self) -> re.Pattern[str]:
        """Every day."""
        return self.compiled(self.words.daily)

    @cached_property
    def find_few(self) -> re.Pattern[str]:
        """A small team."""
        return self.compiled(self.words.few)

    @cached_property
    def ends_in_lead(self) -> re.Pattern[str]:
        """Text that ends in what makes the next number an aim."""
        return self._ending(self.words.lead)

    @cached_property
    def ends_in_amount(self) -> re.Pattern[str]:
        """Text that ends in what only an amount can follow."""
        return self._ending(self.words.amounts)

    @cached_property
    def ends_in_gain(self) -> re.Pattern[str]:
        """Text that ends in a verb which brings something countable."""
        return self._ending(self.words.gains)

    @cached_property
    def starts_percent(self) -> re.Pattern[str]:
        """Text that starts with the sign or word for a share."""
        return re.compile(rf"\s?(?:[%‰]|{folded(self.words.percent)})")
