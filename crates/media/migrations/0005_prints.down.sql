-- Lost: what pictures look like; a refused one is known again by its bytes only.
DROP VIEW media.shown;
ALTER TABLE media.pictures DROP COLUMN print;
CREATE VIEW media.shown AS
SELECT media.id, pictures.hash, pictures.width, pictures.height, pictures.color, pictures.blur
FROM media.media JOIN media.pictures ON pictures.hash = media.hash;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pushnchat_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON media.shown TO pushnchat_app;
    END IF;
END $$;
