-- Lost: requests for verification with what was decided and their papers, and whose hand it was in the record of sign-ins.
-- The levels that businesses have stay, and what was erased is gone.
ALTER TABLE accounts.auth_events DROP COLUMN actor_id;
DROP INDEX accounts.users_to_erase;
ALTER TABLE accounts.users DROP COLUMN erased_at;
DROP INDEX accounts.users_by_requested_role;
DROP TABLE accounts.verification_papers;
DROP TABLE accounts.verifications;
