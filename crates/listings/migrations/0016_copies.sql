-- A copy does not make a copy of what was there before it: when each was written is told as well (L-11).

DROP FUNCTION listings.withheld_like(bigint[]);

-- What waits or was refused, of whatever business, and shares some of these numbers. As its owner: row-level security hides
-- it from other businesses, whose listings are compared with it. Only for that: nobody is told more than that there is one.
CREATE FUNCTION listings.withheld_like(asked bigint[])
RETURNS TABLE (id uuid, title text, description text, wording bigint[], refused boolean, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS $$
    SELECT listing.id, listing.title, listing.description, listing.wording, listing.rejection IS NOT NULL,
           listing.created_at
    FROM listings.listings AS listing
    WHERE listing.wording && asked AND (listing.status = 'PENDING_REVIEW' OR listing.rejection IS NOT NULL)
$$;
