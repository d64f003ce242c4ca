-- Lost: what customers said that they write about, and who knows what. Customers who may not write wait and escalate again.
UPDATE messaging.tickets SET look_at = now() WHERE look_at IS NULL AND status = 'OPEN';
DROP FUNCTION messaging.rests(uuid);
ALTER TABLE messaging.tickets DROP COLUMN topic;
ALTER TABLE messaging.agents DROP COLUMN skills;
ALTER TABLE messaging.desks DROP COLUMN topics;
