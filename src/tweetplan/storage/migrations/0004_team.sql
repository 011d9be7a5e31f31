-- The team: duties, hand-overs, crises, the inbox, pulses.

-- records ----------------------------------------------------------------------------------------------------------------------------------
CREATE TABLE duties (id TEXT PRIMARY KEY, role TEXT NOT NULL, title TEXT NOT NULL, kpi TEXT NOT NULL, target DOUBLE PRECISION,
    body TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE handovers (id TEXT PRIMARY KEY, giver TEXT NOT NULL, taker TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
    acknowledged_at TEXT NOT NULL, acknowledged_by TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE crises (id TEXT PRIMARY KEY, title TEXT NOT NULL, account TEXT NOT NULL, level TEXT NOT NULL, stage TEXT NOT NULL,
    opened_at TEXT NOT NULL, opened_by TEXT NOT NULL, closed_at TEXT NOT NULL, drill BIGINT NOT NULL, body TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE crisis_entries (id TEXT PRIMARY KEY, crisis TEXT NOT NULL, at TEXT NOT NULL, login TEXT NOT NULL, stage TEXT NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, due TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX crisis_entries_crisis ON crisis_entries (crisis, at);
CREATE TABLE statements (id TEXT PRIMARY KEY, level TEXT NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL,
    approved_by TEXT NOT NULL, approved_at TEXT NOT NULL, author TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE playbooks (id TEXT PRIMARY KEY, name TEXT NOT NULL, number BIGINT NOT NULL, body TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE pipelines (id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, stage TEXT NOT NULL, owner TEXT NOT NULL,
    due TEXT NOT NULL, body TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE pulses (id TEXT PRIMARY KEY, login TEXT NOT NULL, day TEXT NOT NULL, score BIGINT NOT NULL, note TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE topics (id TEXT PRIMARY KEY, account TEXT NOT NULL, day TEXT NOT NULL, text TEXT NOT NULL, owner TEXT NOT NULL,
    state TEXT NOT NULL, version BIGINT NOT NULL);

-- what was told to whom: never undone ------------------------------------------------------------------------------------------------------
CREATE TABLE events (id TEXT PRIMARY KEY, at TEXT NOT NULL, login TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL,
    subject TEXT NOT NULL, text TEXT NOT NULL, audience TEXT NOT NULL);
CREATE INDEX events_at ON events (at);
-- How far each plugin that tells people came: `state` is waiting, told, failed.
CREATE TABLE notices (event TEXT NOT NULL, plugin TEXT NOT NULL, state TEXT NOT NULL, tries BIGINT NOT NULL, next_at TEXT NOT NULL,
    said TEXT NOT NULL, PRIMARY KEY (event, plugin));
CREATE TABLE inbox (event TEXT NOT NULL, login TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (event, login));
-- What was kept from happening: `kind` is overwrite or repeat. Nothing was changed, so these are no operations.
CREATE TABLE avoided (id TEXT PRIMARY KEY, at TEXT NOT NULL, login TEXT NOT NULL, verb TEXT NOT NULL, kind TEXT NOT NULL);
