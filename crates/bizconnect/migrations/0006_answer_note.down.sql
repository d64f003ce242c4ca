-- Lost: introductions of the second of two who asked each other.
ALTER TABLE bizconnect.connections DROP COLUMN answer_note;
