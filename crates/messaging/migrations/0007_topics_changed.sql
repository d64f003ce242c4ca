-- A change of a customer's topic is a line among the notes of the team: what it is about from then on, empty for nothing
-- that the business offers. Such a line has no words.
ALTER TABLE messaging.notes ADD COLUMN topic text;
ALTER TABLE messaging.notes DROP CONSTRAINT notes_body_check;
-- Rows from before keep the narrower rule, so none of them has to be looked at.
ALTER TABLE messaging.notes ADD CONSTRAINT notes_body_check
    CHECK (length(body) BETWEEN 1 AND 2000 OR (body = '' AND topic IS NOT NULL)) NOT VALID;
