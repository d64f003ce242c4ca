-- What customers write about and who of the team knows it; and customers for whom no clock runs, because nobody may write
-- there.

-- What a customer can say that it is about, in the words of the business. Agents who know a topic get its customers first.
ALTER TABLE messaging.desks ADD COLUMN topics text[] NOT NULL DEFAULT '{}' CHECK (cardinality(topics) <= 12);
ALTER TABLE messaging.agents ADD COLUMN skills text[] NOT NULL DEFAULT '{}' CHECK (cardinality(skills) <= 12);
-- Class: confidential, as the row.
ALTER TABLE messaging.tickets ADD COLUMN topic text;

-- Whether an inbox conversation rests: nobody may write there, or the team hears nothing of the customer. Time does
-- nothing about its ticket then.
CREATE FUNCTION messaging.rests(wanted uuid) RETURNS boolean LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (
        SELECT FROM messaging.conversations AS room
        WHERE room.id = wanted AND (room.closed_at IS NOT NULL OR EXISTS (
            SELECT FROM messaging.blocks AS block
            WHERE block.blocked_id = room.customer_id AND block.business_id = room.business_id)))
    $$;
