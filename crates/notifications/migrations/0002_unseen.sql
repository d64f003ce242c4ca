-- Messages that nobody has been told of yet: they gather here for ten seconds, so that a lively conversation costs one
-- look at who has not read it, not one for each message.
CREATE TABLE notifications.unseen (
    conversation_id uuid PRIMARY KEY,
    -- What `message.sent` told of them, in order.
    messages        jsonb NOT NULL
);
