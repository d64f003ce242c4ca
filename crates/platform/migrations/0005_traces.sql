-- Jobs carry the place in a trace at which they were caused (W3C traceparent), so that one trace goes from a request to
-- what is done for it later. A second function beside `due_jobs`, which programs from before this go on calling: one that
-- returns more columns would break their prepared statements. It is the same (0004) with one column more.
ALTER TABLE platform.jobs ADD COLUMN trace text;

CREATE FUNCTION platform.next_jobs(moment timestamptz, handlers text[], most bigint)
RETURNS TABLE (
    id bigint, handler text, ordering_key text, payload jsonb, attempts integer, trace text, event_id uuid, type text,
    version smallint, occurred_at timestamptz, source text, aggregate text, actor uuid, business_id uuid, data jsonb,
    trace_id text
)
LANGUAGE plpgsql
SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    chosen text;
BEGIN
    FOR chosen IN
        SELECT name FROM unnest(handlers) AS name CROSS JOIN LATERAL (
            SELECT job.run_at, job.id FROM platform.jobs AS job
            WHERE job.handler = name AND job.dead_at IS NULL AND job.run_at <= moment
            ORDER BY job.run_at, job.id LIMIT 1
        ) AS oldest ORDER BY oldest.run_at, oldest.id
    LOOP
        RETURN QUERY
        SELECT job.id, job.handler, job.ordering_key, job.payload, job.attempts, job.trace, event.id, event.type,
               event.version, event.occurred_at, event.source, event.aggregate, event.actor, event.business_id,
               event.data, event.trace_id
        FROM platform.jobs AS job LEFT JOIN platform.events AS event ON event.id = job.event_id
        WHERE job.handler = chosen AND job.dead_at IS NULL AND job.run_at <= moment
          -- The first of its key. Asked in an order that only `jobs_in_order` has, so that no other index is taken.
          AND job.id = (
              SELECT first.id FROM platform.jobs AS first
              WHERE first.handler = job.handler AND first.ordering_key = job.ordering_key AND first.dead_at IS NULL
              ORDER BY first.handler, first.ordering_key, first.id LIMIT 1)
        ORDER BY job.run_at, job.id LIMIT most FOR UPDATE OF job SKIP LOCKED;
        IF FOUND THEN RETURN; END IF;
    END LOOP;
END $$;
