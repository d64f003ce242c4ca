-- Offers and requests, the category tree they stand in, and who saved which.
CREATE SCHEMA IF NOT EXISTS listings;

-- The managed tree. A category that is no longer wanted is switched off, never deleted: listings still name it.
CREATE TABLE listings.categories (
    slug     text PRIMARY KEY,
    parent   text REFERENCES listings.categories,
    root     text NOT NULL,
    names    jsonb NOT NULL,
    glyph    text NOT NULL,
    position integer NOT NULL,
    active   boolean NOT NULL DEFAULT true
);

CREATE TABLE listings.listings (
    id              uuid PRIMARY KEY,
    business_id     uuid NOT NULL,
    created_by      uuid NOT NULL,
    type            text NOT NULL CHECK (type IN ('OFFER', 'REQUEST')),
    status          text NOT NULL
                    CHECK (status IN ('DRAFT', 'PENDING_REVIEW', 'ACTIVE', 'EXPIRED', 'REJECTED', 'WITHDRAWN')),
    title           text NOT NULL CHECK (char_length(title) BETWEEN 5 AND 100),
    description     text NOT NULL CHECK (char_length(description) <= 2000),
    category        text REFERENCES listings.categories,
    root_category   text,
    price_minor     bigint CHECK (price_minor >= 0),
    currency        text CHECK (currency ~ '^[A-Z]{3}$'),
    latitude        double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude       double precision CHECK (longitude BETWEEN -180 AND 180),
    -- Where it is on the grid of `listings::near`: cells of a hundredth of a degree, tiles of 128 by 128 cells. A cell is
    -- (row from the south pole) * 36000 + (column from the date line), a tile likewise with 282 columns.
    cell            integer GENERATED ALWAYS AS (
                        floor((latitude + 90) * 100)::integer * 36000
                        + floor((longitude + 180) * 100)::integer % 36000
                    ) STORED,
    tile            integer GENERATED ALWAYS AS (
                        floor((latitude + 90) * 100)::integer / 128 * 282
                        + floor((longitude + 180) * 100)::integer % 36000 / 128
                    ) STORED,
    address         text CHECK (char_length(address) <= 200),
    city            text CHECK (char_length(city) <= 80),
    -- The town as filters compare it: lower case, without accents.
    city_key        text,
    country         text CHECK (country ~ '^[A-Z]{2}$'),
    market          text,
    duration_hours  smallint NOT NULL CHECK (duration_hours IN (24, 48, 72, 96)),
    media_ids       uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(media_ids) <= 5),
    -- What a card shows of others: the first picture and the business. Kept fresh by events.
    photo           jsonb,
    seller_name     text NOT NULL,
    seller_slug     text NOT NULL,
    seller_verified boolean NOT NULL,
    activated_at    timestamptz,
    expires_at      timestamptz,
    -- When the owner is to be told that a fifth of the time is left; null once that has been done.
    remind_at       timestamptz,
    featured_from   timestamptz,
    featured_until  timestamptz,
    -- Its place among the featured ones, drawn when it is featured: a session starts somewhere in the circle.
    rotation        integer NOT NULL DEFAULT 0,
    extensions_used smallint NOT NULL DEFAULT 0 CHECK (extensions_used >= 0),
    rejection       text,
    withdrawn_at    timestamptz,
    withdrawn_from  text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT price_and_currency_together CHECK ((price_minor IS NULL) = (currency IS NULL)),
    CONSTRAINT latitude_and_longitude_together CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT city_and_key_together CHECK ((city IS NULL) = (city_key IS NULL)),
    CONSTRAINT whole_unless_draft
        CHECK ('DRAFT' IN (status, coalesce(withdrawn_from, '')) OR (category IS NOT NULL AND char_length(description) >= 20)),
    CONSTRAINT live_has_a_life
        CHECK (status NOT IN ('ACTIVE', 'EXPIRED') OR (activated_at IS NOT NULL AND expires_at > activated_at)),
    CONSTRAINT featured_has_both_ends CHECK ((featured_from IS NULL) = (featured_until IS NULL)),
    CONSTRAINT withdrawn_says_when_and_from
        CHECK ((status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL) AND (withdrawn_at IS NULL) = (withdrawn_from IS NULL))
);
-- Room in the page, so that an update of a card's copy or of a version stays there.
ALTER TABLE listings.listings SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);

