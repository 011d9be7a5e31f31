"""Where a Malay text speaks in the first person singular: saya, aku, ku- and -ku, and the slang and humble words."""

import re
from collections.abc import Iterator
from functools import cache

_STEMS = (
    "lihat|rasa|tahu|ingin|mahu|mau|dengar|beri|bagi|bawa|ambil|sangka|cinta|cintai|sayang|sayangi|rindu|rindui|"
    "tunggu|nanti|"
    "harap|cari|jumpa|fikir|pikir|buat|kira|temu|temui|pilih|beli|suka|sukai|tulis|baca|kenal|kenali|kenang|ingat|"
    "simpan|"
    "jaga|panggil|ajak|tinggal|lupa|sebut|pegang|minta|pinta|hantar|kirim|kongsi|ucap|mohon|coba|cuba|pakai|guna|jual|"
    "sedar|sedari|percaya|percayai|alami|lalui|mulai|mula|capai|tanya|jawab|doa|serah|sampai|miliki|punya|tuju|kejar|"
    "gapai|ulang|lupakan|akui|syukuri|impi|impikan|nyata|nyatakan|lepas|lepaskan|bayang|bayangkan|genggam|peluk|titip"
)
_ENDS_SO = (
    r"(?:(?:e-?|ber|se|mem?|meng|men|peng?|pem?|ter|di|ke|per|peri|memper|diper)?"
    r"(?:buku|suku|paku|siku|baku|beku|kaku|saku|liku|kuku|tungku|bangku|pangku|mangku|laku|aku))|"
    r"t[eu]ngku|tunku|tuanku|teuku|engku|ungku|maluku|haiku|sudoku|goku|roku|heroku|waku|shikoku|raku|gakku|reiku|"
    r"otaku|tanku"
)
"""Nouns and verbs that end in -ku of themselves, with what Malay puts before them."""
_OWNED_ANYWAY = re.compile("(?:buku|saku|suku|bangku|laku|perilaku|paku|siku|kuku)ku")
"""Nouns in -ku with another -ku."""
_PLEDGE = re.compile(r"(?i)\b(?:surat|majlis|dokumen|tandatangan|menandatangani|lafaz|ikrar|borang)(?: \w+)? $")
_PLEDGED = re.compile(r"(?i)aku ?janji (?:korporat|integriti|perkhidmatan|bersama|tersebut|pelajar|belia|antirasuah)\b")
_SPEAKS = (
    "rasa|nak|tak|tidak|suka|cakap|ada|dah|sudah|pun|punya|memang|kata|tahu|tau|ingat|mahu|mau|pernah|sendiri|beli|"
    "cuba|"
    "akan|ingin|baru|boleh|sayang|cinta|rindu|mohon|minta|pilih|fikir|yakin|setuju|harap|selalu|masih|juga|lagi|"
    "sangat|on|setuju|ready|gerak|dengar|jamin|janji|kasi|bagi|tengok|guna|lapar|happy"
)


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w@./-])(?:(?:saya|aku|daku)(?:lah|kah|pun)?|gue|gwe|gw|sy|patik|ambo|kawe)(?![\w/])(?!\.\w)|"
        r"(?:(?<=^)|(?<=[.!?,] ))hamba(?= (?!allah|tuhan|abdi|sahaya|yang|wang|duit|kepada|rakyat)[a-z]{3,})|"
        rf"(?<![\w-])(?:gua|hamba|ak|aq|ane|akak)(?= (?:{_SPEAKS})\b)|"
        rf"(?<![\w-])ku[ -]?(?:{_STEMS})(?:kan|i)?(?:lah)?(?!\w)|(?:(?<= )|(?<=^)|(?<=\n))ku(?= \w)",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _endings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"(?<![\w-])[A-Za-z]{2,}-?ku(?:lah|pun)?(?![\w-])"), re.compile(_ENDS_SO, re.IGNORECASE)


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Each first person singular in a text, with what to say instead."""
    for match in _words().finditer(text):
        pledge = re.match(r"(?i)aku ?janji\b", text[match.start() : match.end() + 8])
        if _PLEDGED.match(text, match.start()) or (
            pledge and _PLEDGE.search(text[max(0, match.start() - 40) : match.start()])
        ):
            continue
        begins = re.match(r" [a-z]", text[match.end() : match.end() + 2])
        named = (match[0] in ("Ku", "KU") and not begins) or (
            len(match[0]) < 3 and match[0].isupper() and not text.isupper()
        )
        if not named:
            yield *match.span(), "kami"
    possessed, nouns = _endings()
    for match in possessed.finditer(text):
        word = re.sub("(?:lah|pun)$", "", match[0])
        noun = nouns.fullmatch(word) and not _OWNED_ANYWAY.fullmatch(word.lower())
        if not noun and (
            word[0].islower() or match.start() == 0 or text[match.start() - 2 : match.start()] in (". ", "! ", "? ")
        ):
            yield *match.span(), "kami"
