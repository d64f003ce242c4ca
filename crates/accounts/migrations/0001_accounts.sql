-- People, what they sign in with, their sessions, and their businesses.
-- Each table names its data class (A-15). Confidential ones are closed by row-level security (P-15): a row shows to
-- the person it belongs to and to transactions that the program opens as the system (sign-in, jobs, admin work).
CREATE SCHEMA IF NOT EXISTS accounts;

CREATE FUNCTION accounts.is_system() RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT current_setting('app.system', true) = 'on' $$;
CREATE FUNCTION accounts.actor_id() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;
CREATE FUNCTION accounts.actor_business_id() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('app.business_id', true), '')::uuid $$;

-- Class: internal. What identifies a person beyond the name they show is in user_contacts.
CREATE TABLE accounts.users (
    id              uuid PRIMARY KEY,
    role            text NOT NULL CHECK (role IN ('CONSUMER', 'BUSINESS', 'FINANCIAL', 'PARTNER', 'ADMIN')),
    -- A role that waits for an admin's approval.
    requested_role  text CHECK (requested_role IN ('FINANCIAL', 'PARTNER')),
    status          text NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'DELETED')),
    display_name    text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
    country         text CHECK (length(country) = 2),
    language        text NOT NULL,
    currency        text CHECK (length(currency) = 3),
    data_saver      boolean NOT NULL DEFAULT false,
    time_zone       text,
    profile         jsonb NOT NULL DEFAULT '{}',
    onboarding_step text NOT NULL DEFAULT 'role',
    onboarding      jsonb NOT NULL DEFAULT '{}',
    -- The sign-up that set the present password of a PENDING account: only whoever made it is signed in by its code.
    registration_id uuid,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz
);
CREATE INDEX users_by_role ON accounts.users (role, id);
CREATE INDEX users_by_status ON accounts.users (status, id);
ALTER TABLE accounts.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts.users USING (accounts.is_system() OR id = accounts.actor_id());

-- Class: confidential (e-mail addresses and phone numbers).
CREATE TABLE accounts.user_contacts (
    user_id     uuid NOT NULL REFERENCES accounts.users (id),
    kind        text NOT NULL CHECK (kind IN ('EMAIL', 'PHONE')),
    -- E-mail in lower case, phone in E.164.
    address     text NOT NULL,
    verified_at timestamptz,
    -- False once the account is deleted: the address may be used again.
    active      boolean NOT NULL DEFAULT true,
    PRIMARY KEY (user_id, kind)
);
CREATE UNIQUE INDEX user_contacts_address ON accounts.user_contacts (lower(address)) WHERE active;
ALTER TABLE accounts.user_contacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts.user_contacts USING (accounts.is_system() OR user_id = accounts.actor_id());

-- Class: restricted.
CREATE TABLE accounts.credentials (
    user_id       uuid PRIMARY KEY REFERENCES accounts.users (id),
    password_hash text NOT NULL,
    changed_at    timestamptz NOT NULL
);
ALTER TABLE accounts.credentials ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON accounts.credentials USING (accounts.is_system());

-- Class: confidential. A session is a family of refresh tokens, or one cookie.
CREATE TABLE accounts.sessions (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES accounts.users (id),
    kind          text NOT NULL CHECK (kind IN ('WEB', 'API')),
    -- SHA-256 of a cookie's secret.
    secret_digest bytea,
    -- Refresh tokens are computed from this salt and their number, and none of them is stored.
    refresh_salt  bytea,
    generation    integer NOT NULL DEFAULT 0,
    rotated_at    timestamptz,
    device        text NOT NULL,
    -- Country that the sign-in came from.
    place         text,
    created_at    timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    revoked_at    timestamptz,
    CHECK ((kind = 'WEB') = (secret_digest IS NOT NULL)),
    CHECK ((kind = 'API') = (refresh_salt IS NOT NULL))
);
CREATE INDEX sessions_of_user ON accounts.sessions (user_id, created_at) WHERE revoked_at IS NULL;
CREATE INDEX sessions_by_expiry ON accounts.sessions (expires_at);
ALTER TABLE accounts.sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts.sessions USING (accounts.is_system() OR user_id = accounts.actor_id());

