-- Nothing is lost: whoever edits or renews what others have copied since waits for an admin again.
DROP FUNCTION listings.withheld_like(bigint[]);
CREATE FUNCTION listings.withheld_like(asked bigint[])
RETURNS TABLE (id uuid, title text, description text, wording bigint[], refused boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS $$
    SELECT listing.id, listing.title, listing.description, listing.wording, listing.rejection IS NOT NULL
    FROM listings.listings AS listing
    WHERE listing.wording && asked AND (listing.status = 'PENDING_REVIEW' OR listing.rejection IS NOT NULL)
$$;
