"""The tone of a reply: kind or not, by the same lexicons as triage (W17)."""

from tweetplan.domain.triage import weigh


def tone(text: str) -> int:
    """1 for a kind text, -1 for an unkind or troubled one, 0 where nothing tells."""
    found = weigh(text)
    kind = 2 * found.of("praise2") + found.of("praise1") + 2 * found.of("resolved")
    unkind = 2 * (found.of("problem2") + found.of("insult") + found.of("threat") + found.of("crisis2"))
    unkind += found.of("problem1") + found.of("insult_adj")
    return 0 if kind == unkind else 1 if kind > unkind else -1