-- The orders of the feed: all, and by what people narrow it down with.
CREATE INDEX live_newest ON listings.listings (activated_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX live_by_category ON listings.listings (category, activated_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX live_by_root ON listings.listings (root_category, activated_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX live_by_country ON listings.listings (country, activated_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX live_by_city ON listings.listings (city_key, activated_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX live_by_city_and_category ON listings.listings (city_key, category, activated_at DESC, id DESC)
    WHERE status = 'ACTIVE';
CREATE INDEX live_by_business ON listings.listings (business_id, activated_at DESC, id DESC) WHERE status = 'ACTIVE';
CREATE INDEX live_by_price ON listings.listings (currency, price_minor, id) WHERE status = 'ACTIVE' AND currency IS NOT NULL;
CREATE INDEX live_featured ON listings.listings (rotation, id) WHERE status = 'ACTIVE' AND featured_until IS NOT NULL;
CREATE INDEX live_featured_by_category ON listings.listings (category, rotation, id)
    WHERE status = 'ACTIVE' AND featured_until IS NOT NULL;
CREATE INDEX live_featured_by_root ON listings.listings (root_category, rotation, id)
    WHERE status = 'ACTIVE' AND featured_until IS NOT NULL;
CREATE INDEX live_featured_by_country ON listings.listings (country, rotation, id)
    WHERE status = 'ACTIVE' AND featured_until IS NOT NULL;
CREATE INDEX live_featured_by_city ON listings.listings (city_key, rotation, id)
    WHERE status = 'ACTIVE' AND featured_until IS NOT NULL;
CREATE INDEX live_by_place ON listings.listings (tile, cell) WHERE status = 'ACTIVE' AND tile IS NOT NULL;
-- What time does.
CREATE INDEX live_by_expiry ON listings.listings (expires_at) WHERE status = 'ACTIVE';
CREATE INDEX live_to_be_reminded ON listings.listings (remind_at) WHERE status = 'ACTIVE' AND remind_at IS NOT NULL;
CREATE INDEX withdrawn_by_age ON listings.listings (withdrawn_at) WHERE status = 'WITHDRAWN';
-- The owner's own list.
CREATE INDEX of_business ON listings.listings (business_id, id DESC);

-- Public reads go through here. The present comes from the program's clock, so the query adds `expires_at > now`.
CREATE VIEW listings.live AS
    SELECT id, business_id, created_by, type, status, title, description, category, root_category, price_minor, currency,
           latitude, longitude, cell, tile, address, city, city_key, country, market, duration_hours, media_ids, photo,
           seller_name, seller_slug, seller_verified, activated_at, expires_at, remind_at, featured_from, featured_until,
           rotation, extensions_used, rejection, withdrawn_at, withdrawn_from, version, created_at, updated_at
    FROM listings.listings
    WHERE status = 'ACTIVE';
CREATE RULE nobody_writes_through_live AS ON UPDATE TO listings.live DO INSTEAD NOTHING;
CREATE RULE nobody_adds_through_live AS ON INSERT TO listings.live DO INSTEAD NOTHING;
CREATE RULE nobody_deletes_through_live AS ON DELETE TO listings.live DO INSTEAD NOTHING;

-- A business sees and writes its own rows; everybody else reads the view.
ALTER TABLE listings.listings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.listings USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);

-- Each paid slot that was taken, for the monthly quota.
CREATE TABLE listings.features (
    listing_id  uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    business_id uuid NOT NULL,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    PRIMARY KEY (listing_id, starts_at)
);
CREATE INDEX features_by_business ON listings.features (business_id, starts_at);
ALTER TABLE listings.features ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.features USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);

CREATE TABLE listings.saved (
    user_id    uuid NOT NULL,
    listing_id uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    saved_at   timestamptz NOT NULL,
    PRIMARY KEY (user_id, listing_id)
);
CREATE INDEX saved_by_time ON listings.saved (user_id, saved_at DESC, listing_id DESC);
CREATE INDEX saved_by_listing ON listings.saved (listing_id);
ALTER TABLE listings.saved ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.saved USING (
    current_setting('app.system', true) = 'on'
    OR user_id = nullif(current_setting('app.user_id', true), '')::uuid
);
