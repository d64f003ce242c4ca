-- Channels of a team: who made one may say how it is called and who is in it.
ALTER TABLE messaging.conversations ADD COLUMN created_by uuid;
ALTER TABLE messaging.conversations ADD CONSTRAINT channel
    CHECK ((kind = 'CHANNEL') = (created_by IS NOT NULL) AND (kind <> 'CHANNEL' OR title IS NOT NULL));

-- Whoever makes a channel is not in it yet.
CREATE POLICY made ON messaging.conversations FOR INSERT WITH CHECK (
    kind = 'CHANNEL' AND business_id = messaging.actor_business_id() AND created_by = messaging.actor_id()
);
