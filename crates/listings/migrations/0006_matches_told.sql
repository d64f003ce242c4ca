-- Pairs are found one by one and told together, twice a minute: an owner hears of five offers once.
ALTER TABLE listings.matches ADD COLUMN told_at timestamptz;
UPDATE listings.matches SET told_at = matched_at;
CREATE INDEX matches_untold ON listings.matches (matched_at) WHERE told_at IS NULL;
