-- Lost: codes for further addresses that were just asked for, and which addresses accounts once had.
DROP INDEX accounts.businesses_by_deletion;
DROP TABLE accounts.former_contacts;
DELETE FROM accounts.codes WHERE purpose = 'CONTACT';
DROP INDEX accounts.codes_of_user;
ALTER TABLE accounts.codes DROP CONSTRAINT codes_owner_check;
ALTER TABLE accounts.codes DROP CONSTRAINT codes_purpose_check;
ALTER TABLE accounts.codes ADD CONSTRAINT codes_purpose_check CHECK (purpose IN ('VERIFY', 'RESET'));
ALTER TABLE accounts.codes DROP COLUMN user_id;
