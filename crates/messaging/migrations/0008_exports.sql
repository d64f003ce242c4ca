-- Conversations that somebody takes along as a file: written piece by piece by a job, kept for a day (M-18, P-32).
-- Class: confidential; shows to whoever asked for it.
CREATE TABLE messaging.exports (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL,
    owner_id        uuid NOT NULL,
    format          text NOT NULL CHECK (format IN ('JSON', 'TEXT')),
    status          text NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
    -- The last message that belongs to it, and the last one that is written.
    upto_seq        bigint NOT NULL,
    at_seq          bigint NOT NULL DEFAULT 0,
    -- Pieces in the blob store, `exports/<id>/0` and on.
    parts           integer NOT NULL DEFAULT 0,
    bytes           bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz
);
CREATE INDEX exports_under_way ON messaging.exports (owner_id, conversation_id) WHERE ended_at IS NULL;
CREATE INDEX exports_by_age ON messaging.exports (created_at);
ALTER TABLE messaging.exports ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.exports USING (messaging.is_system() OR owner_id = messaging.actor_id());
