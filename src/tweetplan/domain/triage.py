"""Triage of mentions: what each one is, the words that decided (C05, W17).

Abuse needs an insult or a threat and no real problem: who is rude about a real one is served (C05). Nothing is blocked.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tweetplan.domain.mentions import Label
from tweetplan.domain.triage_text import HanLexicon, Hit, Scanned, scan
from tweetplan.domain.values import frozen

WIDE_REACH = 10_000
"""Followers from which somebody kind, or without a wish, is treated as an influencer (C04)."""
_LINK = re.compile(r"https?://|www\.|\bt\.me/|\bbit\.ly/|\b[a-z0-9-]+\.(?:com|net|xyz|top|io|ly|me|cc|vip|shop)\b")
_QUESTION = re.compile("[?？؟]|吗|呢|嗎|(?:^|\\s)(?:آیا|ke tak|tak ya)(?:\\s|$)")
_MOCKING = re.compile(
    "🙄|🙃|🤡|(?:^|\\s)/s(?:\\s|$)|呵呵|真行啊|(?i:slow clap|thanks for nothing|thanks a lot for"
    "|(?:oh|just|well) (?:great|brilliant)"
    "|(?:great|brilliant|lovely|fantastic|wonderful)[,.!]* (?:another|yet another|so now|so my|now my|now the)"
    "|love (?:waiting|paying|how you|being))"
)
_BUT = re.compile(
    r"\b(?:but|however|yet|though|tapi|tetapi|cuma|namun|malangnya)\b|但|不过|可是|然而|(?<!\w)(?:ولی|اما|ولیکن)(?!\w)"
)
_DENIED_ZH = re.compile("不了|不认|不出|不到|不上|不动|不同步|没有|没了|没人|没法|无法|不能|不见|不准|都不|[不没]成")
_DROPPING = frozenset({"without", "zero", "tanpa", "بدون", "never"})
_MINE = frozenset("you your kau anda شما my i i'm i've we our me saya aku kami من ما".split())
_EVIDENCE = 6
_QUESTION_SHOWN = 80
_ASKED = re.compile(r"[^.!?？؟。\n]{0,200}[?？؟]")
_DECIDING: dict[Label, tuple[str, ...]] = {
    "crisis": ("crisis2", "crisis1"),
    "abuse": ("threat", "insult", "insult_adj"),
    "support": ("problem2", "topic", "problem1", "hint", "service", "crisis1"),
    "sales": ("sales2", "sales1"),
    "influencer": ("influencer2", "influencer1", "praise2", "praise1"),
    "spam": ("spam2", "spam1"),
    "praise": ("praise2", "praise1", "resolved"),
    "other": (),
}


class Weights(NamedTuple):
    """How often each kind of phrase was found in a text, after negation, quotation and sarcasm."""

    scanned: Scanned
    hits: tuple[Hit, ...]
    counts: Counter[str]
    question: bool
    link: bool
    crowd: bool
    """Many handles or hashtags in one text."""

    def of(self, kind: str) -> int:
        """How many phrases of a kind were found."""
        return self.counts[kind]


@frozen
class Verdict:
    """What a mention is, and the spans of its text that decided."""

    label: Label
    evidence: tuple[str, ...]


def triage(text: str, *, followers: int = 0, repeated: int = 1) -> Verdict:
    """What one mention is; `repeated` is how many mentions say the same."""
    found = weigh(text)
    label = _label(found, followers, repeated)
    spans = (found.scanned.written(hit, text) for kind in _DECIDING[label] for hit in found.hits if hit.kind == kind)
    evidence = tuple(dict.fromkeys(spans))[:_EVIDENCE]
    if label == "support" and not evidence:  # nothing but a question that nobody else answers
        evidence = tuple(part.strip()[-_QUESTION_SHOWN:] for part in _ASKED.findall(text) if part.strip())[:1]
    return Verdict(label, evidence)


def weigh(text: str) -> Weights:
    """Count what the lexicons find, each hit judged by what stands around it."""
    scanned = scan(text)
    mocking = _MOCKING.search(text) is not None
    hits = tuple(hit for each in scanned.hits if (hit := _judged(each, scanned, mocking)) is not None)
    lower = text[:2000].lower()
    counts = Counter(hit.kind for hit in hits)
    crowd = lower.count("#") >= 4 or lower.count("@") >= 4
    return Weights(scanned, hits, counts, _QUESTION.search(text) is not None, _LINK.search(lower) is not None, crowd)


def _label(found: Weights, followers: int, repeated: int) -> Label:
    of = found.of
    praise = 2 * of("praise2") + of("praise1")
    plain = max(0, of("problem2") - (of("resolved") if praise else 0))
    problem = 2 * plain + of("problem1")
    spam = _spam(found, repeated)
    if spam >= 4 and plain < 2 and not of("crisis2"):
        return "spam"
    if _is_crisis(found, praise, problem):
        return "crisis"
    if (
        of("threat")
        or (of("insult") and not plain and not of("topic") and of("hint") < 2)
        or (of("insult_adj") >= 2 and not plain)
    ):
        return "abuse"
    if of("insult_adj") and not plain and not of("topic"):
        return "abuse"
    sales, reach = 2 * of("sales2") + of("sales1"), 2 * of("influencer2") + of("influencer1")
    return _wish(found, (praise, problem, spam, sales, reach), followers)


def _wish(found: Weights, points: tuple[int, int, int, int, int], followers: int) -> Label:
    """What a mention that is neither spam, crisis nor abuse wants."""
    praise, problem, spam, sales, reach = points
    of = found.of
    if spam >= 3 and problem < 4:
        return "spam"
    if reach >= 2 and reach >= sales and reach >= problem and ((of("influencer2") and not of("problem2")) or reach > 2):
        return "influencer"
    if sales >= 2 and sales > problem and not (praise > sales and not found.question):
        return "sales"
    kind: Label = "influencer" if followers >= WIDE_REACH else "praise"
    happy = praise + 2 * bool(of("resolved")) > of("problem1") and (praise > 0 or not of("problem1"))
    if (
        problem < 2
        and happy
        and (praise >= 2 or of("resolved"))
        and not (found.question and of("hint") + of("topic") >= 2)
    ):
        return kind
    if sales and found.question and not problem and not of("topic"):
        return "sales"
    if problem or _needs_help(found):
        return "support"
    if praise:
        return kind
    if sales >= 2:
        return "sales"
    return "influencer" if followers >= WIDE_REACH else "other"


def _needs_help(found: Weights) -> bool:
    """Whether weaker words together tell of a problem, or a question is about the service."""
    hints, about = found.of("hint"), found.of("topic") + found.of("service")
    if found.of("praise1"):
        return (found.question and about + hints > 0) or hints >= 3
    if found.question:
        return True
    if _denies(found.scanned):
        return True
    mine = any(word.text in _MINE for word in found.scanned.words) or "我" in found.scanned.text
    return hints >= 2 or about >= 2 or about * hints > 0 or (hints + about > 0 and mine)


def _denies(scanned: Scanned) -> bool:
    """Whether something is said not to be or to work: who writes that to an account mostly wants help."""
    if isinstance(scanned.lexicon, HanLexicon):
        return _DENIED_ZH.search(scanned.text) is not None
    negation = scanned.lexicon.words["negation"]
    return any(
        word.text in negation or word.text.startswith("نمی") or word.text.endswith("n't") for word in scanned.words
    )


def _is_crisis(found: Weights, praise: int, problem: int) -> bool:
    grave, signs = found.of("crisis2"), found.of("crisis1")
    if grave:
        return praise < 2 * grave + signs
    trouble = problem + found.of("hint") + found.of("topic")
    return (signs >= 2 and praise == 0 and trouble > 0) or (signs >= 3 and praise == 0)


def _spam(found: Weights, repeated: int) -> int:
    points = 2 * found.of("spam2") + found.of("spam1")
    again = 2 if repeated >= 3 and found.link else 0
    if points < 2 and not again:
        return 0
    return points + found.link + found.crowd + again


def _judged(hit: Hit, scanned: Scanned, mocking: bool) -> Hit | None:
    """A hit as it counts where it stands: dropped, turned, or as it is."""
    kind = hit.kind
    if kind == "shield":
        return None
    if kind in ("insult", "insult_adj", "threat"):
        return hit if _meant(hit, scanned) else None
    before = _before(hit, scanned, 3)
    if kind in ("praise1", "praise2"):
        if kind == "praise1" and _BUT.search(scanned.text, hit.end):
            return None
        if mocking or (_quoted(hit, scanned) and kind == "praise2" and len(scanned.words) > 3):
            return hit._replace(kind="problem1")
        return hit._replace(kind="problem1") if _denied(before, scanned) else hit
    if kind == "resolved" and _denied(before, scanned):
        return hit._replace(kind="problem2")
    if kind in ("problem1", "hint", "problem2") and any(word in _DROPPING for word in before[-2:]):
        return None
    return hit


def _denied(before: Sequence[str], scanned: Scanned) -> bool:
    """Whether a negation stands before; in Chinese directly, elsewhere within three words."""
    negation = scanned.lexicon.words["negation"]
    if isinstance(scanned.lexicon, HanLexicon):
        return "".join(before)[-2:].endswith(tuple(negation))
    return any(word in negation for word in before)


def _meant(hit: Hit, scanned: Scanned) -> bool:
    """Whether an insult is meant for somebody: not quoted, denied, about oneself; an adjective said of people."""
    if _quoted(hit, scanned):
        return False
    if hit.first < 0:
        return True
    words = scanned.lexicon.words
    if isinstance(scanned.lexicon, HanLexicon):
        before = scanned.text[max(0, hit.start - 6) : hit.start]
        if hit.kind != "threat" and any(word in before[-4:] for word in words["me"]):
            return False
        said = max((before.rfind(word) for word in words["you"]), default=-1)
        thing = any(each.kind in ("service", "topic") or each.start > hit.start for each in scanned.hits
                    if hit.start - 6 <= each.start < hit.start)  # fmt: skip
        return hit.kind != "insult_adj" or (said >= 0 and "的" not in before[said:] and not thing)
    near = _before(hit, scanned, 4)
    if hit.kind == "threat":
        return True
    if any(word in words["negation"] for word in near[-2:]):
        return False
    addressed = [at for at, word in enumerate(near) if word in words["you"]]
    if any(word in words["me"] for word in near[-2:]) and not addressed:
        return False
    if hit.kind == "insult":
        return True
    between = scanned.words[max(0, hit.first - 4) + addressed[-1] + 1 : hit.first] if addressed else []
    things = {each.first for each in scanned.hits if each.kind in ("service", "topic", "sales2", "problem2")}
    after = any(at in things for at in range(hit.last + 1, hit.last + 3))
    return bool(addressed) and not after and not any(scanned.words.index(word) in things for word in between)


def _before(hit: Hit, scanned: Scanned, words: int) -> list[str]:
    """The words before a hit in its own sentence; for Chinese the characters."""
    if hit.first < 0:
        return []
    if isinstance(scanned.lexicon, HanLexicon):
        return list(scanned.text[max(0, hit.start - words) : hit.start])
    near = scanned.words[max(0, hit.first - words) : hit.first]
    cut = max((at + 1 for at, word in enumerate(near) if _ends(scanned.text, word.end)), default=0)
    return [word.text for word in near[cut:]]


def _ends(text: str, at: int) -> bool:
    return text[at : at + 1] in (".", "!", "?", ",", ";", "\n", ":") and text[at : at + 1] != ""


def _quoted(hit: Hit, scanned: Scanned) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in scanned.quoted)
