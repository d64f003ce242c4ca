-- What a line tells of one by one, where each may be over without the others: a connection request that was answered, an
-- inbox conversation that was read. What is over has no row any more.
CREATE TABLE notifications.matters (
    user_id         uuid NOT NULL,
    -- Such as `connection:<id>`.
    about           text NOT NULL,
    notification_id uuid NOT NULL REFERENCES notifications.notifications (id) ON DELETE CASCADE,
    -- What the sentence would speak of if this were the latest.
    data            jsonb NOT NULL,
    count           bigint NOT NULL CHECK (count > 0),
    at              timestamptz NOT NULL,
    PRIMARY KEY (about, user_id, notification_id)
);
CREATE INDEX matters_of_line ON notifications.matters (notification_id, at DESC);
ALTER TABLE notifications.matters ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notifications.matters USING (notifications.may_see(user_id));