-- Class: restricted. The six digits are computed from the id with the program's key, so they stand nowhere.
CREATE TABLE accounts.codes (
    id         uuid PRIMARY KEY,
    purpose    text NOT NULL CHECK (purpose IN ('VERIFY', 'RESET')),
    address    text NOT NULL,
    language   text NOT NULL,
    tries      integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX codes_by_address ON accounts.codes (address, created_at);
CREATE INDEX codes_by_age ON accounts.codes (created_at);
ALTER TABLE accounts.codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON accounts.codes USING (accounts.is_system());

-- Class: restricted. A sign-up between its request and the job that looks whether the address is taken: so the answer
-- and its timing are the same either way.
CREATE TABLE accounts.registrations (
    id            uuid PRIMARY KEY,
    code_id       uuid NOT NULL,
    kind          text NOT NULL,
    address       text NOT NULL,
    display_name  text NOT NULL,
    password_hash text NOT NULL,
    country       text,
    language      text NOT NULL,
    created_at    timestamptz NOT NULL
);
ALTER TABLE accounts.registrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON accounts.registrations USING (accounts.is_system());

-- Class: confidential. Who signed in, failed to, was shut out, when and from where (A-7). Only ever added to.
CREATE TABLE accounts.auth_events (
    id             uuid PRIMARY KEY,
    at             timestamptz NOT NULL,
    kind           text NOT NULL,
    outcome        text NOT NULL CHECK (outcome IN ('OK', 'REFUSED')),
    reason         text,
    user_id        uuid,
    session_id     uuid,
    -- Keyed hash of the address that was tried, so that attempts on one address can be told apart without naming it.
    address_digest bytea,
    ip             inet,
    place          text,
    device         text
);
CREATE INDEX auth_events_of_user ON accounts.auth_events (user_id, at);
CREATE INDEX auth_events_by_time ON accounts.auth_events (at);
ALTER TABLE accounts.auth_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_reads ON accounts.auth_events USING (accounts.is_system() OR user_id = accounts.actor_id());

CREATE FUNCTION accounts.only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'accounts.auth_events is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts.auth_events
    FOR EACH STATEMENT EXECUTE FUNCTION accounts.only_added_to();

-- Class: internal. Private keys are computed from the salt with the program's secret and stand nowhere.
CREATE TABLE accounts.signing_keys (
    kid        text PRIMARY KEY,
    salt       bytea NOT NULL,
    public_key text NOT NULL,
    created_at timestamptz NOT NULL,
    -- Published ahead of its use, so that whoever keeps the list of keys for a while knows it in time.
    signs_from timestamptz NOT NULL
);
ALTER TABLE accounts.signing_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON accounts.signing_keys USING (accounts.is_system());

-- Class: public, what a business says of itself.
CREATE TABLE accounts.businesses (
    id            uuid PRIMARY KEY,
    slug          text NOT NULL,
    name          text NOT NULL CHECK (length(name) BETWEEN 2 AND 80),
    description   text NOT NULL DEFAULT '',
    business_type text NOT NULL,
    market        text,
    country       text NOT NULL CHECK (length(country) = 2),
    city          text,
    address       text,
    latitude      double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude     double precision CHECK (longitude BETWEEN -180 AND 180),
    phone         text,
    email         text,
    website       text,
    logo_media_id uuid,
    opening_hours jsonb NOT NULL DEFAULT '[]',
    time_zone     text NOT NULL,
    verification  text NOT NULL DEFAULT 'BASIC' CHECK (verification IN ('BASIC', 'VERIFIED', 'TRUSTED')),
    plan          text NOT NULL DEFAULT 'FREE' CHECK (plan IN ('FREE', 'GROWTH', 'PREMIUM')),
    status        text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'DELETED')),
    created_by    uuid NOT NULL,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz,
    CONSTRAINT businesses_slug UNIQUE (slug),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX businesses_by_country ON accounts.businesses (country, id) WHERE status = 'ACTIVE';
ALTER TABLE accounts.businesses ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON accounts.businesses FOR SELECT
    USING (status = 'ACTIVE' OR accounts.is_system() OR id = accounts.actor_business_id());
CREATE POLICY adding ON accounts.businesses FOR INSERT
    WITH CHECK (accounts.is_system() OR created_by = accounts.actor_id());
CREATE POLICY changing ON accounts.businesses FOR UPDATE
    USING (accounts.is_system() OR id = accounts.actor_business_id());
CREATE POLICY removing ON accounts.businesses FOR DELETE USING (accounts.is_system());

-- Class: public. The order is the business's own; the first one is its main one.
CREATE TABLE accounts.business_categories (
    business_id uuid NOT NULL REFERENCES accounts.businesses (id),
    position    smallint NOT NULL,
    category    text NOT NULL,
    PRIMARY KEY (business_id, position),
    UNIQUE (business_id, category)
);
CREATE INDEX business_categories_by_category ON accounts.business_categories (category, business_id);

-- What everybody may read of businesses (P-15).
CREATE VIEW accounts.public_businesses AS
    SELECT business.*,
           ARRAY(SELECT category FROM accounts.business_categories AS chosen
                 WHERE chosen.business_id = business.id ORDER BY position) AS categories
    FROM accounts.businesses AS business WHERE business.status = 'ACTIVE';

-- Class: internal. A user belongs to one business at a time.
CREATE TABLE accounts.business_members (
    business_id uuid NOT NULL REFERENCES accounts.businesses (id),
    user_id     uuid NOT NULL REFERENCES accounts.users (id),
    team_role   text NOT NULL CHECK (team_role IN ('CEO', 'MANAGER', 'STAFF')),
    joined_at   timestamptz NOT NULL,
    PRIMARY KEY (business_id, user_id),
    CONSTRAINT business_members_one_business UNIQUE (user_id)
);
ALTER TABLE accounts.business_members ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts.business_members
    USING (accounts.is_system() OR user_id = accounts.actor_id() OR business_id = accounts.actor_business_id());
