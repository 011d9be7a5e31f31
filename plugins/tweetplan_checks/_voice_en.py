"""Where an English text speaks in the first person singular: I, me, my, mine, myself, their contractions and shorthand.

A capital I is also a numeral, a letter, an initial and a part of names; My and Me also begin titles and menu entries.
"""

import re
from collections.abc import Iterator
from functools import cache

from tweetplan_checks._reading import APOSTROPHE as A
from tweetplan_checks._reading import opens

NEAR = 60
"""Characters around a word that are looked at to understand it."""
Found = tuple[int, int, str]
"""First code point, the one after the last, and what to say instead."""

_NUMBERED = (
    "world war|part|phase|type|chapter|volume|vol|act|class|grade|level|section|title|article|stage|category|series|"
    "mark|"
    "book|round|division|tier|appendix|group|table|figure|fig|unit|schedule|algebra|calculus|factor|vatican|super bowl|"
    "wrestlemania|episode|season|scene|module|lesson|annex|exhibit|form|block|zone|terminal|gate|hall|wing|tower|pier|"
    "platform|edition|generation|gen|version|model|physics|chemistry|biology|economics|statistics|calc|rocky|rambo|"
    "final fantasy|symphony|concerto|sonata|suite|movement|region|district|reich|republic|photosystem|angiotensin|"
    "apollo|saturn|gemini|soyuz|ariane|titan|explorer|venus|discovery|intel|mach|cohort|apolo|collagen|vitamin|"
    "hepatitis|psalm|war|option|plan|annexe|step|column|row|item|rule|law|century|channel|lane|"
    "grand cru|pt|ch|no|op|lot|day|fasa|bahagian|"
    "jilid|tingkatan|bab|perang dunia|siri|tahap|peringkat|kelas|jenis"
)
_RULERS = (
    "henry|james|charles|elizabeth|george|edward|william|richard|mary|napoleon|francis|frederick|friedrich|leopold|"
    "nicholas|peter|catherine|alexander|otto|pedro|philip|louis|ferdinand|joseph|john paul|paul|pius|leo|gregory|"
    "constantine|justinian|darius|xerxes|cyrus|ramesses|ramses|seti|selassie|abbas|suleiman|selim|osman|murad|mehmed|"
    "theodore|theodoric|malcolm|robert|david|kenneth|donald|wilhelm|umberto|victoria|isabella|juan carlos|carlos|"
    "albert|"
    "baudouin|franz joseph|karl|gustav|christian|haakon|olav|margaret|margrethe|shapur|khosrow|artaxerxes|ptolemy|"
    "cleopatra|"
    "seleucus|antiochus|mithridates|rama|mahmud|baldwin|boris|simeon|stephen|ivan|basil|clement|benedict|urban|innocent"
)
_OF_NUMERAL = (
    r"diabet\w+|errors?|trials?|study|studies|cancers?|clinical|drugs?|collagen|hypersensitivity|landfill|restaurants?|"
    r"cells?|interferon|fib(?:er|re)s?|civili[sz]ations?|supernova\w*|testing|results?|of|in|for|with|at|is|are|"
    r"starts?|"
    r"begins?|ends|opens?|launches|covers|includes|kicks|runs"
)
_AFTER_NUMERAL = re.compile(
    rf"\s*(?:$|[.,;:!?)\]\n]|[-–—/&]|\s(?:and|or|to|through|vs\.?|&|dan|atau)\s+(?:[IVX]+|\d)\b|\s(?:{_OF_NUMERAL})\b)"
)
_BEFORE = re.compile(r"([A-Za-zÀ-ɏ.'’-]+)\s+([A-Za-zÀ-ɏ.'’-]+)[ \t]+$|(?:^|[^A-Za-z])([A-Za-zÀ-ɏ.'’-]+)[ \t]+$")
_HELPERS = frozenset(
    "am do did can could should would may might will shall must was were have had has not than as and or but yes no so "
    "if when what how why where who because that then said says here there nor like".split()
)
_LED = re.compile(
    r"\b(?:and|but|so|when|because|cause|cuz|if|what|how|as|that|then|while|can|did|do|should|am|could|would|may|"
    r"will|have|"
    r"had|or|until|before|after|than|where|why|who|like|think|know|feel|guess|time|day|thing|things|all|lol|haha) $",
    re.IGNORECASE,
)
"""What a small i follows when it is a person, and not a variable."""
_VERB = re.compile(
    r" (?:am|was|have|had|has|can|can't|cant|could|will|won't|wont|would|should|do|don't|dont|did|didn't|didnt|think|"
    r"thought|"
    r"love|loved|like|liked|hate|want|wanted|need|needed|know|knew|feel|felt|guess|hope|wish|mean|said|say|see|saw|"
    r"got|get|"
    r"go|went|made|make|just|really|never|always|still|also|only|even|might|must|used|tried|found|remember|promise|"
    r"swear|"
    r"bet|prefer|agree|cannot|ain't|nak|pun|rasa|suka|tak)\b"
)
_OF_OTHERS = re.compile(
    r" (?:does|is|has|doesn't|isn't|hasn't|goes|means|equals|reaches|stands|remains|denotes|runs from)\b"
)
"""Verbs that never follow the pronoun: a letter or a numeral does it."""
_LOOSE = re.compile(r" (?!equals?\b|is\b|to\b|in\b|and\b|or\b|runs?\b|from\b|th\b)[a-z']{2,}")
"""What follows a small i that is a person, in a text that holds no formula."""
_FORMULA = re.compile(
    r"\bi ?(?:[=<>+*/^]|\+\+)|\[i\]|\(i[,)]|[=+*/^] ?i\b|\b(?:index|variable|integer|loop)\b", re.IGNORECASE
)
_LETTER_OF = re.compile(
    r"\b(?:letters?|vowels?|capital|lower-?case|upper-?case|consonants?|initial|key|press|numerals?|pronoun|word|"
    r"syllable|the|an)"
    r"\s+$|\b[A-Z](?:,| and| or) (?:and |or )?$",
    re.IGNORECASE,
)
_CROWNED = re.compile(
    r"\b(?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Sultan|Shah|Kaiser|Prince|"
    r"Princess)\s+[A-Z][a-z]+\s+$"
)

