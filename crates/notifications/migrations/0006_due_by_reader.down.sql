-- Nothing is lost.
DROP INDEX notifications.deliveries_due;
CREATE INDEX deliveries_due ON notifications.deliveries (due_at) WHERE status = 'QUEUED';
