-- Advice: what the child computed, what people answered, experiments, the audience, reviews and decisions.

-- computed, replaced whole by whoever computes; never undone -------------------------------------------------------------------------------
-- `kind`: chance, joint, fan, timing, lifts, adjust …; `subject`: a goal's id, an account's key, or ''.
CREATE TABLE estimates (kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, fingerprint TEXT NOT NULL, made_at TEXT NOT NULL,
    PRIMARY KEY (kind, subject));
CREATE TABLE advice (id TEXT PRIMARY KEY, made_at TEXT NOT NULL, fingerprint TEXT NOT NULL, account TEXT NOT NULL, goal TEXT NOT NULL,
    rule TEXT NOT NULL, plugin TEXT NOT NULL, rank BIGINT NOT NULL, score DOUBLE PRECISION NOT NULL, body TEXT NOT NULL);
CREATE TABLE advice_runs (id TEXT PRIMARY KEY, at TEXT NOT NULL, fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, took DOUBLE PRECISION);
CREATE TABLE plugin_faults (plugin TEXT NOT NULL, hook TEXT NOT NULL, in_a_row BIGINT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (plugin, hook));

-- What triage makes of each version of a mention: `evidence` is a JSON list of the words that decided; `tone` is -1, 0 or 1.
CREATE TABLE mention_labels (account TEXT NOT NULL, ref TEXT NOT NULL, batch TEXT NOT NULL, label TEXT NOT NULL, evidence TEXT NOT NULL,
    tone BIGINT NOT NULL, PRIMARY KEY (account, ref, batch));
CREATE INDEX mentions_time ON mentions (account, created_at);
CREATE INDEX mentions_reply ON mentions (in_reply_to, account);
-- Hours with far more unkind mentions than that hour of the week usually has: `p` is the chance of as many.
CREATE TABLE mention_alarms (account TEXT NOT NULL, hour TEXT NOT NULL, mentions BIGINT NOT NULL, usual DOUBLE PRECISION NOT NULL,
    p DOUBLE PRECISION NOT NULL, weeks BIGINT NOT NULL, PRIMARY KEY (account, hour));

-- What was computed of an account's audience, as JSON by `kind`: habits, influencers, causes, refollows.
CREATE TABLE audience_figures (account TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, made_at TEXT NOT NULL,
    PRIMARY KEY (account, kind));

-- records ----------------------------------------------------------------------------------------------------------------------------------
-- `answer`: accepted, dismissed, snoozed; `made` names the task or slot made of it; `predicted` is the estimate as it was accepted.
CREATE TABLE advice_answers (id TEXT PRIMARY KEY, advice TEXT NOT NULL, account TEXT NOT NULL, goal TEXT NOT NULL, rule TEXT NOT NULL,
    answer TEXT NOT NULL, reason TEXT NOT NULL, until TEXT NOT NULL, login TEXT NOT NULL, at TEXT NOT NULL, made TEXT NOT NULL,
    predicted TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX advice_answers_rule ON advice_answers (rule, at);
CREATE TABLE experiments (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, account TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE experiment_units (id TEXT PRIMARY KEY, experiment TEXT NOT NULL, pair BIGINT NOT NULL, arm TEXT NOT NULL, slot TEXT NOT NULL,
    post TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX experiment_units_experiment ON experiment_units (experiment, pair);
-- What the team knows of a person beside what files say: `id` is account and handle.
CREATE TABLE person_marks (id TEXT PRIMARY KEY, account TEXT NOT NULL, handle TEXT NOT NULL, segment TEXT NOT NULL, value DOUBLE PRECISION,
    birthday TEXT NOT NULL, owner TEXT NOT NULL, note TEXT NOT NULL, held_out BIGINT NOT NULL, avoid BIGINT NOT NULL,
    fit DOUBLE PRECISION, collaboration TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE invitations (id TEXT PRIMARY KEY, account TEXT NOT NULL, handle TEXT NOT NULL, programme TEXT NOT NULL, kind TEXT NOT NULL,
    at TEXT NOT NULL, login TEXT NOT NULL, outcome TEXT NOT NULL, outcome_at TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX invitations_person ON invitations (account, handle, at);
-- What the team did with a mention: `id` is account and ref.
CREATE TABLE mention_marks (id TEXT PRIMARY KEY, account TEXT NOT NULL, ref TEXT NOT NULL, label TEXT NOT NULL, owner TEXT NOT NULL,
    answered_at TEXT NOT NULL, resolved_at TEXT NOT NULL, left_at TEXT NOT NULL, satisfaction BIGINT, note TEXT NOT NULL,
    version BIGINT NOT NULL);
CREATE TABLE programmes (id TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, started TEXT NOT NULL,
    ended TEXT NOT NULL, body TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE rivals (id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, day TEXT NOT NULL, measure TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL, version BIGINT NOT NULL);
CREATE TABLE segment_targets (id TEXT PRIMARY KEY, account TEXT NOT NULL, segment TEXT NOT NULL, measure TEXT NOT NULL,
    target DOUBLE PRECISION NOT NULL, version BIGINT NOT NULL);
CREATE TABLE reviews (id TEXT PRIMARY KEY, kind TEXT NOT NULL, period TEXT NOT NULL, account TEXT NOT NULL, held_at TEXT NOT NULL,
    state TEXT NOT NULL, body TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE decisions (id TEXT PRIMARY KEY, review TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL,
    options TEXT NOT NULL, deadline TEXT NOT NULL, login TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, task TEXT NOT NULL,
    body TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX decisions_review ON decisions (review);
