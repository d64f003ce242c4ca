-- Events, jobs, schedules and idempotency keys: what every domain writes along with its own rows.
CREATE SCHEMA IF NOT EXISTS platform;

-- The outbox: one row per event, in the transaction of the change it tells of.
CREATE TABLE platform.events (
    id          uuid PRIMARY KEY,
    type        text NOT NULL,
    version     smallint NOT NULL,
    occurred_at timestamptz NOT NULL,
    source      text NOT NULL,
    aggregate   text NOT NULL,
    actor       uuid,
    business_id uuid,
    data        jsonb NOT NULL,
    trace_id    text
);
CREATE INDEX events_by_time ON platform.events (occurred_at);

-- Work to be done after the commit: deliveries of events to subscribers (event_id set) and jobs of the domains.
-- Jobs of one handler and ordering key run one after another; a failing one holds back the later ones.
CREATE TABLE platform.jobs (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handler      text NOT NULL,
    ordering_key text NOT NULL,
    event_id     uuid,
    payload      jsonb NOT NULL,
    run_at       timestamptz NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    last_error   text,
    dead_at      timestamptz
);
CREATE INDEX jobs_in_order ON platform.jobs (handler, ordering_key, id) WHERE dead_at IS NULL;
CREATE INDEX jobs_due ON platform.jobs (run_at, id) WHERE dead_at IS NULL;
CREATE INDEX jobs_dead ON platform.jobs (dead_at) WHERE dead_at IS NOT NULL;
-- Rows live for milliseconds: vacuum early, and leave room in the page for the update of a failed try.
ALTER TABLE platform.jobs SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, fillfactor = 80);

CREATE TABLE platform.schedules (
    name      text PRIMARY KEY,
    last_tick timestamptz NOT NULL
);

-- The first answer to a request with an Idempotency-Key, written in the transaction of its effect (P-7).
CREATE TABLE platform.idempotency (
    scope      text NOT NULL,
    key        text NOT NULL,
    digest     bytea NOT NULL,
    status     smallint NOT NULL,
    location   text,
    body       bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_by_age ON platform.idempotency (created_at);
