-- Lost: which pairs have been told; older programs tell each when they find it.
DROP INDEX listings.matches_untold;
ALTER TABLE listings.matches DROP COLUMN told_at;
