DROP INDEX notifications.unseen_due;
ALTER TABLE notifications.unseen DROP COLUMN due_at;
