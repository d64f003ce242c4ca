-- Lost: who made which channel.
DROP POLICY made ON messaging.conversations;
ALTER TABLE messaging.conversations DROP CONSTRAINT channel, DROP COLUMN created_by;
