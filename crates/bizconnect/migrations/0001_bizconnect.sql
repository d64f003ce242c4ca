-- Businesses that find each other: connections, what may be asked how often, and a read model to suggest partners from.

-- A market is a context in which businesses connect (B-12). Everything about one stands in rows.
CREATE TABLE bizconnect.markets (
    code text PRIMARY KEY,
    position integer NOT NULL,
    -- By language code; English is there.
    names jsonb NOT NULL CHECK (names ? 'en'),
    abouts jsonb NOT NULL CHECK (abouts ? 'en'),
    -- ISO 3166-1: where the side that asks, and the side that is asked, must sit.
    initiator_countries text[] NOT NULL,
    receiver_countries text[] NOT NULL,
    -- Whether both may sit in one country.
    domestic boolean NOT NULL,
    -- Plan levels whose businesses may ask.
    plans text[] NOT NULL,
    active boolean NOT NULL DEFAULT true
);

-- How much a plan level gives in a market; no number means no limit.
CREATE TABLE bizconnect.plan_limits (
    market text NOT NULL REFERENCES bizconnect.markets (code),
    plan text NOT NULL CHECK (plan IN ('FREE', 'GROWTH', 'PREMIUM')),
    what text NOT NULL CHECK (what IN ('REQUEST', 'FIRST_MESSAGE', 'SUGGESTION')),
    per_day integer CHECK (per_day >= 0),
    per_month integer CHECK (per_month >= 0),
    PRIMARY KEY (market, plan, what)
);

-- What was used. A row counts one business's day or month, begun at the midnight of its own time zone.
CREATE TABLE bizconnect.usage (
    business_id uuid NOT NULL,
    market text NOT NULL,
    what text NOT NULL,
    period text NOT NULL CHECK (period IN ('DAY', 'MONTH')),
    starts_on date NOT NULL,
    used integer NOT NULL CHECK (used >= 0),
    PRIMARY KEY (business_id, market, what, period, starts_on)
);
CREATE INDEX usage_old ON bizconnect.usage (starts_on);

