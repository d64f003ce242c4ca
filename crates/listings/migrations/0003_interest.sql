-- Who is shown what, how often, and what comes of it (L-5, L-9).

-- New listings that have yet to be shown often enough. A row goes when that has been done or the listing's life ends.
CREATE TABLE listings.fresh (
    listing_id uuid PRIMARY KEY REFERENCES listings.listings ON DELETE CASCADE,
    since      timestamptz NOT NULL,
    shown      integer NOT NULL DEFAULT 0
);
CREATE INDEX fresh_by_age ON listings.fresh (since, listing_id);

-- What became of a listing on one day (UTC).
CREATE TABLE listings.daily (
    listing_id  uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    day         date NOT NULL,
    business_id uuid NOT NULL,
    -- Times it stood in a list, and how many of these in a paid slot.
    shown       bigint NOT NULL DEFAULT 0,
    featured    bigint NOT NULL DEFAULT 0,
    -- Distinct people who opened it, called or wrote, and kept it.
    views       bigint NOT NULL DEFAULT 0,
    contacts    bigint NOT NULL DEFAULT 0,
    saves       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (listing_id, day)
);
CREATE INDEX daily_by_day ON listings.daily (day);
ALTER TABLE listings.daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.daily USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);

-- What all paid slots together were shown in one hour, so that one of them can be told its share.
CREATE TABLE listings.featured_hours (
    hour  timestamptz PRIMARY KEY,
    shown bigint NOT NULL
);

-- Who did what with which listing on one day, as numbers that lead back to nobody; kept for two days, so that everybody
-- is counted once. Class: confidential.
CREATE TABLE listings.interested (
    day        date NOT NULL,
    listing_id uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('VIEW', 'CONTACT', 'SAVE')),
    viewer     bigint NOT NULL,
    PRIMARY KEY (day, listing_id, kind, viewer)
);
ALTER TABLE listings.interested ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_system ON listings.interested USING (current_setting('app.system', true) = 'on');
