"""Emoji that are written with several code points and that X counts as one sign: families, flags, skin tones, keycaps.

The list beside this file is Unicode's of emoji 14, the newest that X's published library knows; newer ones count by
their pieces there, and so they do here.
"""

import re
from functools import cache
from pathlib import Path

SEQUENCES = Path(__file__).with_name("x_text_emoji.txt")
_MANY = re.compile("[\u200d\u20e3\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e007f]")
"""Signs of which every such sequence holds at least one."""
_TONES = {tone: 0x1F3FB for tone in range(0x1F3FC, 0x1F400)}
_STYLE, _TONE, _KEYCAP = "\ufe0f", "\U0001f3fb", "\u20e3"


@cache
def _sequences() -> dict[str, tuple[str, ...]]:
    """Every sequence by its first code point, longest first; each skin tone is shown as the lightest."""
    pieces = re.split(r"^\[(\w+)\].*$", SEQUENCES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    listed = dict(zip(pieces[1::2], map(str.split, pieces[2::2]), strict=True))
    known = [base + _STYLE for base in listed["style"]]
    known += [base + _TONE for base in listed["tone"]]
    known += ["".join(chr(ord(letter) + 0x1F1A5) for letter in pair) for pair in listed["flag"]]
    known += ["\U0001f3f4" + "".join(chr(ord(c) + 0xE0000) for c in tag) + "\U000e007f" for tag in listed["region"]]
    known += [key + style + _KEYCAP for key in "#*0123456789" for style in ("", _STYLE)]
    known += listed["joined"]
    found: dict[str, tuple[str, ...]] = {}
    for sequence in sorted(known, key=len, reverse=True):
        found[sequence[0]] = (*found.get(sequence[0], ()), sequence)
    return found


def without_sequences(text: str) -> tuple[str, int]:
    """The text without its emoji of several code points, and how many there were; other emoji stay where they are."""
    if not _MANY.search(text):
        return text, 0
    known = _sequences()
    plain = text.translate(_TONES)
    kept: list[str] = []
    count = place = 0
    while place < len(text):
        found = next((known_one for known_one in known.get(plain[place], ()) if plain.startswith(known_one, place)), "")
        if found:
            count += 1
        else:
            kept.append(text[place])
        place += len(found) or 1
    return "".join(kept), count
