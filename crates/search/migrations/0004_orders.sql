-- The orders that a list is walked in to its end: by time, by price, by distance. Readers go on while these are made;
-- what is to be written into the index waits as jobs.
CREATE INDEX documents_by_time ON search.documents (activated_at, id) WHERE rank_at IS NOT NULL;
CREATE INDEX documents_by_price ON search.documents (currency, price_minor, id) WHERE rank_at IS NOT NULL;
CREATE INDEX documents_by_place ON search.documents USING gist (point(longitude, latitude))
    WHERE rank_at IS NOT NULL AND latitude IS NOT NULL;
