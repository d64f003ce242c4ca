-- What refused pictures look like: one that was saved anew has another address, and nearly the same print.
ALTER TABLE listings.refused_pictures ADD COLUMN print bigint;
CREATE INDEX refused_pictures_newest ON listings.refused_pictures (refused_at DESC) WHERE print IS NOT NULL;
