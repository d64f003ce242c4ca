-- Nothing is lost: parts are filled document by document again, and indexes that stand to be filled are settled.
SELECT search.finish_part(part::smallint) FROM generate_series(0, 3) AS part;
DROP FUNCTION search.moved(tsvector, timestamptz, timestamptz);
DROP FUNCTION search.moments(timestamptz);
DROP FUNCTION search.finish_part(smallint);
DROP FUNCTION search.settle_part(smallint);
DROP FUNCTION search.word_indexes(smallint);
CREATE OR REPLACE FUNCTION search.empty_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM search.indexes WHERE live = wanted OR building = wanted) THEN
        RAISE EXCEPTION 'part % is in use', wanted;
    END IF;
    EXECUTE format('TRUNCATE search.documents_%s', wanted);
    DELETE FROM search.phrases WHERE part = wanted;
END $$;
