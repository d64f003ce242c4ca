-- What was refused is said already, too: whoever posts it again as another listing is looked at (L-11).

CREATE INDEX withheld_by_wording ON listings.listings USING gin (wording) WITH (fastupdate = off)
    WHERE (status = 'PENDING_REVIEW' OR rejection IS NOT NULL) AND wording IS NOT NULL;

-- What waits or was refused, of whatever business, and shares some of these numbers. As its owner: row-level security hides
-- it from other businesses, whose listings are compared with it. Only for that: nobody is told more than that there is one.
CREATE FUNCTION listings.withheld_like(asked bigint[])
RETURNS TABLE (id uuid, title text, description text, wording bigint[], refused boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS $$
    SELECT listing.id, listing.title, listing.description, listing.wording, listing.rejection IS NOT NULL
    FROM listings.listings AS listing
    WHERE listing.wording && asked AND (listing.status = 'PENDING_REVIEW' OR listing.rejection IS NOT NULL)
$$;

DROP FUNCTION listings.waiting_like(bigint[]);
DROP INDEX listings.waiting_by_wording;

-- Which listings name a picture, in whatever state, for what its deletion takes off them (L-8). As its owner, for the same
-- reason as pictures_named; nobody but the program itself learns which.
CREATE FUNCTION listings.naming_picture(asked uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 2 SET search_path = pg_catalog AS $$
    SELECT listing.id FROM listings.listings AS listing
    WHERE listing.media_ids @> ARRAY[asked] AND listing.media_ids <> '{}'
      AND current_setting('app.system', true) = 'on'
$$;
