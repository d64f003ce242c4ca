-- Further addresses of an account (A-8), and businesses that are deleted for good after their time (P-39).
-- Only adds: programs of the version before go on beside this.

-- A code that proves a further address belongs to the account that asked for it.
ALTER TABLE accounts.codes ADD COLUMN user_id uuid;
ALTER TABLE accounts.codes DROP CONSTRAINT codes_purpose_check;
ALTER TABLE accounts.codes ADD CONSTRAINT codes_purpose_check CHECK (purpose IN ('VERIFY', 'RESET', 'CONTACT'));
ALTER TABLE accounts.codes ADD CONSTRAINT codes_owner_check CHECK ((purpose = 'CONTACT') = (user_id IS NOT NULL));
CREATE INDEX codes_of_user ON accounts.codes (user_id, created_at) WHERE user_id IS NOT NULL;

-- Class: confidential. Addresses that an account gave up: whoever reads there is told, and can object for a while.
CREATE TABLE accounts.former_contacts (
    id       uuid PRIMARY KEY,
    user_id  uuid NOT NULL REFERENCES accounts.users (id),
    kind     text NOT NULL CHECK (kind IN ('EMAIL', 'PHONE')),
    address  text NOT NULL,
    gone_at  timestamptz NOT NULL
);
CREATE INDEX former_contacts_by_age ON accounts.former_contacts (gone_at);
ALTER TABLE accounts.former_contacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON accounts.former_contacts USING (accounts.is_system());

-- What the purge looks through.
CREATE INDEX businesses_by_deletion ON accounts.businesses (deleted_at) WHERE status = 'DELETED';
