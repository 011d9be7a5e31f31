-- The desk: a post's life, who approved which wording, what was handed over, and what stops it all.

ALTER TABLE posts ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN made_at TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN before TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN content TEXT NOT NULL DEFAULT '{}';
ALTER TABLE posts ADD COLUMN wording_by TEXT NOT NULL DEFAULT '';
CREATE INDEX posts_since ON posts (state, since);

ALTER TABLE slots ADD COLUMN owner TEXT NOT NULL DEFAULT '';

-- records -------------------------------------------------------------------------------------------------------------------------------
CREATE TABLE approvals (id TEXT PRIMARY KEY, post TEXT NOT NULL, login TEXT NOT NULL, at TEXT NOT NULL, verdict TEXT NOT NULL,
    hash TEXT NOT NULL, role TEXT NOT NULL, comment TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX approvals_post ON approvals (post, at);
CREATE TABLE comments (id TEXT PRIMARY KEY, post TEXT NOT NULL, login TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE INDEX comments_post ON comments (post, at);
CREATE TABLE waivers (id TEXT PRIMARY KEY, post TEXT NOT NULL, rule TEXT NOT NULL, login TEXT NOT NULL, at TEXT NOT NULL,
    reason TEXT NOT NULL, hash TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX waivers_post ON waivers (post);
CREATE TABLE assets (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, alt TEXT NOT NULL,
    account TEXT NOT NULL, owner TEXT NOT NULL, number BIGINT NOT NULL, version BIGINT NOT NULL);
-- One row each time a post is given to a publisher or handed to another tool: the intent before the call, the outcome after it.
-- `state`: intended, done, refused, unknown, handed, paused, cancelled.
CREATE TABLE deliveries (id TEXT PRIMARY KEY, post TEXT NOT NULL, account TEXT NOT NULL, by_tool TEXT NOT NULL, state TEXT NOT NULL,
    due TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL, x_id TEXT NOT NULL, url TEXT NOT NULL, said TEXT NOT NULL,
    login TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX deliveries_post ON deliveries (post, at);
CREATE INDEX deliveries_state ON deliveries (state, due);
CREATE TABLE freezes (id TEXT PRIMARY KEY, account TEXT NOT NULL, reason TEXT NOT NULL, login TEXT NOT NULL, at TEXT NOT NULL,
    crisis TEXT NOT NULL, released_at TEXT NOT NULL, released_by TEXT NOT NULL,
    confirm_by TEXT NOT NULL, version BIGINT NOT NULL);
-- What a freeze found: `place` is here (held) or the tool it was handed to; `answer` is '', paused, kept, moved, dropped.
CREATE TABLE frozen_posts (id TEXT PRIMARY KEY, freeze TEXT NOT NULL, post TEXT NOT NULL, place TEXT NOT NULL, due TEXT NOT NULL,
    owner TEXT NOT NULL, answer TEXT NOT NULL, answered_by TEXT NOT NULL, answered_at TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX frozen_posts_freeze ON frozen_posts (freeze);
-- Which imported post is which of the plan's, as a person decided: `post` empty means none of ours.
CREATE TABLE matched_posts (id TEXT PRIMARY KEY, account TEXT NOT NULL, ref TEXT NOT NULL, post TEXT NOT NULL, login TEXT NOT NULL,
    at TEXT NOT NULL, version BIGINT NOT NULL);
-- What an import could not tell: the posts of the plan (a JSON list of ids) that an imported post may be. Withdrawn with its batch.
CREATE TABLE unsure_matches (batch TEXT NOT NULL, account TEXT NOT NULL, ref TEXT NOT NULL, posts TEXT NOT NULL,
    PRIMARY KEY (account, ref, batch));
-- What people said of posts that are out: intent, topic, format, call to action, goal; `id` is account and ref.
CREATE TABLE tags (id TEXT PRIMARY KEY, account TEXT NOT NULL, ref TEXT NOT NULL, intent TEXT NOT NULL, topic TEXT NOT NULL,
    format TEXT NOT NULL, cta TEXT NOT NULL, goal TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX tags_account ON tags (account, ref);
-- What was posted, by a few hashes of its words, so that a draft finds what is like it (W01); filled by checks and ticks, not by imports.
CREATE TABLE likeness_keys (hash BIGINT NOT NULL, account TEXT NOT NULL, ref TEXT NOT NULL);
CREATE INDEX likeness_keys_hash ON likeness_keys (hash);
-- Up to which ref each import's posts are in there, from the newest on.
CREATE TABLE likeness_done (batch TEXT NOT NULL, account TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY (batch, account));
-- Days to respect, typed or read from a calendar file: `kind` is holiday, event or risk.
CREATE TABLE dates (id TEXT PRIMARY KEY, account TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, title TEXT NOT NULL,
    kind TEXT NOT NULL, source TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX dates_day ON dates (first_day, last_day);
