"""What always holds of crises: a name, a sentence, and a query each (T09, T18)."""

from tweetplan.domain.crisis import CRISIS, LEVELS, OVER

_STAGES = ", ".join(f"'{stage.key}'" for stage in CRISIS.stages)
_LEVELS = ", ".join(f"'{level}'" for level in LEVELS)
_OVER = ", ".join(f"'{stage}'" for stage in OVER)

CRISES: tuple[tuple[str, str, str], ...] = (
    (
        "crises-in-a-stage",
        "every crisis is in a stage and at a level, closed when it is over, and has the line of its opening",
        f"SELECT 'crisis ' || id || ': ' || stage || ', ' || level FROM crises c WHERE stage NOT IN ({_STAGES})"
        f" OR level NOT IN ({_LEVELS}) OR (closed_at <> '') <> (stage IN ({_OVER})) OR NOT EXISTS"
        " (SELECT 1 FROM crisis_entries e WHERE e.crisis = c.id AND e.kind = 'opened')",
    ),
    (
        "high-is-frozen",
        "while a crisis goes on at level high its accounts are frozen; after it, and in an exercise, not by it",
        "SELECT 'crisis ' || id FROM crises c WHERE level = 'high' AND closed_at = '' AND drill = 0 AND NOT EXISTS"
        " (SELECT 1 FROM freezes f WHERE f.crisis = c.id AND f.released_at = '')"
        " UNION ALL SELECT 'freeze ' || f.id FROM freezes f WHERE f.crisis <> '' AND f.released_at = '' AND NOT EXISTS"
        " (SELECT 1 FROM crises c WHERE c.id = f.crisis AND c.closed_at = '' AND c.drill = 0)",
    ),
    (
        "entries-of-a-crisis",
        "every line of a thread is of a crisis that exists, and says who and when",
        "SELECT 'entry ' || e.id FROM crisis_entries e WHERE e.login = '' OR e.at = '' OR NOT EXISTS"
        " (SELECT 1 FROM crises c WHERE c.id = e.crisis)",
    ),
)
