-- Which jobs can be done now, oldest first, locked for whoever asks. A function, because it carries the planner's
-- settings with it: the queue is nearly always empty, so the planner's statistics say nothing of the day when it is
-- not, and a plan made for an empty queue reads all of it for every batch.
CREATE FUNCTION platform.due_jobs(moment timestamptz, handlers text[], most bigint)
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
