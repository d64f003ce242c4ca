-- Nothing is lost: older programs ask the table themselves.
DROP FUNCTION platform.due_jobs(timestamptz, text[], bigint);
