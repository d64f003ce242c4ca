-- Distances on the globe by an index, and a list of synonyms that people look after.

-- Points in space: the straight way through the globe between two of them is the longer the further they are apart on
-- it, so the nearest come out of the index one after the other, wherever one stands. A trusted extension, so the owner
-- may create it.
CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public;

-- A place on a globe of radius 1. Where there is none the answer means nothing: the index leaves those out.
CREATE FUNCTION search.on_globe(latitude double precision, longitude double precision) RETURNS public.cube
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT public.cube(ARRAY[
        cos(radians(coalesce($1, 0))) * cos(radians(coalesce($2, 0))),
        cos(radians(coalesce($1, 0))) * sin(radians(coalesce($2, 0))),
        sin(radians(coalesce($1, 0)))])
$$;

-- Readers go on while this is made; what is to be written into the index waits as jobs. `documents_by_place` is for
-- programs from before, and can go when none of them runs any more.
CREATE INDEX documents_by_globe ON search.documents USING gist (search.on_globe(latitude, longitude))
    WHERE rank_at IS NOT NULL AND latitude IS NOT NULL;

-- Which language a synonym is of, if somebody has said so. It is found from all languages.
ALTER TABLE search.synonyms ADD language text CHECK (language IN ('en', 'fr', 'ar', 'pt', 'sw'));
UPDATE search.synonyms SET language = 'ar' WHERE phrase ~ '[\u0600-\u06ff]';
