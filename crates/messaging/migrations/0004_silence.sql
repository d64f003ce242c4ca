-- What a block means: to the blocker for what is read, to the two businesses of a blocked connection for their inboxes.

-- A team hears nothing of the customers whom one of it has blocked for it; so it may read those blocks. Who made a block
-- still is the only one who changes it.
CREATE POLICY team ON messaging.blocks FOR SELECT USING (business_id = messaging.actor_business_id());
CREATE INDEX blocks_for ON messaging.blocks (business_id) WHERE business_id IS NOT NULL;

-- The blocked connections because of which an inbox conversation is closed; open again when the last of them is gone.
ALTER TABLE messaging.conversations ADD COLUMN closed_for uuid[] NOT NULL DEFAULT '{}';
CREATE INDEX conversations_closed_for ON messaging.conversations USING gin (closed_for) WHERE closed_for <> '{}';

-- Until a business has answered once, everything a customer writes is compared with what they wrote to others. Only the
-- first words count as a first contact.
ALTER TABLE messaging.first_contacts ADD COLUMN first boolean NOT NULL DEFAULT true;
