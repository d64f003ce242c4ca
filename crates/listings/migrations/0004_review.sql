-- What an admin has to look at: listings that wait for a review, and those that people complain about (L-10, L-11).
CREATE TABLE listings.cases (
    listing_id  uuid PRIMARY KEY REFERENCES listings.listings ON DELETE CASCADE,
    business_id uuid NOT NULL,
    opened_at   timestamptz NOT NULL,
    -- Codes of what the automatic checks have found.
    findings    text[] NOT NULL DEFAULT '{}',
    reports     integer NOT NULL DEFAULT 0
);
CREATE INDEX cases_by_age ON listings.cases (opened_at, listing_id);
ALTER TABLE listings.cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.cases USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);

-- One complaint of one person about one listing. Class: confidential.
CREATE TABLE listings.reports (
    listing_id  uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    user_id     uuid NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('SCAM', 'FORBIDDEN', 'WRONG', 'COPY', 'OFFENSIVE', 'OTHER')),
    note        text CHECK (char_length(note) <= 500),
    reported_at timestamptz NOT NULL,
    -- Set when an admin has dealt with it; only then may the same person complain again.
    settled_at  timestamptz,
    PRIMARY KEY (listing_id, user_id)
);
ALTER TABLE listings.reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.reports USING (
    current_setting('app.system', true) = 'on'
    OR user_id = nullif(current_setting('app.user_id', true), '')::uuid
);

-- What admins have decided, for ever.
CREATE TABLE listings.decisions (
    id          uuid PRIMARY KEY,
    listing_id  uuid NOT NULL,
    business_id uuid NOT NULL,
    decided_by  uuid NOT NULL,
    decision    text NOT NULL CHECK (decision IN ('APPROVED', 'REJECTED')),
    reason      text,
    findings    text[] NOT NULL,
    reports     integer NOT NULL,
    decided_at  timestamptz NOT NULL
);
CREATE INDEX decisions_by_listing ON listings.decisions (listing_id, decided_at);
ALTER TABLE listings.decisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_system ON listings.decisions USING (current_setting('app.system', true) = 'on');

-- Pictures of refused listings, by the address that their content gives them.
CREATE TABLE listings.refused_pictures (
    address    text PRIMARY KEY,
    refused_at timestamptz NOT NULL
);

-- A number that two listings have in common when they say the same in the same words; none for bulk data.
ALTER TABLE listings.listings ADD COLUMN likeness bigint;
CREATE INDEX live_by_likeness ON listings.listings (likeness) WHERE status = 'ACTIVE' AND likeness IS NOT NULL;
CREATE OR REPLACE VIEW listings.live AS
    SELECT id, business_id, created_by, type, status, title, description, category, root_category, price_minor, currency,
           latitude, longitude, cell, tile, address, city, city_key, country, market, duration_hours, media_ids, photo,
           seller_name, seller_slug, seller_verified, activated_at, expires_at, remind_at, featured_from, featured_until,
           rotation, extensions_used, rejection, withdrawn_at, withdrawn_from, version, created_at, updated_at, likeness
    FROM listings.listings
    WHERE status = 'ACTIVE';
