-- Uploads that come in pieces or by way of the bucket, blurred placeholders, and pictures that nobody ever used.

-- The colours of the four corners, three hex digits each, from the top left; empty for pictures made before.
ALTER TABLE media.pictures
    ADD COLUMN blur text NOT NULL DEFAULT '' CHECK (blur ~ '^([0-9a-f]{12})?$');

CREATE OR REPLACE VIEW media.shown AS
SELECT media.id, pictures.hash, pictures.width, pictures.height, pictures.color, pictures.blur
FROM media.media JOIN media.pictures ON pictures.hash = media.hash;

-- When another domain first named it. The default is for programs of the version before, which do not say.
ALTER TABLE media.media ADD COLUMN used_at timestamptz DEFAULT now();
CREATE INDEX media_never_used ON media.media (created_at) WHERE used_at IS NULL;

-- An upload under way. It has the id that the media will have.
CREATE TABLE media.transfers (
    id            uuid PRIMARY KEY,
    owner_user_id uuid NOT NULL,
    size          integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
    -- Of the whole file, if the sender said it.
    sha256        bytea CHECK (octet_length(sha256) = 32),
    -- Bytes that are here; those of a direct one are in the bucket, in quarantine.
    received      integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
    direct        boolean NOT NULL,
    state         text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE', 'REFUSED', 'ABANDONED')),
    -- The code of the refusal, to be told again to whoever asks again.
    refusal       text CHECK ((state = 'REFUSED') = (refusal IS NOT NULL)),
    touched_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX transfers_open_by_owner ON media.transfers (owner_user_id, touched_at) WHERE state = 'OPEN';
CREATE INDEX transfers_by_expiry ON media.transfers (expires_at);

-- The pieces, in the database so that any process can take the next one. Pictures do not compress.
CREATE TABLE media.pieces (
    transfer_id uuid NOT NULL REFERENCES media.transfers (id) ON DELETE CASCADE,
    starts_at   integer NOT NULL CHECK (starts_at >= 0),
    bytes       bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 524288),
    PRIMARY KEY (transfer_id, starts_at)
);
ALTER TABLE media.pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Who sends what is nobody else's business (P-15).
ALTER TABLE media.transfers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_transfers ON media.transfers
    USING (
        current_setting('app.system', true) = 'on'
        OR owner_user_id = nullif(current_setting('app.user_id', true), '')::uuid
    );
ALTER TABLE media.pieces ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_pieces ON media.pieces
    USING (
        current_setting('app.system', true) = 'on'
        OR EXISTS (
            SELECT FROM media.transfers
            WHERE transfers.id = pieces.transfer_id
              AND transfers.owner_user_id = nullif(current_setting('app.user_id', true), '')::uuid
        )
    );
