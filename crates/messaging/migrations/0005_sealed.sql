-- Words that are sealed at rest (M-12): where `sealed` is there, the words are in it and nowhere else, so an index of words
-- has nothing of them. It begins with the id of the data key that opens it.
ALTER TABLE messaging.messages ADD COLUMN sealed bytea;
ALTER TABLE messaging.messages ADD CONSTRAINT messages_sealed_check CHECK (sealed IS NULL OR body = '') NOT VALID;
ALTER TABLE messaging.edits ADD COLUMN sealed bytea;
ALTER TABLE messaging.edits ADD CONSTRAINT edits_sealed_check CHECK (sealed IS NULL OR body = '') NOT VALID;
-- What stood around a reported message is a copy of words.
ALTER TABLE messaging.reports ADD COLUMN sealed bytea;
ALTER TABLE messaging.reports ADD CONSTRAINT reports_sealed_check CHECK (sealed IS NULL OR context = '[]') NOT VALID;

-- Class: restricted. Data keys, each sealed with a key that only the configuration has: everybody may read them, nobody
-- can use them without it. Whoever deletes a row makes what was sealed with it unreadable for ever, in copies too.
CREATE TABLE messaging.data_keys (
    id          uuid PRIMARY KEY,
    -- Name of the key in the configuration.
    sealed_with text NOT NULL,
    wrapped     bytea NOT NULL,
    made_at     timestamptz NOT NULL
);
ALTER TABLE messaging.data_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.data_keys FOR SELECT USING (true);
CREATE POLICY system ON messaging.data_keys USING (messaging.is_system());
