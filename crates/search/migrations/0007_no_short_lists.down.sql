-- Nothing is lost: documents go into short lists again.
CREATE OR REPLACE FUNCTION search.finish_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE index regclass;
BEGIN
    FOR index IN SELECT search.word_indexes(wanted) LOOP
        EXECUTE format('ALTER INDEX %s SET (fastupdate = on, gin_pending_list_limit = 128)', index);
        PERFORM gin_clean_pending_list(index);
    END LOOP;
END $$;
SELECT search.finish_part(live) FROM search.indexes;
