-- Verification by papers (A-10), roles that wait for an admin (A-9), who did something to an account (A-7), and the end
-- of what deleted accounts told of a person (A-20).
-- Only adds: programs of the version before go on beside this.

-- Class: confidential. What a business has sent to be verified and what was decided; decided rows are the record of it.
CREATE TABLE accounts.verifications (
    id          uuid PRIMARY KEY,
    business_id uuid NOT NULL REFERENCES accounts.businesses (id) ON DELETE CASCADE,
    -- TAKEN_BACK came without papers: an admin has lowered the level.
    status      text NOT NULL CHECK (status IN ('OPEN', 'APPROVED', 'REFUSED', 'TAKEN_BACK')),
    note        text NOT NULL DEFAULT '',
    -- The level that the decision gave.
    level       text CHECK (level IN ('BASIC', 'VERIFIED', 'TRUSTED')),
    reason      text,
    sent_by     uuid NOT NULL,
    sent_at     timestamptz NOT NULL,
    decided_by  uuid,
    decided_at  timestamptz,
    CHECK ((status = 'OPEN') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK ((status IN ('APPROVED', 'TAKEN_BACK')) = (level IS NOT NULL))
);
CREATE UNIQUE INDEX verifications_one_open ON accounts.verifications (business_id) WHERE status = 'OPEN';
CREATE INDEX verifications_queue ON accounts.verifications (sent_at, id) WHERE status = 'OPEN';
CREATE INDEX verifications_of_business ON accounts.verifications (business_id, sent_at);
CREATE INDEX verifications_decided ON accounts.verifications (decided_at) WHERE decided_at IS NOT NULL;
ALTER TABLE accounts.verifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts.verifications
    USING (accounts.is_system() OR business_id = accounts.actor_business_id());

-- Class: restricted. Photos of papers. The files lie in the blob store, each sealed with a key of its own, which is
-- sealed with one that follows from the program's secret (P-31). Gone 90 days after the decision.
CREATE TABLE accounts.verification_papers (
    id              uuid PRIMARY KEY,
    verification_id uuid NOT NULL REFERENCES accounts.verifications (id) ON DELETE CASCADE,
    business_id     uuid NOT NULL,
    position        smallint NOT NULL,
    sealed_key      bytea NOT NULL,
    UNIQUE (verification_id, position)
);
CREATE INDEX verification_papers_of_business ON accounts.verification_papers (business_id);
ALTER TABLE accounts.verification_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts.verification_papers
    USING (accounts.is_system() OR business_id = accounts.actor_business_id());

-- Who waits for a role; few do.
CREATE INDEX users_by_requested_role ON accounts.users (requested_role, id) WHERE requested_role IS NOT NULL;

-- When what a deleted account told of a person was erased.
ALTER TABLE accounts.users ADD COLUMN erased_at timestamptz;
CREATE INDEX users_to_erase ON accounts.users (deleted_at) WHERE status = 'DELETED' AND erased_at IS NULL;

-- Whose hand it was: an admin's where it is not the user's own; empty for the program's own work and for strangers.
ALTER TABLE accounts.auth_events ADD COLUMN actor_id uuid;
