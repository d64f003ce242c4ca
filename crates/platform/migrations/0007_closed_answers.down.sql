-- Nothing is lost: both tables are open again.
DROP POLICY of_processes ON platform.live_packets;
ALTER TABLE platform.live_packets DISABLE ROW LEVEL SECURITY;

DROP POLICY claimed ON platform.idempotency;
DROP POLICY added ON platform.idempotency;
DROP POLICY own ON platform.idempotency;
ALTER TABLE platform.idempotency DISABLE ROW LEVEL SECURITY;
