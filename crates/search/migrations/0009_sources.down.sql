-- From how many accounts and addresses the people of the last two days came is lost; these people count as before.
ALTER TABLE search.engagement DROP COLUMN sources;
