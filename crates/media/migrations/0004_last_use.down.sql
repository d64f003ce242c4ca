-- Nothing is lost.
DROP INDEX media.media_by_last_use;
