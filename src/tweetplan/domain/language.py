"""Which language a short text is in, by its script and its commonest words; enough to choose the rules that read it."""

import re

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ARABIC = re.compile("[\u0620-\u06ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER_LETTERS = re.compile("[\u0370-\u05ff\u0900-\u0fff\u1000-\u109f]")
_WORD = re.compile(r"[a-z\u00e0-\u024f'’]+")
_ALIAS = {"id": "ms", "msa": "ms", "zsm": "ms", "ind": "ms", "may": "ms", "zho": "zh", "chi": "zh", "cmn": "zh",
          "yue": "zh", "fas": "fa", "per": "fa", "prs": "fa", "eng": "en"}  # fmt: skip
"""Names of the four languages as others write them; Indonesian is read by Malay's rules."""

_URDU = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]")
_PERSIAN = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc]|\u200c")
_ARABIC_SIGNS = re.compile("[\u0629\u0649\u0643\u064a\u0623\u0625]|\\b(?:ال|وال|بال)\\w")
_ARABIC_WORDS = frozenset("في على إلى الى هذا هذه التي الذي من عن مع أن إن كل ما لا هو هي ذلك كان بعد قبل".split())
_PERSIAN_WORDS = frozenset(
    "را از به در با که این آن برای تا است هست شما ما هم یا اگر هر خود دیگر می نمی شد کرد شود کنید کنیم های ها یک و "
    "داریم دارم هستم هستیم خواهیم شده کرده است‌ بود باشد ام من او تو".split()
)
_WORDS = {
    "en": (
        "the and to of we our us you your for is are with this it at on in that have has be was were from will can "
        "what how when who why not but so if or an as by i my me i'm it's we're don't here now today new get just all "
        "more about out up one their they he she his her do did been am".split()
    ),
    "ms": (
        "yang dan di ke dari untuk dengan ini itu kami kita anda saya aku kamu awak dia mereka tidak tak tiada ada "
        "akan telah sudah dah boleh pada dalam juga lebih semua hari kepada adalah ialah atau jika kalau bila apa "
        "siapa kenapa bagaimana sangat lagi jom nak mahu hendak sila terima kasih baru baharu kerana sebab oleh secara "
        "seperti sahaja saja bukan jangan pun lah kan nya punya pelanggan selamat buat bagi macam dapat sedang masih "
        "setiap tetapi tapi supaya agar harga percuma hubungi kopi rumah esok semalam pagi petang malam minggu bulan "
        "awan makan minum tengah jawab soalan orang ramai hujan cuti lapar sini sana kat dekat sambil tengok beli "
        "jual cuba suka rasa sedap cantik besar kecil sekolah kerja datang pergi balik masuk keluar tunggu cakap tulis "
        "baca guna akaun halaman ingin mahukan korang kau kalian dia jumpa hati cinta rindu aku daku hamba patik warna "
        "tahun gue gua nggak gak udah sama banget aja kok sih dong bisa karena sekarang kalian".split()
    ),
    "es": "el la los las que de y en un una por para con es del se lo su nos más como pero está".split(),
    "fr": "le la les des et est un une pour dans que qui sur pas nous vous avec au ce du il je".split(),
    "de": "der die das und ist nicht ein eine mit für auf im den von zu wir ihr sie es ich auch".split(),
    "pt": "o a os as que de e em um uma para com não é do da no na por mais nós você se".split(),
    "it": "il lo la gli le che di e un una per con non è del della sono nel ci più noi".split(),
    "tr": "ve bir bu için ile de da çok daha ne var gibi biz siz olarak".split(),
}
_MALAY_SHAPE = re.compile(r"[a-z]{3,}(?:kan|nya|lah|ku)|(?:meng|meny)[a-z]{4,}")
"""How many Malay words look that no list holds; two of them weigh as one known word."""
_KNOWN = {code: frozenset(words) for code, words in _WORDS.items()}


def main_language(name: str) -> str:
    """The two letters of a language that was named: `zh-Hant`, `ZH_tw` and `zho` are `zh`; empty stays empty."""
    code = re.split(r"[-_]", name.strip().lower())[0]
    return _ALIAS.get(code, code)


def guess_language(text: str) -> str:
    """The two letters of the language a text seems to be in; empty when nothing tells.

    A text of several scripts is of the one that says most: a Chinese character is about as much as three letters.
    """
    weights = {
        "han": 3 * len(_HAN.findall(text)) + 2 * len(_KANA.findall(text)),
        "hangul": 2 * len(_HANGUL.findall(text)),
        "arabic": len(_ARABIC.findall(text)),
        "latin": len(_LATIN.findall(text)),
        "other": len(_OTHER_LETTERS.findall(text)),
    }
    script = max(weights, key=lambda name: weights[name])
    if not weights[script] or script == "other":
        return ""
    if script == "hangul":
        return "ko"
    if script == "han":
        return "ja" if len(_KANA.findall(text)) > 2 else "zh"
    return _of_arabic_script(text) if script == "arabic" else _of_latin_script(text)


def _of_arabic_script(text: str) -> str:
    if _URDU.search(text):
        return "ur"
    words = re.findall(r"[\u0620-\u06ff]+", text)
    persian = len(_PERSIAN.findall(text)) + 2 * sum(word in _PERSIAN_WORDS for word in words)
    arabic = len(_ARABIC_SIGNS.findall(text)) + 2 * sum(word in _ARABIC_WORDS for word in words)
    return "ar" if arabic > persian else "fa"


def _of_latin_script(text: str) -> str:
    """English, unless words of another language are more; a text that nobody knows a word of is taken for English."""
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    counts = {code: sum(word in known for word in words) for code, known in _KNOWN.items()}
    shaped = sum(_MALAY_SHAPE.fullmatch(word) is not None for word in words if word not in _KNOWN["en"])
    weights = {code: 2 * count + (shaped if code == "ms" else 0) for code, count in counts.items()}
    return max(weights, key=lambda code: (weights[code], code in ("en", "ms"), code == "en"))
