-- What pictures look like, so that one is known again when it was saved anew.
ALTER TABLE media.pictures ADD COLUMN print bigint;

CREATE OR REPLACE VIEW media.shown AS
SELECT media.id, pictures.hash, pictures.width, pictures.height, pictures.color, pictures.blur, pictures.print
FROM media.media JOIN media.pictures ON pictures.hash = media.hash;
