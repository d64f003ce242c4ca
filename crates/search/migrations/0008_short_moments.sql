-- Among three million listings an hour and a half has fifty thousand: moments are words of five and of twenty minutes, too.
CREATE OR REPLACE FUNCTION search.moments(at timestamptz) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT ARRAY['=m:' || floor(extract(epoch FROM at) / 300)::bigint,
                 '=t:' || floor(extract(epoch FROM at) / 1200)::bigint,
                 '=s:' || floor(extract(epoch FROM at) / 5400)::bigint,
                 '=q:' || floor(extract(epoch FROM at) / 21600)::bigint,
                 '=d:' || floor(extract(epoch FROM at) / 86400)::bigint]
$$;

-- What is in the index already says them, too.
UPDATE search.documents
SET title = search.moved(title, rank_at, rank_at), words = search.moved(words, rank_at, rank_at)
WHERE rank_at IS NOT NULL AND search.moments(rank_at) && tsvector_to_array(words);
