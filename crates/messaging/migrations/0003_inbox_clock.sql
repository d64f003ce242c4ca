-- When time has next to do something about a customer's conversation; none where it has not. Set by the rules at every
-- look and by whatever happens in between, so that one which nobody can help does not stand before all others.
ALTER TABLE messaging.tickets ADD COLUMN look_at timestamptz DEFAULT now();
-- Who let the customer wait: not the next one to get them.
ALTER TABLE messaging.tickets ADD COLUMN not_agent_id uuid;
ALTER TABLE messaging.tickets ADD COLUMN first_answer_by uuid;
UPDATE messaging.tickets SET look_at = CASE
    WHEN status = 'SNOOZED' THEN snoozed_until
    WHEN status = 'OPEN' THEN coalesce(waiting_since, opened_at) END;
CREATE INDEX tickets_to_look_at ON messaging.tickets (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX tickets_done ON messaging.tickets (business_id, resolved_at, conversation_id) WHERE status = 'RESOLVED';

-- The first answer is the one's who gave it, whoever said in the end that it was done.
ALTER TABLE messaging.ticket_times ADD COLUMN first_answer_by uuid;
