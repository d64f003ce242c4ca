-- Lost: because of which blocks inbox conversations are closed (they stay closed), and what customers wrote after their
-- first words.
DELETE FROM messaging.first_contacts WHERE NOT first;
ALTER TABLE messaging.first_contacts DROP COLUMN first;
DROP INDEX messaging.conversations_closed_for;
ALTER TABLE messaging.conversations DROP COLUMN closed_for;
DROP INDEX messaging.blocks_for;
DROP POLICY team ON messaging.blocks;
