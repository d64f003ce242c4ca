-- Lost: when topics were changed, and by whom.
DELETE FROM messaging.notes WHERE body = '';
ALTER TABLE messaging.notes DROP CONSTRAINT notes_body_check;
ALTER TABLE messaging.notes ADD CONSTRAINT notes_body_check CHECK (length(body) BETWEEN 1 AND 2000);
ALTER TABLE messaging.notes DROP COLUMN topic;
