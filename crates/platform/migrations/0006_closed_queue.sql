-- Jobs carry addresses and codes, events what happened to whom. Whoever acts adds to both; only work that sees every row
-- reads them (P-15).
ALTER TABLE platform.events ENABLE ROW LEVEL SECURITY;
CREATE POLICY added ON platform.events FOR INSERT WITH CHECK (true);
CREATE POLICY worked_on ON platform.events USING (current_setting('app.system', true) = 'on');

ALTER TABLE platform.jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY added ON platform.jobs FOR INSERT WITH CHECK (true);
CREATE POLICY worked_on ON platform.jobs USING (current_setting('app.system', true) = 'on');
