-- Which pictures listings name, for media that wants to know what nobody needs any more (L-8).

-- Without a pending list, as for the wording: a listing with three pictures pays 0.01 ms for it, at 100,000 listings. Not
-- built concurrently: of two migrations at once that ends one, and leaves an invalid index (docs/migrations.md).
CREATE INDEX listings_by_picture ON listings.listings USING gin (media_ids) WITH (fastupdate = off)
    WHERE media_ids <> '{}';

-- Those of these pictures that a listing names, in whatever state it is. As its owner: looking into an array might leak
-- what row-level security hides, so PostgreSQL would apply that first, to every row, and use no index. One by one, which
-- takes 3 ms for a thousand; all at once would be compared with each of their listings, 700 ms. Whoever does not see
-- every row is refused rather than told that nothing is named: what nothing names is deleted.
CREATE FUNCTION listings.pictures_named(asked uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS $$
BEGIN
    IF current_setting('app.system', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'pictures of all listings are for the program itself' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT one.id FROM unnest(asked) AS one (id)
        -- Where there is no listing at all, somebody asks the wrong database.
        WHERE NOT EXISTS (SELECT FROM listings.listings) OR EXISTS (
            SELECT FROM listings.listings AS listing
            WHERE listing.media_ids @> ARRAY[one.id] AND listing.media_ids <> '{}'
        );
END $$;
