-- Whom a business has written to without being connected, so that it is counted once.
CREATE TABLE bizconnect.first_words (
    business_id uuid NOT NULL,
    other uuid NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (business_id, other)
);
ALTER TABLE bizconnect.first_words ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bizconnect.first_words USING (
    current_setting('app.system', true) = 'on'
    OR business_id = nullif(current_setting('app.business_id', true), '')::uuid
);
