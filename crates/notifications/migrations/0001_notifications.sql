-- What people are told. All tables are confidential (A-15) and closed by row-level security (P-15): a row shows to the
-- person it is for, and to transactions that the program opens as the system (subscribers, deliveries, upkeep).
CREATE SCHEMA IF NOT EXISTS notifications;

CREATE FUNCTION notifications.may_see(owner uuid) RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT current_setting('app.system', true) = 'on'
              OR owner = nullif(current_setting('app.user_id', true), '')::uuid $$;

-- One line in somebody's notification centre. A burst of like things is one line that counts.
CREATE TABLE notifications.notifications (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL,
    type       text NOT NULL CHECK (type IN
                   ('ENGAGEMENT', 'SYSTEM', 'MATCH', 'APPROVAL', 'MESSAGE', 'PAYMENT', 'TASK', 'SECURITY')),
    -- Which sentence; with `data` and `count` it is said in the reader's language whenever it is read.
    kind       text NOT NULL,
    data       jsonb NOT NULL,
    count      bigint NOT NULL CHECK (count > 0),
    -- What it is about, such as `conversation:<id>`; later news of the same is counted into an unread line.
    subject    text NOT NULL,
    -- Whether it stands in the notification centre; what its reader does not want to hear of is only in the feed.
    listed     boolean NOT NULL,
    read_at    timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX notifications_listed ON notifications.notifications (user_id, updated_at DESC, id DESC) WHERE listed;
CREATE INDEX notifications_unread ON notifications.notifications (user_id, updated_at DESC, id DESC)
    WHERE listed AND read_at IS NULL;
CREATE INDEX notifications_feed ON notifications.notifications (user_id, id DESC);
CREATE INDEX notifications_open ON notifications.notifications (user_id, subject) WHERE read_at IS NULL;
CREATE INDEX notifications_by_age ON notifications.notifications (updated_at);
ALTER TABLE notifications.notifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notifications.notifications USING (notifications.may_see(user_id));

-- What somebody has been told of already: once per cause and recipient, however often an event comes (N-7).
CREATE TABLE notifications.causes (
    user_id         uuid NOT NULL,
    cause           text NOT NULL,
    notification_id uuid NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (user_id, cause)
);
CREATE INDEX causes_by_age ON notifications.causes (at);
ALTER TABLE notifications.causes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notifications.causes USING (notifications.may_see(user_id));

-- How a notification goes out, by delivery channel (N-3).
CREATE TABLE notifications.deliveries (
    notification_id uuid NOT NULL REFERENCES notifications.notifications (id) ON DELETE CASCADE,
    channel         text NOT NULL,
    user_id         uuid NOT NULL,
    type            text NOT NULL,
    status          text NOT NULL CHECK (status IN
                        ('QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'SUPPRESSED', 'CANCELLED')),
    -- Why it was suppressed or failed: PREFERENCE, THROTTLED, or what the channel said.
    reason          text,
    -- Told once a day together with others.
    digest          boolean NOT NULL DEFAULT false,
    attempts        integer NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    sent_at         timestamptz,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (notification_id, channel)
);
CREATE INDEX deliveries_due ON notifications.deliveries (due_at) WHERE status = 'QUEUED';
CREATE INDEX deliveries_sent ON notifications.deliveries (user_id, channel, type, sent_at) WHERE sent_at IS NOT NULL;
ALTER TABLE notifications.deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notifications.deliveries USING (notifications.may_see(user_id));

-- What somebody wants to hear, how and when (N-6); without a row, what their role usually wants.
CREATE TABLE notifications.settings (
    user_id     uuid PRIMARY KEY,
    -- {"MATCH": {"IN_APP": false}}: only what differs from the role's usual.
    choices     jsonb NOT NULL DEFAULT '{}',
    -- Minutes after midnight in the user's time zone.
    quiet_from  smallint CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until smallint CHECK (quiet_until BETWEEN 0 AND 1439),
    digest_at   smallint CHECK (digest_at BETWEEN 0 AND 1439),
    version     bigint NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);
ALTER TABLE notifications.settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notifications.settings USING (notifications.may_see(user_id));
