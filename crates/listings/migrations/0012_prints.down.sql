-- Lost: what refused pictures look like; they are known again by their bytes only.
DROP INDEX listings.refused_pictures_newest;
ALTER TABLE listings.refused_pictures DROP COLUMN print;
