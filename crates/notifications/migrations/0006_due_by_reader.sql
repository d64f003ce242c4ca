-- What is due is taken reader by reader: with a hundred thousand digests for one hour, no round sorts all of them again.
DROP INDEX notifications.deliveries_due;
CREATE INDEX deliveries_due ON notifications.deliveries (due_at, user_id) WHERE status = 'QUEUED';
