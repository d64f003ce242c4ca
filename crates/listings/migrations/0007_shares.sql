-- What a listing's share of everything that is shown is told from (L-5): slots by the hour, as all slots together are
-- counted, and everything by the day.
CREATE TABLE listings.slot_hours (
    listing_id  uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    hour        timestamptz NOT NULL,
    business_id uuid NOT NULL,
    -- Times it stood in its paid slot.
    shown       bigint NOT NULL,
    PRIMARY KEY (listing_id, hour)
);
CREATE INDEX slot_hours_by_hour ON listings.slot_hours (hour);
ALTER TABLE listings.slot_hours ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_system ON listings.slot_hours USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);

-- Times anything stood in a list on one day (UTC).
CREATE TABLE listings.shown_days (
    day   date PRIMARY KEY,
    shown bigint NOT NULL
);

-- What was counted so far, as well as it is known: slots as if all of a day had been in its first hour.
INSERT INTO listings.shown_days (day, shown) SELECT day, sum(shown)::bigint FROM listings.daily GROUP BY day;
INSERT INTO listings.slot_hours (listing_id, hour, business_id, shown)
SELECT daily.listing_id, greatest(daily.day::timestamp AT TIME ZONE 'UTC', date_trunc('hour', listing.featured_from, 'UTC')),
       daily.business_id, sum(daily.featured)::bigint
FROM listings.daily JOIN listings.listings AS listing ON listing.id = daily.listing_id
WHERE daily.featured > 0 AND listing.featured_from IS NOT NULL
  AND daily.day >= (listing.featured_from AT TIME ZONE 'UTC')::date
GROUP BY 1, 2, 3;
