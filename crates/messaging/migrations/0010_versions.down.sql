ALTER TABLE messaging.agents DROP COLUMN version;
ALTER TABLE messaging.conversations DROP COLUMN version;
