"""Findings as lines: one way to show what any check says (DESIGN: idea 6)."""

from collections.abc import Iterable

from tweetplan.domain.findings import Finding
from tweetplan.tui.paint import Line, Piece, Tone, wrap
from tweetplan.tui.widgets.row import Row

MARKS: dict[str, tuple[str, Tone]] = {"error": ("✗", "bad"), "warning": ("!", "warn"), "note": ("·", "dim")}
"""By severity: the glyph says it without colour."""
WORST_FIRST = ("error", "warning", "note")


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then notes."""
    return sorted(findings, key=lambda finding: WORST_FIRST.index(finding.severity))


def finding_lines(findings: Iterable[Finding], width: int, most: int = 6) -> list[Line]:
    """Each finding with its rule and remedy, wrapped; beyond `most` lines it says how many are left out."""
    lines: list[Line] = []
    every = worst_first(findings)
    for at, finding in enumerate(every):
        mark, tone = MARKS[finding.severity]
        said = wrap(f"{finding.rule} {finding.message}", max(width - 2, 10))
        rows = [*said, *(wrap(finding.remedy, max(width - 2, 10)) if finding.remedy else ())]
        if lines and len(lines) + len(rows) > most:
            lines.append((Piece(f"  … and {len(every) - at} more", "dim"),))
            break
        lines += [
            (Piece(f"{mark if not number else ' '} ", tone), Piece(text, "" if number < len(said) else "dim"))
            for number, text in enumerate(rows)
        ]
    return lines


def finding_rows(findings: Iterable[Finding]) -> list[Row]:
    """One row a finding for a list of the columns glyph (1), rule (16), message."""
    return [
        Row(
            f"{finding.rule} {finding.where} {at}",
            (Piece(*MARKS[finding.severity]), Piece(finding.rule, "dim"), finding.message),
        )
        for at, finding in enumerate(worst_first(findings))
    ]
