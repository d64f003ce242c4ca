-- Nothing is lost: the words of shorter spans stay where they are, and nobody asks for them.
CREATE OR REPLACE FUNCTION search.moments(at timestamptz) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT ARRAY['=s:' || floor(extract(epoch FROM at) / 5400)::bigint,
                 '=q:' || floor(extract(epoch FROM at) / 21600)::bigint,
                 '=d:' || floor(extract(epoch FROM at) / 86400)::bigint]
$$;
