-- Which state of a kept search a change is meant for.
ALTER TABLE search.saved_searches ADD COLUMN version bigint NOT NULL DEFAULT 1;
