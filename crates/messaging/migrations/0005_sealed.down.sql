-- Lost for ever: all words that were sealed, as long as messages.seal_with was set; nothing if it never was.
DROP TABLE messaging.data_keys;
ALTER TABLE messaging.reports DROP COLUMN sealed;
ALTER TABLE messaging.edits DROP COLUMN sealed;
ALTER TABLE messaging.messages DROP COLUMN sealed;
