-- From how many accounts and addresses the people came: few of these make no trend, however many people they call
-- themselves.
ALTER TABLE search.engagement ADD sources bigint NOT NULL DEFAULT 0;

-- What trends already goes on; in two days nothing is left of it.
UPDATE search.engagement SET sources = people;
