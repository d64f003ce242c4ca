ALTER TABLE search.saved_searches DROP COLUMN version;
