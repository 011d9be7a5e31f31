"""The life of a post, from idea to published: one table for every verb, screen and test (T07)."""

from datetime import timedelta

from tweetplan.domain.lifecycle import Lifecycle, Move, Stage

IDEA, DRAFT, IN_REVIEW, CHANGES_ASKED = "idea", "draft", "in_review", "changes_asked"
APPROVED, SCHEDULED, HANDED_OFF, PUBLISHED = "approved", "scheduled", "handed_off", "published"
HELD, EXPIRED, DROPPED = "held", "expired", "dropped"
WRITABLE = (IDEA, DRAFT, IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED, HELD, EXPIRED)
"""Where a text may still be changed; what was handed off is taken back first."""
REVIEW_PATIENCE = timedelta(hours=24)
"""After this a reviewer is reminded, and once more after twice as long (T07)."""

POST = Lifecycle(
    "post",
    stages=(
        Stage(IDEA, "idea"),
        Stage(DRAFT, "draft"),
        Stage(IN_REVIEW, "in review", patience=REVIEW_PATIENCE, next_role="reviewer"),
        Stage(CHANGES_ASKED, "changes asked", patience=timedelta(hours=48)),
        Stage(APPROVED, "approved"),
        Stage(SCHEDULED, "scheduled"),
        Stage(HANDED_OFF, "handed off", patience=timedelta(days=3)),
        Stage(PUBLISHED, "published"),
        Stage(HELD, "held"),
        Stage(EXPIRED, "expired"),
        Stage(DROPPED, "dropped"),
    ),
    moves=(
        Move("write", (IDEA,), DRAFT, said="written", typed="edit"),
        Move(
            "submit", (IDEA, DRAFT, CHANGES_ASKED), IN_REVIEW,
            guards=("has_text", "no_errors"), said="sent to review",
        ),
        Move(
            "ask_changes", (IN_REVIEW,), CHANGES_ASKED,
            guards=("may_object",), said="sent back for changes", typed="reject",
        ),
        Move("approve", (IN_REVIEW,), APPROVED, guards=("may_review", "complete"), said="approved"),
        Move("withdraw", (IN_REVIEW, CHANGES_ASKED, APPROVED), DRAFT, said="taken back to draft"),
        Move(
            "schedule", (DRAFT, APPROVED), SCHEDULED,
            guards=("has_text", "no_errors", "valid_approval", "has_slot", "not_frozen", "not_out"), said="scheduled",
        ),
        Move("unschedule", (SCHEDULED,), APPROVED, said="taken off the schedule"),
        Move(
            "hand_off", (SCHEDULED,), HANDED_OFF,
            guards=("valid_approval", "not_frozen", "not_out"), said="handed off",
        ),
        Move("take_back", (HANDED_OFF,), APPROVED, said="taken back from where it was handed off"),
        Move(
            "publish",
            (DRAFT, IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED, HANDED_OFF, HELD, EXPIRED),
            PUBLISHED,
            guards=("valid_approval",), said="published", typed="published",
        ),
        Move(
            "void", (IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED, HELD, EXPIRED), DRAFT,
            said="changed after it was approved", typed="",
        ),
        Move("hold", (IN_REVIEW, APPROVED, SCHEDULED, HANDED_OFF), HELD, said="held"),
        Move("release", (HELD,), "*", guards=("not_frozen", "not_too_late", "not_out"), said="released"),
        Move("expire", (IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED, HELD), EXPIRED, said="expired", typed=""),
        Move("revive", (EXPIRED, DROPPED), DRAFT, said="taken up again"),
        Move(
            "drop", (IDEA, DRAFT, IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED, HANDED_OFF, HELD, EXPIRED), DROPPED,
            said="dropped",
        ),
    ),
)  # fmt: skip
"""Idea → draft → in review → changes asked → approved → scheduled → handed off → published; held, expired, dropped."""

BOARD = (IDEA, DRAFT, IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED, HANDED_OFF, PUBLISHED)
"""The columns of the desk's board, in order."""
ASIDE = (HELD, EXPIRED, DROPPED)
"""The stages beside the board."""
