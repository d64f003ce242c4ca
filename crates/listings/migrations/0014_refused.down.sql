-- Nothing is lost: what was refused is no longer compared with what is posted, and deleted pictures stay named.
DROP FUNCTION listings.naming_picture(uuid);
CREATE INDEX waiting_by_wording ON listings.listings USING gin (wording) WITH (fastupdate = off)
    WHERE status = 'PENDING_REVIEW' AND wording IS NOT NULL;
CREATE FUNCTION listings.waiting_like(asked bigint[])
RETURNS TABLE (id uuid, title text, description text, wording bigint[])
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS $$
    SELECT listing.id, listing.title, listing.description, listing.wording
    FROM listings.listings AS listing
    WHERE listing.wording && asked AND listing.status = 'PENDING_REVIEW'
$$;
DROP FUNCTION listings.withheld_like(bigint[]);
DROP INDEX listings.withheld_by_wording;
