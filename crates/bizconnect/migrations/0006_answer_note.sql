-- The introduction of whoever was asked and had asked, too: both are connected then, and both introductions are read (B-8).
ALTER TABLE bizconnect.connections ADD COLUMN answer_note text CHECK (char_length(answer_note) BETWEEN 1 AND 500);
