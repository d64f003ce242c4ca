DROP POLICY worked_on ON platform.jobs;
DROP POLICY added ON platform.jobs;
ALTER TABLE platform.jobs DISABLE ROW LEVEL SECURITY;

DROP POLICY worked_on ON platform.events;
DROP POLICY added ON platform.events;
ALTER TABLE platform.events DISABLE ROW LEVEL SECURITY;
