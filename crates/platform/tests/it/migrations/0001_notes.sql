-- A domain that exists only in these tests.
CREATE TABLE notes.notes (
    id   uuid PRIMARY KEY,
    text text NOT NULL
);
CREATE TABLE notes.heard (
    at        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    aggregate text NOT NULL,
    text      text NOT NULL
);
CREATE TABLE notes.diary (
    user_id uuid NOT NULL,
    text    text NOT NULL
);
ALTER TABLE notes.diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes.diary USING (
    current_setting('app.system', true) = 'on'
    OR user_id = nullif(current_setting('app.user_id', true), '')::uuid
);
