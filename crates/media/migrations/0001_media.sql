-- What people uploaded, and the pictures that were made of it.
CREATE SCHEMA IF NOT EXISTS media;

-- One row per content: its six files lie in the blob store under `hash`. Several uploads of the same bytes share it.
CREATE TABLE media.pictures (
    hash       text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{32}$'),
    -- Pixels of the largest variant.
    width      integer NOT NULL CHECK (width > 0),
    height     integer NOT NULL CHECK (height > 0),
    color      text NOT NULL CHECK (color ~ '^#[0-9a-f]{6}$'),
    -- When it was uploaded last. A picture without media is kept for an hour after that, for the upload under way.
    touched_at timestamptz NOT NULL,
    -- Its files are being deleted; nothing may refer to it any more.
    removing   boolean NOT NULL DEFAULT false
);
CREATE INDEX pictures_removing ON media.pictures (hash) WHERE removing;

CREATE TABLE media.media (
    id            uuid PRIMARY KEY,
    owner_user_id uuid NOT NULL,
    hash          text NOT NULL REFERENCES media.pictures (hash),
    created_at    timestamptz NOT NULL
);
CREATE INDEX media_by_hash ON media.media (hash);

-- Who uploaded what is nobody else's business (P-15).
ALTER TABLE media.media ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_media ON media.media
    USING (
        current_setting('app.system', true) = 'on'
        OR owner_user_id = nullif(current_setting('app.user_id', true), '')::uuid
    );

-- What everybody may see of a picture whose id they know: not who uploaded it.
CREATE VIEW media.shown AS
SELECT media.id, pictures.hash, pictures.width, pictures.height, pictures.color
FROM media.media JOIN media.pictures ON pictures.hash = media.hash;