_TITLES = (
    r"I, Robot|I, Tonya|I Love Lucy|I Am Legend|I May Destroy You|I Will Always Love You|The King and I|"
    r"Withnail (?:and|&) I|"
    r"I Know What You Did|I Want to Hold Your Hand|I Still Haven't Found|I Will Survive|Now and Then, Here and I|"
    r"[Mm]e[ -][Tt]oo [Mm]ovement|Me Too\b|Despicable Me\b|Marley (?:and|&) Me|Me Before You|Call Me Maybe|"
    r"Call Me by Your Name|"
    r"Stand by Me|Love Me Do|Rate My \w+|My (?:Little Pony|Fair Lady|Neighbou?r Totoro|Chemical Romance|Hero Academia|"
    r"Big Fat Greek Wedding|Best Friend's Wedding|Way)\b|"
    r"(?i:\b(?:oh,? )?my (?:goodness|gosh|god|word|days|stars|oh my)\b|\boh,? my\b|\bdear me\b|\bme[- ]time\b|"
    r"\bforget[ -]me[ -]nots?\b|\babout me (?:page|section)s?\b|\bfor i in\b|\bi18n\b)"
)
_MENU = re.compile(
    r"(?:(?i:\b(?:in|into|to|under|open|tap|click|select|visit|via|through|on|your|the|see|check|called|from|new|using|"
    r"with|introducing|launching|meet|choose|press)\s+)|[>→»/·|]\s*)$"
)
_MENU_ENTRY = re.compile(
    r"My (?:Account|Orders?|Profile|Page|Plan|Bookings?|Trips?|Library|Rewards|Health|Cards?|Tickets?|Feed|Files|Drive|"
    r"Music|Photos|List|Wallet|Store|Settings|Subscriptions?|Favou?rites|Wishlist|Documents|Computer|Network|"
    r"Devices?)\b"
)
_SURNAME = re.compile(r" (?:Nguyen|Tran|Le|Pham|Hoang|Huynh|Phan|Vu|Vo|Dang|Bui|Do|Ho|Ngo|Duong|Ly|Dinh|Lam|Truong)\b")
"""My is a name in Vietnam."""
_CAPITALS = re.compile(r"[A-Z]{2,}")
_MINE = re.compile(
    r"(?:\b(?:of|is|isn't|are|was|were|be|like|than|not|and|or|it|got|loved?|have|had|has|with|from|to|call it|make|"
    r"all|still|now|totally|forever)|'s|’s)"
    r"\s+(?P<after>mine)\b(?!\s+(?:shafts?|sites?|work|workers?|data|bitcoin|crypto|closures?|gold|coal|owners?|for|"
    r"the|and))|"
    r"(?:^|[.!?]\s+)(?P<first>[Mm]ine)(?:\s+(?:is|are|was|were|has|have|will|just|came|arrived|always|goes|comes|"
    r"too)\b|"
    r"\s*[.!?,])|\b[Aa]ll\s+(?P<all>mine)(?=\s*(?:[.!?,]|$))"
)


