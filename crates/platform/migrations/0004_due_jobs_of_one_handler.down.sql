-- Nothing is lost: batches are mixed again (0003).
CREATE INDEX jobs_due ON platform.jobs (run_at, id) WHERE dead_at IS NULL;
DROP INDEX platform.jobs_of_handler;
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
BEGIN
    RETURN QUERY
    SELECT job.id, job.handler, job.ordering_key, job.payload, job.attempts, event.id, event.type, event.version,
           event.occurred_at, event.source, event.aggregate, event.actor, event.business_id, event.data, event.trace_id
    FROM platform.jobs AS job LEFT JOIN platform.events AS event ON event.id = job.event_id
    WHERE job.dead_at IS NULL AND job.run_at <= moment AND job.handler = ANY(handlers)
      AND NOT EXISTS (
          SELECT FROM platform.jobs AS earlier
          WHERE earlier.handler = job.handler AND earlier.ordering_key = job.ordering_key
            AND earlier.id < job.id AND earlier.dead_at IS NULL)
    ORDER BY job.run_at, job.id LIMIT most FOR UPDATE OF job SKIP LOCKED;
END $$;
