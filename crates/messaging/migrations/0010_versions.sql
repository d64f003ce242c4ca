-- Versions of what PATCH changes: which one a change is meant for.

-- Of a channel's name and whether it is closed.
ALTER TABLE messaging.conversations ADD COLUMN version bigint NOT NULL DEFAULT 1;

-- Of what is said of an agent; 0 where nothing has been said yet.
ALTER TABLE messaging.agents ADD COLUMN version bigint NOT NULL DEFAULT 0;