CREATE TABLE bizconnect.connections (
    id uuid PRIMARY KEY,
    market text NOT NULL REFERENCES bizconnect.markets (code),
    initiator uuid NOT NULL,
    receiver uuid NOT NULL CHECK (receiver <> initiator),
    initiated_by uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'BLOCKED', 'EXPIRED')),
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- When the receiver is to be reminded; none once it was, or when there is nothing to remind of.
    remind_at timestamptz,
    -- The first answer, whatever became of it later.
    answered_at timestamptz,
    accepted_at timestamptz,
    blocked_by uuid CHECK (blocked_by IS NULL OR blocked_by IN (initiator, receiver)),
    blocked_from text CHECK (blocked_from IN ('PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
    CHECK ((status = 'BLOCKED') = (blocked_by IS NOT NULL)),
    CHECK ((status = 'BLOCKED') = (blocked_from IS NOT NULL))
);
-- One open connection per unordered pair and market (B-5).
CREATE UNIQUE INDEX connections_one_open
    ON bizconnect.connections (market, least(initiator, receiver), greatest(initiator, receiver))
    WHERE status IN ('PENDING', 'ACCEPTED', 'BLOCKED');
CREATE INDEX connections_pair
    ON bizconnect.connections (least(initiator, receiver), greatest(initiator, receiver), created_at DESC);
CREATE INDEX connections_sent ON bizconnect.connections (initiator, changed_at DESC, id DESC);
CREATE INDEX connections_received ON bizconnect.connections (receiver, changed_at DESC, id DESC);
CREATE INDEX connections_sent_by_status ON bizconnect.connections (initiator, status, changed_at DESC, id DESC);
CREATE INDEX connections_received_by_status ON bizconnect.connections (receiver, status, changed_at DESC, id DESC);
CREATE INDEX connections_to_expire ON bizconnect.connections (expires_at) WHERE status = 'PENDING';
CREATE INDEX connections_to_remind ON bizconnect.connections (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX connections_by_time ON bizconnect.connections (created_at);

-- Who has written to whom for the first time, so that it is counted once.
CREATE TABLE bizconnect.first_messages (
    connection_id uuid NOT NULL REFERENCES bizconnect.connections (id),
    business_id uuid NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (connection_id, business_id)
);

-- "Not for us": never suggested again, in any market.
CREATE TABLE bizconnect.dismissals (
    business_id uuid NOT NULL,
    dismissed uuid NOT NULL,
    dismissed_at timestamptz NOT NULL,
    PRIMARY KEY (business_id, dismissed)
);

-- Which suggestions a business has been shown on a day, so that the same one counts once.
CREATE TABLE bizconnect.seen (
    business_id uuid NOT NULL,
    market text NOT NULL,
    seen_on date NOT NULL,
    suggested uuid NOT NULL,
    PRIMARY KEY (business_id, market, seen_on, suggested)
);
CREATE INDEX seen_old ON bizconnect.seen (seen_on);

-- Whom a business was told of as a new match: one a day.
CREATE TABLE bizconnect.told (
    business_id uuid NOT NULL,
    told_on date NOT NULL,
    suggested uuid NOT NULL,
    market text NOT NULL,
    PRIMARY KEY (business_id, told_on)
);

-- The read model: what is known of businesses, from events of accounts.
CREATE TABLE bizconnect.businesses (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    country text NOT NULL,
    city text,
    latitude double precision,
    longitude double precision,
    time_zone text NOT NULL,
    business_type text NOT NULL,
    categories text[] NOT NULL,
    -- 0 BASIC, 1 VERIFIED, 2 TRUSTED.
    trust smallint NOT NULL,
    -- A number that has nothing to do with anything: scans that begin somewhere else each day take others each day.
    spread integer NOT NULL,
    -- Whether it is there: a deleted business stays as a row so that a late event does not bring it back.
    present boolean NOT NULL,
    -- Requests that were answered by it or ran out, and those that it answered.
    asked integer NOT NULL DEFAULT 0,
    answered integer NOT NULL DEFAULT 0,
    written_at timestamptz NOT NULL
);

CREATE TABLE bizconnect.category_members (
    category text NOT NULL,
    country text NOT NULL,
    spread integer NOT NULL,
    business_id uuid NOT NULL REFERENCES bizconnect.businesses (id) ON DELETE CASCADE,
    -- The square of one degree that it lies in, row × 1000 + column; none when its place is not known.
    tile integer,
    PRIMARY KEY (category, country, spread, business_id)
);
CREATE INDEX category_members_near ON bizconnect.category_members (category, tile, spread) INCLUDE (business_id);
CREATE INDEX category_members_anywhere ON bizconnect.category_members (category, spread) INCLUDE (business_id);
CREATE INDEX category_members_of ON bizconnect.category_members (business_id);

-- What is offered and wanted at this moment, from events of listings. One that is over ends at -infinity.
CREATE TABLE bizconnect.open_listings (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    business_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('OFFER', 'REQUEST')),
    category text NOT NULL,
    country text NOT NULL,
    market text,
    spread integer NOT NULL,
    expires_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX open_listings_meet ON bizconnect.open_listings (kind, category, country, spread)
    INCLUDE (business_id, expires_at) WHERE expires_at > '-infinity';
CREATE INDEX open_listings_meet_anywhere ON bizconnect.open_listings (kind, category, spread)
    INCLUDE (business_id, expires_at) WHERE expires_at > '-infinity';
CREATE INDEX open_listings_of ON bizconnect.open_listings (business_id) WHERE expires_at > '-infinity';
CREATE INDEX open_listings_over ON bizconnect.open_listings (written_at) WHERE expires_at = '-infinity';

-- What a match is worth (B-2): the parts of the score, and relations that they look at.
CREATE TABLE bizconnect.weights (
    name text PRIMARY KEY,
    weight double precision NOT NULL CHECK (weight >= 0),
    about text NOT NULL
);
-- Who supplies whom, and what goes together; from 0 to 1.
CREATE TABLE bizconnect.category_links (
    category text NOT NULL,
    other text NOT NULL,
    relation text NOT NULL CHECK (relation IN ('SUPPLIES', 'COMPLEMENTS')),
    strength double precision NOT NULL CHECK (strength BETWEEN 0 AND 1),
    PRIMARY KEY (category, other)
);
-- Which places in the supply chain go together; read both ways.
CREATE TABLE bizconnect.type_links (
    one text NOT NULL,
    other text NOT NULL,
    strength double precision NOT NULL CHECK (strength BETWEEN 0 AND 1),
    PRIMARY KEY (one, other)
);
-- In which languages business is done in a country, ISO 639-1.
CREATE TABLE bizconnect.country_languages (
    country text NOT NULL,
    language text NOT NULL,
    PRIMARY KEY (country, language)
);

-- What a trader should know before the first quotation (B-11). A rule holds where everything that it names fits.
CREATE TABLE bizconnect.corridor_rules (
    id text PRIMARY KEY,
    position integer NOT NULL,
    market text NOT NULL REFERENCES bizconnect.markets (code),
    -- Slugs of leaf or root categories; none for all.
    categories text[],
    initiator_countries text[],
    receiver_countries text[],
    -- By language code; English is there.
    texts jsonb NOT NULL CHECK (texts ? 'en'),
    source text NOT NULL,
    source_url text,
    checked_on date NOT NULL,
    -- The last day that it holds, where the law names one.
    valid_until date
);

-- Own rows only; a connection is seen by both its sides.
ALTER TABLE bizconnect.connections ENABLE ROW LEVEL SECURITY;
CREATE POLICY sides ON bizconnect.connections USING (
    current_setting('app.system', true) = 'on'
    OR nullif(current_setting('app.business_id', true), '')::uuid IN (initiator, receiver)
);
ALTER TABLE bizconnect.first_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bizconnect.first_messages USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);
ALTER TABLE bizconnect.usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bizconnect.usage USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);
ALTER TABLE bizconnect.dismissals ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bizconnect.dismissals USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);
ALTER TABLE bizconnect.seen ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bizconnect.seen USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);
ALTER TABLE bizconnect.told ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bizconnect.told USING (current_setting('app.system', true) = 'on');
