"""The brand's voice (C01): it says we, never I. English, Chinese, Persian and Malay."""

import re
from collections.abc import Iterator
from itertools import chain

from tweetplan.api import Draft, Finding, hookimpl
from tweetplan_checks import _voice_en, _voice_fa, _voice_ms, _voice_zh
from tweetplan_checks._reading import spoken

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile("[\u0620-\u06ff]")
_LATIN = re.compile("[A-Za-z]")


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """Each first person singular in what the account itself says: not in quotations, names, links and tags."""
    text = spoken(draft)
    for start, end, instead in sorted(set(_found(text, draft.lang))):
        yield Finding(
            "C01.first-person",
            "error",
            f"The brand speaks as one person here: “{draft.text[start:end]}”.",
            "text",
            f"Speak as the team: {instead}.",
            start,
            end,
        )


def _found(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """By the languages that the text's scripts allow: a Chinese or Persian text may hold English too."""
    if lang == "zh" or (lang in ("en", "ms", "fa", "") and _HAN.search(text)):
        yield from _voice_zh.find(text)
    if lang == "fa" or (lang in ("en", "ms", "zh", "") and _ARABIC.search(text)):
        yield from _voice_fa.find(text)
    if _LATIN.search(text) and lang in ("en", "ms", "zh", "fa", ""):
        yield from chain(
            _voice_en.find(text, strict=lang in ("zh", "fa"), english=lang in ("en", "ms")),
            _voice_ms.find(text) if lang == "ms" else (),
        )
