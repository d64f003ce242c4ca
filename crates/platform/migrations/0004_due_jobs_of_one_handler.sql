-- The jobs that can be done now of one handler, the one whose oldest has waited longest: a batch of one kind is done with
-- few statements, and a slow kind holds up nobody but itself. A handler of which others hold all that is due is passed
-- over. Still a function, because it carries the planner's settings with it (0003).
CREATE INDEX jobs_of_handler ON platform.jobs (handler, run_at, id) WHERE dead_at IS NULL;
DROP INDEX platform.jobs_due;

CREATE OR REPLACE FUNCTION platform.due_jobs(moment timestamptz, handlers text[], most bigint)
RETURNS TABLE (
    id bigint, handler text, ordering_key text, payload jsonb, attempts integer, event_id uuid, type text,
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
        SELECT job.id, job.handler, job.ordering_key, job.payload, job.attempts, event.id, event.type, event.version,
               event.occurred_at, event.source, event.aggregate, event.actor, event.business_id, event.data,
               event.trace_id
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
