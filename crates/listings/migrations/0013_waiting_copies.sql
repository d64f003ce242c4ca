-- What waits for a review is said already, too: of two listings that say nearly the same and both wait, the second is a
-- copy of the first (L-11).

-- As small as the queue of the admins; without a pending list, as for those that are live.
CREATE INDEX waiting_by_wording ON listings.listings USING gin (wording) WITH (fastupdate = off)
    WHERE status = 'PENDING_REVIEW' AND wording IS NOT NULL;

-- What waits, of whatever business, and shares some of these numbers. As its owner: row-level security hides it from
-- other businesses, whose listings are compared with it. Only for that: nobody is told more than that there is a copy.
CREATE FUNCTION listings.waiting_like(asked bigint[])
RETURNS TABLE (id uuid, title text, description text, wording bigint[])
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS $$
    SELECT listing.id, listing.title, listing.description, listing.wording
    FROM listings.listings AS listing
    WHERE listing.wording && asked AND listing.status = 'PENDING_REVIEW'
$$;
