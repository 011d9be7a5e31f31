-- One portable subset of SQLite and PostgreSQL: TEXT, BIGINT, DOUBLE PRECISION; ids made by the client; instants as UTC text.
-- `version` of a record is the seq of the operation that last wrote it, so "changed since revision R" is `version > R`.
-- `account` is a handle key (lower case, with @) everywhere.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE operations (
    seq BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, uid BIGINT NOT NULL, login TEXT NOT NULL, host TEXT NOT NULL,
    note TEXT NOT NULL, verb TEXT NOT NULL, summary TEXT NOT NULL, changes TEXT NOT NULL, batch TEXT NOT NULL,
    undoes TEXT NOT NULL, undone_by TEXT NOT NULL
);
CREATE INDEX operations_login ON operations (login, seq);

-- records: written only through an operation, so each can be undone ---------------------------------------------------------------
CREATE TABLE accounts (id TEXT PRIMARY KEY, handle TEXT NOT NULL, role TEXT NOT NULL, zone TEXT NOT NULL, audience_zone TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE members (id TEXT PRIMARY KEY, roles TEXT NOT NULL, zone TEXT NOT NULL, hours TEXT NOT NULL, minutes_a_week BIGINT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE goals (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, account TEXT NOT NULL, kpi TEXT NOT NULL,
    target DOUBLE PRECISION NOT NULL, start_day TEXT NOT NULL, end_day TEXT NOT NULL, reason TEXT NOT NULL, statement TEXT NOT NULL,
    baseline DOUBLE PRECISION, importance BIGINT NOT NULL, urgency BIGINT NOT NULL, tier TEXT NOT NULL, supports TEXT NOT NULL,
    owner TEXT NOT NULL, campaign TEXT NOT NULL, fields TEXT NOT NULL, anchors TEXT NOT NULL, periods TEXT NOT NULL,
    draft BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE replans (id TEXT PRIMARY KEY, goal TEXT NOT NULL, as_of TEXT NOT NULL, actual DOUBLE PRECISION NOT NULL,
    target DOUBLE PRECISION NOT NULL, anchors TEXT NOT NULL, missed TEXT NOT NULL, gap DOUBLE PRECISION NOT NULL, made_at TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE INDEX replans_goal ON replans (goal, version);
CREATE TABLE asked (id TEXT PRIMARY KEY, goal TEXT NOT NULL, period TEXT NOT NULL, commitment DOUBLE PRECISION, planned DOUBLE PRECISION,
    actual DOUBLE PRECISION, closed_at TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE themes (id TEXT PRIMARY KEY, account TEXT NOT NULL, period TEXT NOT NULL, theme TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE patterns (id TEXT PRIMARY KEY, account TEXT NOT NULL, days TEXT NOT NULL, times TEXT NOT NULL, zone TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE mixes (id TEXT PRIMARY KEY, account TEXT NOT NULL, axis TEXT NOT NULL, rule TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE settings (id TEXT PRIMARY KEY, value TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE slots (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, zone TEXT NOT NULL, at TEXT NOT NULL,
    plan TEXT NOT NULL, intent TEXT NOT NULL, topic TEXT NOT NULL, format TEXT NOT NULL, goal TEXT NOT NULL, title TEXT NOT NULL,
    locked BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX slots_day ON slots (day, account);
CREATE TABLE posts (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, slot TEXT NOT NULL, x_id TEXT NOT NULL,
    url TEXT NOT NULL, utm TEXT NOT NULL, intent TEXT NOT NULL, topic TEXT NOT NULL, format TEXT NOT NULL, goal TEXT NOT NULL,
    planned_for TEXT NOT NULL, extra TEXT NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX posts_x_id ON posts (x_id);
CREATE INDEX posts_state ON posts (state, account);
CREATE INDEX posts_slot ON posts (slot, planned_for);
CREATE TABLE tasks (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, due TEXT NOT NULL, role TEXT NOT NULL, minutes BIGINT NOT NULL, goal TEXT NOT NULL,
    account TEXT NOT NULL, why TEXT NOT NULL, template TEXT NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL, done_on TEXT NOT NULL,
    skipped_because TEXT NOT NULL, makes_post BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX tasks_due ON tasks (due, state);
CREATE INDEX tasks_template ON tasks (template);

-- declarations of installed plugins, as values ------------------------------------------------------------------------------------
CREATE TABLE declarations (key TEXT PRIMARY KEY, plugin TEXT NOT NULL, version TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL,
    seen_at TEXT NOT NULL, present BIGINT NOT NULL);

-- results: append-only by batch -----------------------------------------------------------------------------------------------------
CREATE TABLE batches (
    id TEXT PRIMARY KEY, seq BIGINT NOT NULL, reader TEXT NOT NULL, account TEXT NOT NULL, files TEXT NOT NULL, imported_at TEXT NOT NULL,
    counts TEXT NOT NULL, withdrawn BIGINT NOT NULL
);
CREATE TABLE coverage (
    batch TEXT NOT NULL, account TEXT NOT NULL, source TEXT NOT NULL, campaign TEXT NOT NULL, measure TEXT NOT NULL,
    first_day TEXT NOT NULL, last_day TEXT NOT NULL, PRIMARY KEY (account, source, campaign, measure, batch, first_day)
);
CREATE TABLE post_results (
    account TEXT NOT NULL, ref TEXT NOT NULL, batch TEXT NOT NULL, part BIGINT NOT NULL, live BIGINT NOT NULL,
    period_end TEXT NOT NULL, posted_at TEXT NOT NULL, day TEXT NOT NULL, weekday BIGINT NOT NULL, hour BIGINT NOT NULL,
    month TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL, format TEXT NOT NULL,
    impressions DOUBLE PRECISION, engagements DOUBLE PRECISION, likes DOUBLE PRECISION, replies DOUBLE PRECISION,
    reposts DOUBLE PRECISION, bookmarks DOUBLE PRECISION, shares DOUBLE PRECISION, profile_visits DOUBLE PRECISION,
    url_clicks DOUBLE PRECISION, hashtag_clicks DOUBLE PRECISION, detail_expands DOUBLE PRECISION, permalink_clicks DOUBLE PRECISION,
    new_follows DOUBLE PRECISION, video_views DOUBLE PRECISION, media_views DOUBLE PRECISION, extra TEXT NOT NULL, plan_post TEXT NOT NULL,
    PRIMARY KEY (account, ref, batch, part)
);
CREATE INDEX post_results_day ON post_results (account, day);
CREATE TABLE day_results (
    account TEXT NOT NULL, source TEXT NOT NULL, campaign TEXT NOT NULL, day TEXT NOT NULL, measure TEXT NOT NULL,
    batch TEXT NOT NULL, part BIGINT NOT NULL, live BIGINT NOT NULL, period_end TEXT NOT NULL, value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (account, source, campaign, measure, day, batch, part)
);
CREATE TABLE daily (
    account TEXT NOT NULL, source TEXT NOT NULL, campaign TEXT NOT NULL, day TEXT NOT NULL, measure TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL, PRIMARY KEY (account, source, measure, campaign, day)
);
CREATE TABLE people (
    account TEXT NOT NULL, handle TEXT NOT NULL, segment TEXT NOT NULL, followers BIGINT, last_interaction TEXT NOT NULL,
    birthday TEXT NOT NULL, value DOUBLE PRECISION, batch TEXT NOT NULL, PRIMARY KEY (account, handle, batch)
);
CREATE TABLE follower_lists (account TEXT NOT NULL, day TEXT NOT NULL, handle TEXT NOT NULL, batch TEXT NOT NULL,
    PRIMARY KEY (account, day, handle, batch));
CREATE TABLE mentions (
    account TEXT NOT NULL, ref TEXT NOT NULL, author TEXT NOT NULL, created_at TEXT NOT NULL, text TEXT NOT NULL,
    in_reply_to TEXT NOT NULL, answered_at TEXT NOT NULL, resolved_at TEXT NOT NULL, batch TEXT NOT NULL, live BIGINT NOT NULL,
    PRIMARY KEY (account, ref, batch)
);

-- what `tick` did, claimed in the store so that ten sessions do it once -----------------------------------------------------------------
CREATE TABLE ticks (job TEXT NOT NULL, due TEXT NOT NULL, claimed_at TEXT NOT NULL, login TEXT NOT NULL, outcome TEXT NOT NULL,
    PRIMARY KEY (job, due));
