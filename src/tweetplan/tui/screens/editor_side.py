"""What stands beside the text in the editor: counts, findings, slot, budgets, approval and fields, as rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tweetplan.domain.findings import Finding
from tweetplan.domain.text import safe_text
from tweetplan.domain.values import frozen
from tweetplan.tui.paint import Line, Piece, Tone, wrap
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.row import Row, heading, note
from tweetplan.workspace.check_child import PartCount

SHOWN = ("goal", "intent", "topic", "worth", "format", "cta", "link", "pictures", "poll", "segment", "reply_to",
         "trend", "reuse", "owner")  # fmt: skip
"""The fields that the side tells, in this order."""
MOST_FINDINGS = 40


@frozen
class Said:
    """What the checks said of one text; `trouble` when they could not be asked."""

    parts: tuple[PartCount, ...] = ()
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    waived: frozenset[str] = frozenset()
    """The rules that somebody waived for this wording."""
    known: bool = False
    """Whether an answer for this very text is there; until then the count says `…`."""


def side_rows(
    said: Said, slot: Sequence[Line], budgets: Sequence[Line], approval: Sequence[Line], texts: Mapping[str, str],
    width: int,
) -> tuple[Row, ...]:  # fmt: skip
    """All of the side for a width in cells; the cursor stands on the slot, on findings and on the fields."""
    return (
        *_counts(said, width),
        *_rows("slot", slot),
        heading("Findings"),
        *_findings(said, width),
        *([heading("Budgets with this post"), *_rows("budget", budgets)] if budgets else ()),
        heading("Approval"),
        *_rows("approval", approval),
        heading("Fields"),
        *_fields(texts),
    )


def count_line(said: Said) -> Line:
    """`213/280`, or of a thread each part: `1 213/280  2 44/280`; `…` while nobody counted."""
    if not said.known:
        last = [Piece(f"{part.weighted_length}/{part.limit} ", "dim") for part in said.parts]
        return (*last, Piece("…", "dim"))
    several = len(said.parts) > 1
    pieces: list[Piece] = []
    for number, part in enumerate(said.parts, 1):
        pieces.append(Piece(f"{'  ' if number > 1 else ''}{f'{number}: ' if several else ''}", "dim"))
        pieces.append(Piece(f"{part.weighted_length}/{part.limit}", _count_tone(part)))
    return tuple(pieces) or (Piece("no text yet", "dim"),)


def _count_tone(part: PartCount) -> Tone:
    if part.weighted_length > part.limit:
        return "bad"
    return "warn" if part.weighted_length > part.limit * 0.95 else "good" if part.weighted_length else "dim"


def _counts(said: Said, width: int) -> Iterator[Row]:
    per_row = 2
    if not said.known or len(said.parts) <= per_row:
        yield Row("# count", ((Piece(" "), *count_line(said)),), heading=True)
    else:
        for at in range(0, len(said.parts), per_row):
            pieces = [Piece(" ")]
            for number, part in enumerate(said.parts[at : at + per_row], at + 1):
                pieces += [
                    Piece(f"{number}: ", "dim"),
                    Piece(f"{part.weighted_length}/{part.limit}  ", _count_tone(part)),
                ]
            yield Row(f"# count {at}", (tuple(pieces),), heading=True)
    over = [
        f"part {number} is {part.weighted_length - part.limit} over"
        if len(said.parts) > 1
        else f"{part.weighted_length - part.limit} over"
        for number, part in enumerate(said.parts, 1)
        if said.known and part.weighted_length > part.limit
    ]
    if over:
        yield Row("# over", ((Piece(" "), Piece(", ".join(over), "bad")),), heading=True)
    for number, words in enumerate(wrap(said.trouble, max(width - 2, 10), most=4) if said.trouble else ()):
        yield Row(f"# trouble {number}", ((Piece(" "), Piece(words, "warn")),), heading=True)


def _rows(key: str, lines: Iterable[Line]) -> Iterator[Row]:
    """Lines of one thing: the cursor stands on the first."""
    for at, line in enumerate(lines):
        if at:
            yield Row(f"# {key} {at}", ((Piece("  "), *line),), heading=True)
        else:
            yield Row(key, (line,), wide=True)


def _findings(said: Said, width: int) -> Iterator[Row]:
    if not said.findings:
        words = "none" if said.known else "…" if not said.trouble else "not checked"
        yield note("no findings", words)
        return
    every = worst_first(said.findings)
    for at, finding in enumerate(every[:MOST_FINDINGS]):
        glyph, tone = MARKS[finding.severity]
        if finding.rule in said.waived:
            passed = (Piece("~ ", "dim"), Piece(f"{finding.rule} waived", "dim"))
            yield Row(f"finding:{at}", (passed,), wide=True)
            continue
        first, *more = wrap(f"{finding.rule} {finding.message}", max(width - 5, 10), most=4)
        yield Row(f"finding:{at}", ((Piece(f"{glyph} ", tone), Piece(first)),), wide=True)
        for number, text in enumerate(more):
            yield Row(f"# finding {at} {number}", ((Piece(f"   {text}"),),), heading=True)
        for number, text in enumerate(wrap(finding.remedy, max(width - 5, 10), most=3) if finding.remedy else ()):
            yield Row(f"# remedy {at} {number}", ((Piece(f"   {text}", "dim"),),), heading=True)
    if len(every) > MOST_FINDINGS:
        yield note("more findings", f"… and {len(every) - MOST_FINDINGS} more")


def _fields(texts: Mapping[str, str]) -> Iterator[Row]:
    held = [(name, texts[name]) for name in SHOWN if texts.get(name)]
    if not held:
        yield Row("field:", (Piece("nothing said yet: ctrl+f asks", "dim"),), wide=True)
    for name, text in held:
        yield Row(f"field:{name}", ((Piece(f"{name:<9}", "dim"), Piece(text)),), wide=True)


def spans(findings: Sequence[Finding]) -> list[tuple[int, int, int]]:
    """The findings that have a place in the text, in its order: (start, end, which of the worst-first list)."""
    every = worst_first(findings)
    return sorted(
        (finding.start, finding.end if finding.end is not None else finding.start + 1, at)
        for at, finding in enumerate(every)
        if finding.start is not None
    )


def excerpt(base: str, theirs: str, mine: str, most: int = 60) -> tuple[str, str, str]:
    """Three versions of a text from a little before the first place where they part."""
    at = next((n for n, (a, b, c) in enumerate(zip(base, theirs, mine, strict=False)) if not a == b == c), None)
    if at is None:
        at = min(len(base), len(theirs), len(mine))
    start = max(at - 8, 0)
    lead = "…" if start else ""
    return tuple(lead + safe_text(text[start : start + most]) for text in (base, theirs, mine))  # type: ignore[return-value]