@cache
def _plain() -> re.Pattern[str]:
    """What is the first person wherever it stands."""
    return re.compile(
        rf"(?<![\w.])[Ii]{A}(?:m|ve|ll|d|mma|ma)\b|\b[Mm]yself\b|\bMYSELF\b|\b[Mm]eself\b|\b[Yy]ours truly\b|"
        rf"\b[Mm]ethinks\b|"
        rf"(?<![\w{A[1:-1]}.-])(?:[Ii]mma|[Ll]emme|[Gg]imme|idk|IDK|imho|IMHO|imo|iirc|IIRC|afaik|AFAIK)\b|"
        r"\b[Ii]m(?= (?:so|not|very|really|just|a|the|in|on|at|going|gonna|here|sure|glad|happy|excited|sorry|still|"
        r"too|"
        r"trying|loving|working|thinking|getting|back|all|\w+ing)\b)|\bive(?= (?:been|got|had|seen|never|always|just|"
        r"\w+ed)\b)"
    )


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(_TITLES)


@cache
def _shorthand() -> re.Pattern[str]:
    """In a text that is English: im and ive before whatever word, i between words."""
    return re.compile(
        r"(?<![\w.@#/-])(?:im(?= [a-z])|(?:(?<=^)|(?<=[.!?\n] ))Ive(?= (?:been|got|had|seen|never|always|just)\b))",
        re.MULTILINE,
    )


def find(text: str, strict: bool = False, english: bool = False) -> Iterator[Found]:
    """Each first person singular in a text; `strict` for English words in a text of another language.

    `english`: the text is in English or mixes it in, so that a small i or im is no word of some third language.
    """
    text = _titles().sub(lambda match: "\ufffc" * len(match[0]), text)
    for match in _plain().finditer(text):
        yield *match.span(), "we"
    for match in re.finditer(r"(?<![\w\ufffc])[Ii](?!\w)", text):
        if _pronoun(text, match.start(), strict) or (english and _small(text, match.start())):
            yield *match.span(), "we"
    for match in _shorthand().finditer(text) if english else ():
        yield *match.span(), "we"
    for match in re.finditer(r"(?<![\w.@/-])(?:[Mm]e|ME)(?![\w/-])(?!\.\w)", text):
        if not (strict and match[0] != "me") and _me(text, *match.span()):
            yield *match.span(), "us"
    for match in re.finditer(r"(?<![\w.@/-])(?:[Mm]y|MY)(?![\w/.-])", text):
        if not (strict and not re.match(r" [a-z]{2,}", text[match.end() : match.end() + NEAR])) and _my(
            text, *match.span()
        ):
            yield *match.span(), "our"
    for match in () if strict else _MINE.finditer(text):
        name = "after" if match["after"] else "first" if match["first"] else "all"
        yield match.start(name), match.end(name), "ours"


