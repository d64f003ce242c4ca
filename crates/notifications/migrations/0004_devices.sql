-- Phones and browsers that push goes to. One belongs to the session that it was told in, and goes with it.
CREATE TABLE notifications.devices (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL,
    session_id uuid NOT NULL,
    type       text NOT NULL CHECK (type IN ('WEB_PUSH', 'FCM')),
    -- The address of a push subscription, or the registration token of an app.
    address    text NOT NULL CHECK (char_length(address) <= 1000),
    -- Keys of a push subscription: what is sent is encrypted for them.
    p256dh     bytea CHECK (octet_length(p256dh) = 65),
    auth       bytea CHECK (octet_length(auth) = 16),
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    CHECK ((type = 'WEB_PUSH') = (p256dh IS NOT NULL)),
    CHECK ((type = 'WEB_PUSH') = (auth IS NOT NULL)),
    UNIQUE (type, address),
    UNIQUE (session_id, type)
);
CREATE INDEX devices_of ON notifications.devices (user_id);
CREATE INDEX devices_unseen ON notifications.devices (seen_at);
ALTER TABLE notifications.devices ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notifications.devices USING (notifications.may_see(user_id));
