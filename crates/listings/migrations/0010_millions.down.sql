-- Nothing is lost: lists are read by one filter, and crowded cells as a whole.
DROP INDEX listings.live_by_city_and_root, listings.live_by_country_and_category, listings.live_by_country_and_root,
    listings.live_featured_by_city_and_category, listings.live_featured_by_city_and_root,
    listings.live_featured_by_country_and_category, listings.live_featured_by_country_and_root, listings.live_featured,
    listings.live_featured_by_category, listings.live_featured_by_root, listings.live_featured_by_country,
    listings.live_featured_by_city, listings.live_by_place;
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
DROP VIEW listings.live;
CREATE VIEW listings.live AS
    SELECT id, business_id, created_by, type, status, title, description, category, root_category, price_minor, currency,
           latitude, longitude, cell, tile, address, city, city_key, country, market, duration_hours, media_ids, photo,
           seller_name, seller_slug, seller_verified, activated_at, expires_at, remind_at, featured_from, featured_until,
           rotation, extensions_used, rejection, withdrawn_at, withdrawn_from, version, created_at, updated_at, likeness,
           wording
    FROM listings.listings
    WHERE status = 'ACTIVE';
CREATE RULE nobody_writes_through_live AS ON UPDATE TO listings.live DO INSTEAD NOTHING;
CREATE RULE nobody_adds_through_live AS ON INSERT TO listings.live DO INSTEAD NOTHING;
CREATE RULE nobody_deletes_through_live AS ON DELETE TO listings.live DO INSTEAD NOTHING;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pushnchat_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON listings.live TO pushnchat_app;
    END IF;
END $$;
ALTER TABLE listings.listings DROP COLUMN nook;
