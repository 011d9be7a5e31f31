"""What always holds of posts, approvals, deliveries and frozen posts: a name, a sentence, and a query each (T07)."""

from tweetplan.domain.deliveries import STATES
from tweetplan.domain.post_life import POST
from tweetplan.storage.references import SAID_OF_POST

_DEAD = "('expired', 'dropped')"
_STAGES = ", ".join(f"'{stage.key}'" for stage in POST.stages)
_DELIVERED = ", ".join(f"'{state}'" for state in STATES)

POSTS: tuple[tuple[str, str, str], ...] = (
    (
        "posts-in-a-stage",
        "every post is in a stage of its life, and every delivery in a state",
        f"SELECT 'post ' || id || ': ' || state FROM posts WHERE state NOT IN ({_STAGES})"
        f" UNION ALL SELECT 'delivery ' || id || ': ' || state FROM deliveries WHERE state NOT IN ({_DELIVERED})",
    ),
    (
        "posts-on-slots",
        "the slot of a living post is there, of its account, and its own",
        "SELECT 'post ' || p.id || ' on ' || p.slot FROM posts p WHERE p.slot <> ''"
        f" AND p.state NOT IN {_DEAD}"
        " AND (NOT EXISTS (SELECT 1 FROM slots s WHERE s.id = p.slot AND s.account = p.account)"
        " OR EXISTS (SELECT 1 FROM posts o WHERE o.slot = p.slot AND o.id <> p.id"
        f" AND o.state NOT IN {_DEAD}))",
    ),
    (
        "published-has-an-id",
        "what is published has an id on X, and no two posts of an account have the same",
        "SELECT 'post ' || id FROM posts WHERE state = 'published' AND x_id = ''"
        " UNION ALL SELECT account || ' ' || x_id FROM posts WHERE x_id <> ''"
        " GROUP BY account, x_id HAVING COUNT(*) > 1",
    ),
    (
        "said-of-a-post",
        "approvals, comments, waivers, deliveries and frozen posts are of a post that exists",
        " UNION ALL ".join(
            f"SELECT '{table} ' || r.id FROM {table} r WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = r.post)"
            for table in SAID_OF_POST
        ),
    ),
    (
        "out-once",
        "no part of a post is out twice, and none has two open intents",
        "SELECT 'post ' || post FROM deliveries WHERE state = 'intended' GROUP BY post HAVING COUNT(*) > 1"
        " UNION ALL SELECT account || ' ' || x_id FROM deliveries WHERE state = 'done' AND x_id <> ''"
        " GROUP BY account, x_id HAVING COUNT(*) > 1",
    ),
    (
        "unknown-stays",
        "what nobody knows the outcome of is neither scheduled nor handed off",
        "SELECT 'post ' || d.post FROM deliveries d JOIN posts p ON p.id = d.post WHERE d.state = 'unknown'"
        " AND p.state IN ('scheduled', 'handed_off')",
    ),
    (
        "frozen-is-still",
        "a frozen account has nothing scheduled, and what a freeze found names it",
        "SELECT 'post ' || p.id FROM posts p WHERE p.state = 'scheduled' AND EXISTS (SELECT 1 FROM freezes f"
        " WHERE f.released_at = '' AND f.account IN ('', p.account))"
        " UNION ALL SELECT 'frozen post ' || r.id FROM frozen_posts r"
        " WHERE NOT EXISTS (SELECT 1 FROM freezes f WHERE f.id = r.freeze)",
    ),
)
