-- Answers that are kept for idempotency keys say what was made for somebody, and that of a sign-up leads into the account:
-- they are read and written by whoever they were given to (P-15). Those who have not signed in are all alike, so theirs
-- is read by its claim, which `Once` puts into the transaction: whoever knows the key and what it was for.
ALTER TABLE platform.idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON platform.idempotency USING (
    current_setting('app.system', true) = 'on'
    OR split_part(scope, ' ', 1) = nullif(current_setting('app.user_id', true), '')
);
CREATE POLICY added ON platform.idempotency FOR INSERT WITH CHECK (
    split_part(scope, ' ', 1) = 'anonymous' AND coalesce(current_setting('app.user_id', true), '') = ''
);
CREATE POLICY claimed ON platform.idempotency FOR SELECT USING (
    encode(sha256(convert_to(scope || ' ' || key, 'UTF8')), 'hex') = current_setting('app.claim', true)
);

-- Packets hold what is told to many. The processes write and fetch them for nobody in particular, in a statement that is a
-- transaction of its own; whoever acts for somebody sees none.
ALTER TABLE platform.live_packets ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_processes ON platform.live_packets USING (coalesce(current_setting('app.user_id', true), '') = '');
