-- Filling a part of the index goes through lists that are sorted in many at a time; single documents go in at once.
-- And moments as words, so that the newest of a common word are found without reading the others.

-- Empties a part that nobody reads or builds, and makes it ready to be filled fast.
CREATE OR REPLACE FUNCTION search.empty_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE index regclass;
BEGIN
    IF EXISTS (SELECT FROM search.indexes WHERE live = wanted OR building = wanted) THEN
        RAISE EXCEPTION 'part % is in use', wanted;
    END IF;
    EXECUTE format('TRUNCATE search.documents_%s', wanted);
    DELETE FROM search.phrases WHERE part = wanted;
    FOR index IN SELECT search.word_indexes(wanted) LOOP
        -- A list is worked off in well under a second, during which nobody else writes.
        EXECUTE format('ALTER INDEX %s SET (fastupdate = on, gin_pending_list_limit = 16384)', index);
    END LOOP;
END $$;

-- The indexes of words of a part.
CREATE FUNCTION search.word_indexes(wanted smallint) RETURNS SETOF regclass
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT pg_index.indexrelid::regclass
    FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indexrelid JOIN pg_am ON pg_am.oid = pg_class.relam
    WHERE pg_index.indrelid = format('search.documents_%s', wanted)::regclass AND pg_am.amname = 'gin'
$$;

-- Sorts in what waits, beside writers.
CREATE FUNCTION search.settle_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM gin_clean_pending_list(index) FROM search.word_indexes(wanted) AS index;
END $$;

-- From now on documents go in at once: a search never reads what an insert has left for later.
CREATE FUNCTION search.finish_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE index regclass;
BEGIN
    FOR index IN SELECT search.word_indexes(wanted) LOOP
        EXECUTE format('ALTER INDEX %s SET (fastupdate = off)', index);
        EXECUTE format('ALTER INDEX %s RESET (gin_pending_list_limit)', index);
        PERFORM gin_clean_pending_list(index);
    END LOOP;
END $$;

-- The spans of time that a moment lies in, as the program writes them: an hour and a half, six hours, a day.
CREATE FUNCTION search.moments(at timestamptz) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT ARRAY['=s:' || floor(extract(epoch FROM at) / 5400)::bigint,
                 '=q:' || floor(extract(epoch FROM at) / 21600)::bigint,
                 '=d:' || floor(extract(epoch FROM at) / 86400)::bigint]
$$;

-- The words of a listing whose place in the order has moved. Those of a business have no moments.
CREATE FUNCTION search.moved(words tsvector, before timestamptz, now timestamptz) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT CASE WHEN search.moments(before) && tsvector_to_array(words)
        THEN ts_delete(words, search.moments(before))
            || (SELECT string_agg(quote_literal(moment) || ':1A', ' ') FROM unnest(search.moments(now)) AS moment)::tsvector
        ELSE words END
$$;
