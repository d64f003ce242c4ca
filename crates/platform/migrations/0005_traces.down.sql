DROP FUNCTION platform.next_jobs(timestamptz, text[], bigint);
ALTER TABLE platform.jobs DROP COLUMN trace;