def _small(text: str, place: int) -> bool:
    """Whether a small i between words is a person: it is, where the text holds no formula and no list of letters."""
    before = text[max(0, place - NEAR) : place]
    return bool(
        text[place] == "i"
        and re.search(r"[\w,;:] $", before)
        and not _LETTER_OF.search(before)
        and _LOOSE.match(text, place + 1)
        and not _FORMULA.search(text)
    )


def _pronoun(text: str, place: int, strict: bool) -> bool:
    """Whether the I at a place is a person: no numeral, letter, initial, list mark, road or sign."""
    before, after = text[max(0, place - NEAR) : place], text[place + 1 : place + NEAR]
    if re.match(rf"{A}\w|[/&+=_]|-\w|\.\w|[ ]?(?!<3)[=<>≈]|[ ]?\d|\+\+|, (?:II|[VXLCDMO])\b", after) or re.search(
        rf"[/&+=_\\^~]$|\w[.-]$|[&+] $|\w{A}$", before
    ):
        return False
    if _OF_OTHERS.match(after):
        return False
    if _LETTER_OF.search(before) or (before.endswith("(") and after.startswith(")")):
        return False
    if re.search(r"(?:^|\n)[ \t]*\(?$", before) and re.match(r"[.):] ?", after):
        return False
    if re.match(r"\. ?[A-Z]\.", after) or (re.match(r"\. [A-Z]", after) and re.search(r"\b[A-Z][a-z]+\.? $", before)):
        return False
    if strict and not re.match(r" (?:[a-z]{2,}|❤|♥|\ufffc)", after):
        return False
    if text[place] == "i":
        return opens(text, place) or bool(_LED.search(before) or _VERB.match(after))
    return not _numeral(before, after)


def _numeral(before: str, after: str) -> bool:
    found = _BEFORE.search(before)
    if found is None:
        return False
    last = (found[2] or found[3]).rstrip(".")
    both = f"{found[1]} {last}" if found[1] else last
    capital = last[:1].isupper()
    listed = re.compile(rf"(?:{_NUMBERED})", re.IGNORECASE)
    if listed.fullmatch(last) or listed.fullmatch(both):
        return capital or bool(_AFTER_NUMERAL.match(after))
    if capital and (
        re.fullmatch(_RULERS, last.lower()) or re.fullmatch(_RULERS, both.lower()) or _CROWNED.search(before)
    ):
        return True
    if capital and last.lower() not in _HELPERS and not opens(before, len(before) - len(last) - 1):
        return bool(re.match(r"[.;:!?)\]]|$", after)) or bool(re.match(r"\s(?:and|or|&|to)\s+I[IVX]+\b", after))
    return bool(re.match(r"\s(?:and|or|&|to)\s+I[IVX]+\b", after))


def _headline(text: str) -> bool:
    """Whether most words of a text begin with a capital."""
    words = re.findall(r"[A-Za-z]{4,}", text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a neighbour of a word in capitals is in capitals too."""
    after, before = (
        re.match(r" ([A-Za-z]+)", text[end : end + NEAR]),
        re.search(r"([A-Za-z]+) $", text[max(0, start - NEAR) : start]),
    )
    return any(found and _CAPITALS.fullmatch(found[1]) for found in (after, before))


def _me(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if word == "ME":
        return _shouted(text, start, end) and text[max(0, start - 2) : start] != ", "
    return word == "me" or opens(text, start)


def _my(text: str, start: int, end: int) -> bool:
    word, after = text[start:end], text[end : end + NEAR]
    if word == "MY":
        return bool(re.match(r" [A-Z]{2,}\b", after)) and _shouted(text, start, end)
    if word == "my":
        return True
    entry = _MENU_ENTRY.match(text, start) or _MENU.search(text[max(0, start - NEAR) : start]) or _SURNAME.match(after)
    return not entry and (opens(text, start) or _headline(text))
