-- Lost: which files were left half written; they stay where they are until the same bytes are sent again.
DELETE FROM media.pictures
WHERE NOT written AND NOT EXISTS (SELECT FROM media.media WHERE media.hash = pictures.hash);
ALTER TABLE media.pictures DROP COLUMN written;
