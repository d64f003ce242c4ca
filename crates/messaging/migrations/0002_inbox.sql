-- The inbox of a business: who answers which customer, when, and what they say among themselves (M-10).

-- How an inbox works. A business without a row works by the defaults.
CREATE TABLE messaging.desks (
    business_id       uuid PRIMARY KEY,
    -- IANA name; hours and holidays are meant in it.
    time_zone         text NOT NULL DEFAULT 'UTC',
    -- Seven lists, Monday first, of [from, to] in minutes after midnight. Null: always open.
    hours             jsonb,
    holidays          date[] NOT NULL DEFAULT '{}',
    assignment        text NOT NULL DEFAULT 'LEAST_BUSY' CHECK (assignment IN ('ROUND_ROBIN', 'LEAST_BUSY')),
    -- Customers who come back get the agent they know.
    sticky            boolean NOT NULL DEFAULT true,
    -- Agents who speak the customer's language come first.
    by_language       boolean NOT NULL DEFAULT true,
    manager_after_min integer NOT NULL DEFAULT 15 CHECK (manager_after_min BETWEEN 1 AND 1440),
    ceo_after_min     integer NOT NULL DEFAULT 60 CHECK (ceo_after_min BETWEEN 1 AND 2880),
    -- A silent agent hands a waiting customer back to the queue.
    silent_after_min  integer NOT NULL DEFAULT 30 CHECK (silent_after_min BETWEEN 1 AND 1440),
    version           bigint NOT NULL DEFAULT 1,
    CHECK (ceo_after_min > manager_after_min)
);
ALTER TABLE messaging.desks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.desks
    USING (messaging.is_system() OR business_id = messaging.actor_business_id());

-- Team members who answer.
CREATE TABLE messaging.agents (
    business_id      uuid NOT NULL,
    user_id          uuid NOT NULL,
    languages        text[] NOT NULL DEFAULT '{}',
    -- Conversations at once.
    capacity         integer NOT NULL DEFAULT 10 CHECK (capacity BETWEEN 0 AND 200),
    on_shift         boolean NOT NULL DEFAULT true,
    last_assigned_at timestamptz,
    PRIMARY KEY (business_id, user_id)
);
ALTER TABLE messaging.agents ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.agents
    USING (messaging.is_system() OR business_id = messaging.actor_business_id());

-- Where an inbox conversation stands. Class: confidential.
CREATE TABLE messaging.tickets (
    conversation_id  uuid PRIMARY KEY REFERENCES messaging.conversations (id) ON DELETE CASCADE,
    business_id      uuid NOT NULL,
    customer_id      uuid NOT NULL,
    language         text,
    status           text NOT NULL CHECK (status IN ('OPEN', 'PENDING', 'SNOOZED', 'RESOLVED')),
    agent_id         uuid,
    -- Who had it last, for those who come back.
    known_agent_id   uuid,
    -- In the queue since; none while somebody has it or nobody has to.
    queued_at        timestamptz,
    assigned_at      timestamptz,
    -- The first message of the customer that nobody has answered.
    waiting_since    timestamptz,
    snoozed_until    timestamptz,
    -- Told already: 1 the managers, 2 the CEO.
    level            smallint NOT NULL DEFAULT 0,
    -- Looks like advertising: waits behind the others and wakes nobody.
    suspect          boolean NOT NULL DEFAULT false,
    opened_at        timestamptz NOT NULL,
    first_answer_at  timestamptz,
    resolved_at      timestamptz,
    -- The newest message that this row has heard of.
    heard_seq        bigint NOT NULL DEFAULT 0,
    version          bigint NOT NULL DEFAULT 1
);
CREATE INDEX tickets_queue ON messaging.tickets (business_id, suspect, queued_at) WHERE queued_at IS NOT NULL;
CREATE INDEX tickets_of_business ON messaging.tickets (business_id, status, conversation_id);
CREATE INDEX tickets_of_agent ON messaging.tickets (agent_id) WHERE agent_id IS NOT NULL AND status <> 'RESOLVED';
CREATE INDEX tickets_waiting ON messaging.tickets (waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX tickets_snoozed ON messaging.tickets (snoozed_until) WHERE status = 'SNOOZED';
ALTER TABLE messaging.tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.tickets
    USING (messaging.is_system() OR business_id = messaging.actor_business_id());

-- What the team says about a customer among themselves. Class: confidential; the customer never sees it.
CREATE TABLE messaging.notes (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL,
    business_id     uuid NOT NULL,
    author_id       uuid NOT NULL,
    -- Whom the conversation was handed to with this note.
    to_agent_id     uuid,
    body            text NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
    at              timestamptz NOT NULL
);
CREATE INDEX notes_of_conversation ON messaging.notes (conversation_id, id);
ALTER TABLE messaging.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.notes
    USING (messaging.is_system() OR business_id = messaging.actor_business_id());

CREATE TABLE messaging.canned_replies (
    id          uuid PRIMARY KEY,
    business_id uuid NOT NULL,
    shortcut    text NOT NULL CHECK (length(shortcut) BETWEEN 1 AND 30),
    body        text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    version     bigint NOT NULL DEFAULT 1,
    UNIQUE (business_id, shortcut)
);
ALTER TABLE messaging.canned_replies ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.canned_replies
    USING (messaging.is_system() OR business_id = messaging.actor_business_id());

-- One row for each time that a conversation was resolved: first-response and resolution times.
CREATE TABLE messaging.ticket_times (
    conversation_id uuid NOT NULL,
    resolved_at     timestamptz NOT NULL,
    business_id     uuid NOT NULL,
    agent_id        uuid,
    -- Seconds from the customer's first message to the first answer, and to the end.
    first_answer_s  bigint,
    resolution_s    bigint NOT NULL,
    PRIMARY KEY (conversation_id, resolved_at)
);
CREATE INDEX ticket_times_of_business ON messaging.ticket_times (business_id, resolved_at);
ALTER TABLE messaging.ticket_times ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.ticket_times
    USING (messaging.is_system() OR business_id = messaging.actor_business_id());
