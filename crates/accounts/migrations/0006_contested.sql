-- Of a PENDING account: whether somebody signed up with its address once more, so that the password may be another's than
-- that of whoever types the code (A-1).
ALTER TABLE accounts.users ADD COLUMN contested boolean NOT NULL DEFAULT false;
