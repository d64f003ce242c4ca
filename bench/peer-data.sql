-- Gives the peers the listings that our own database holds, so that everybody searches the same texts in the same places.
-- Run by psql on the peers' database; standard input is a CSV of listings in the order of their ids.
\set ON_ERROR_STOP on
BEGIN;
CREATE TEMP TABLE ours (uuid uuid, root text, type text, status text, title text, description text, price_minor bigint,
    currency text, city text, latitude float8, longitude float8, activated_at timestamptz, expires_at timestamptz,
    featured boolean);
\copy ours FROM pstdin CSV
CREATE TEMP TABLE places AS SELECT root, row_number() OVER (ORDER BY root COLLATE "C") AS place
    FROM (SELECT DISTINCT root FROM ours WHERE root IS NOT NULL) AS roots;
UPDATE connections SET listing_id = NULL WHERE listing_id IS NOT NULL;
DROP INDEX IF EXISTS listings_feed, listings_feed_cat, listings_feed_type, listings_feed_ct, listings_user, listings_business,
    listings_expiry, listings_tsv, listings_title_trgm, listings_geo;
DELETE FROM listings;
DROP TABLE IF EXISTS bench_ids;
CREATE TABLE bench_ids AS SELECT row_number() OVER (ORDER BY uuid)::int AS id, uuid FROM ours;
INSERT INTO listings (id, user_id, business_id, type, category, title, description, price_minor, currency, city, lat, lng,
                      status, featured, expires_at, created_at)
SELECT id, 1 + id % 90000, 1 + id % 5000, type,
       (string_to_array('electronics vehicles property jobs fashion beauty food agriculture construction furniture appliances energy health education events logistics repairs software crafts sports baby pets travel finance', ' '))[coalesce(place, 1)],
       title, description, coalesce(price_minor, 0), coalesce(currency, 'USD'), coalesce(city, ''), coalesce(latitude, 0),
       coalesce(longitude, 0), CASE status WHEN 'ACTIVE' THEN 'ACTIVE' WHEN 'EXPIRED' THEN 'EXPIRED' ELSE 'PAUSED' END,
       featured, coalesce(expires_at, now() + interval '4 days'), coalesce(activated_at, now())
FROM ours JOIN bench_ids USING (uuid) LEFT JOIN places USING (root) ORDER BY id;
UPDATE bench_baseline SET listings = (SELECT max(id) FROM listings);
COMMIT;
VACUUM FULL listings;
