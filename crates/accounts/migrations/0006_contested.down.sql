-- Lost: which addresses under way were signed up with more than once.
ALTER TABLE accounts.users DROP COLUMN contested;
