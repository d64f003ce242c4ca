-- Conversations, their members and messages.
-- Each table names its data class (A-15). A row shows to the members of its conversation, to the team whose inbox it
-- stands in, and to transactions that the program opens as the system (the committer of messages, jobs, moderation).
CREATE SCHEMA IF NOT EXISTS messaging;

CREATE FUNCTION messaging.is_system() RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT current_setting('app.system', true) = 'on' $$;
CREATE FUNCTION messaging.actor_id() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;
CREATE FUNCTION messaging.actor_business_id() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('app.business_id', true), '')::uuid $$;

-- Class: confidential.
CREATE TABLE messaging.conversations (
    id                uuid PRIMARY KEY,
    kind              text NOT NULL CHECK (kind IN ('DIRECT', 'CHANNEL', 'INBOX')),
    -- Of a channel.
    title             text CHECK (length(title) BETWEEN 1 AND 100),
    -- Of a direct conversation.
    connection_id     uuid UNIQUE,
    -- Whose inbox or channel it is; one side of a connection.
    business_id       uuid NOT NULL,
    other_business_id uuid,
    -- Who wrote to the inbox.
    customer_id       uuid,
    -- The place of the newest message; raised in the transaction of each message, so without gaps.
    last_seq          bigint NOT NULL DEFAULT 0,
    -- Counts edits, removals and reactions, so that a phone which was away hears of them.
    last_change       bigint NOT NULL DEFAULT 0,
    last_message_at   timestamptz,
    -- Nobody may write any more.
    closed_at         timestamptz,
    created_at        timestamptz NOT NULL,
    CHECK ((kind = 'DIRECT') = (connection_id IS NOT NULL AND other_business_id IS NOT NULL)),
    CHECK ((kind = 'INBOX') = (customer_id IS NOT NULL))
-- last_seq changes with every message: room in the page keeps that update within it.
) WITH (fillfactor = 60);
CREATE UNIQUE INDEX conversations_inbox ON messaging.conversations (business_id, customer_id) WHERE kind = 'INBOX';
CREATE INDEX conversations_direct ON messaging.conversations (business_id) WHERE kind = 'DIRECT';
CREATE INDEX conversations_direct_other ON messaging.conversations (other_business_id) WHERE kind = 'DIRECT';

-- Class: confidential.
CREATE TABLE messaging.members (
    conversation_id uuid NOT NULL REFERENCES messaging.conversations (id) ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    -- For whom they speak: whoever leaves that team reads nothing any more. None for those who speak for themselves.
    business_id     uuid,
    role            text NOT NULL CHECK (role IN ('MEMBER', 'CUSTOMER', 'AGENT')),
    muted_until     timestamptz,
    -- Out of sight until a message comes after this one.
    archived_seq    bigint,
    -- How far it has come to one of their devices, and how far they have read.
    last_delivered  bigint NOT NULL DEFAULT 0,
    last_read       bigint NOT NULL DEFAULT 0,
    joined_at       timestamptz NOT NULL,
    left_at         timestamptz,
    PRIMARY KEY (conversation_id, user_id)
) WITH (fillfactor = 70);
CREATE INDEX members_of_user ON messaging.members (user_id);

-- Whether the present user may read a conversation. It looks past row-level security, which would ask it again.
CREATE FUNCTION messaging.sees(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM messaging.members AS member
        WHERE member.conversation_id = wanted AND member.user_id = messaging.actor_id() AND member.left_at IS NULL
          AND (member.business_id IS NULL OR member.business_id = messaging.actor_business_id())
    ) OR EXISTS (
        SELECT FROM messaging.conversations AS inbox
        WHERE inbox.id = wanted AND inbox.kind = 'INBOX' AND inbox.business_id = messaging.actor_business_id()
    );
END $$;

ALTER TABLE messaging.conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.conversations USING (
    messaging.is_system()
    OR (kind = 'INBOX' AND business_id = messaging.actor_business_id())
    OR messaging.sees(id)
);
ALTER TABLE messaging.members ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.members USING (
    messaging.is_system() OR user_id = messaging.actor_id() OR messaging.sees(conversation_id)
);

-- Class: confidential. Partitioned by the month in which a message was sent, which its id tells (UUIDv7): see
-- messaging.keep_partitions.
CREATE TABLE messaging.messages (
    conversation_id uuid NOT NULL,
    seq             bigint NOT NULL,
    id              uuid NOT NULL,
    -- None for what the system says.
    sender_id       uuid,
    -- What the sender's device called it, so that it knows its own message again.
    client_id       text,
    kind            text NOT NULL
                    CHECK (kind IN ('TEXT', 'MEDIA', 'VOICE_NOTE', 'LOCATION', 'LISTING_CARD', 'SYSTEM')),
    body            text NOT NULL,
    -- What kinds other than text carry.
    detail          jsonb,
    -- The place of the message that this one answers.
    reply_to        bigint,
    sent_at         timestamptz NOT NULL,
    edited_at       timestamptz,
    removed_at      timestamptz,
    removed_by      text CHECK (removed_by IN ('SENDER', 'MODERATION')),
    -- The conversation's count when it was changed last; 0 for never.
    change          bigint NOT NULL DEFAULT 0,
    -- Counts edits, from 1.
    version         bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (conversation_id, seq, id)
) PARTITION BY RANGE (id);
CREATE INDEX messages_changed ON messaging.messages (conversation_id, change) WHERE change > 0;
ALTER TABLE messaging.messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.messages USING (messaging.is_system() OR messaging.sees(conversation_id));

-- What no month has been made for. Row-level security without a policy closes partitions to direct reads.
CREATE TABLE messaging.messages_rest PARTITION OF messaging.messages DEFAULT;
ALTER TABLE messaging.messages_rest ENABLE ROW LEVEL SECURITY;

-- The smallest UUIDv7 of a moment.
CREATE FUNCTION messaging.first_id(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes the partitions of this month and the two that follow, gives those of past months an index of their words, and
-- takes those off that are older than `kept` months (they stay as tables of their own, for an operator to archive).
-- Runs as the owner: the program's role may not make tables. Returns what it has done.
CREATE FUNCTION messaging.keep_partitions(at timestamptz, kept integer) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    this_month timestamptz := date_trunc('month', at, 'UTC');
    month timestamptz;
    part text;
BEGIN
    FOR step IN 0..2 LOOP
        month := this_month + make_interval(months => step);
        part := 'messages_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
        CONTINUE WHEN to_regclass('messaging.' || part) IS NOT NULL;
        EXECUTE format('CREATE TABLE messaging.%I (LIKE messaging.messages INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
        EXECUTE format('ALTER TABLE messaging.%I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format(
            'WITH moved AS (DELETE FROM messaging.messages_rest WHERE id >= %L AND id < %L RETURNING *)
             INSERT INTO messaging.%I SELECT * FROM moved',
            messaging.first_id(month), messaging.first_id(month + interval '1 month'), part);
        EXECUTE format('ALTER TABLE messaging.messages ATTACH PARTITION messaging.%I FOR VALUES FROM (%L) TO (%L)',
            part, messaging.first_id(month), messaging.first_id(month + interval '1 month'));
        RETURN NEXT 'made ' || part;
    END LOOP;
    FOR part IN
        SELECT child.relname FROM pg_catalog.pg_inherits AS link
        JOIN pg_catalog.pg_class AS child ON child.oid = link.inhrelid
        WHERE link.inhparent = 'messaging.messages'::regclass AND child.relname ~ '^messages_\d{4}_\d{2}$'
    LOOP
        month := to_date(right(part, 7), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC';
        IF month < this_month - make_interval(months => kept) THEN
            EXECUTE format('ALTER TABLE messaging.messages DETACH PARTITION messaging.%I', part);
            RETURN NEXT 'took off ' || part;
        ELSIF month < this_month AND to_regclass('messaging.' || part || '_words') IS NULL THEN
            EXECUTE format('CREATE INDEX %I ON messaging.%I USING gin (to_tsvector(''simple'', body))',
                part || '_words', part);
            RETURN NEXT 'indexed ' || part;
        END IF;
    END LOOP;
END $$;
SELECT messaging.keep_partitions(now(), 120);

-- Class: internal. What a phone has sent under which id of its own: a retry finds its first acknowledgement here,
-- whatever partition the message lies in.
CREATE TABLE messaging.sends (
    conversation_id uuid NOT NULL,
    sender_id       uuid NOT NULL,
    client_id       text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 64),
    message_id      uuid NOT NULL,
    seq             bigint NOT NULL,
    sent_at         timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, sender_id, client_id)
);
CREATE INDEX sends_by_age ON messaging.sends USING brin (sent_at);
ALTER TABLE messaging.sends ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.sends USING (messaging.is_system() OR sender_id = messaging.actor_id());

-- Conversations with messages that other domains have not heard of yet: `message.sent` tells of many at once (M-16).
CREATE TABLE messaging.untold (
    conversation_id uuid PRIMARY KEY,
    from_seq        bigint NOT NULL,
    upto            bigint NOT NULL
) WITH (fillfactor = 50);

-- Class: confidential. What a message said before it was edited.
CREATE TABLE messaging.edits (
    conversation_id uuid NOT NULL,
    seq             bigint NOT NULL,
    edited_at       timestamptz NOT NULL,
    body            text NOT NULL,
    PRIMARY KEY (conversation_id, seq, edited_at)
);
ALTER TABLE messaging.edits ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.edits USING (messaging.is_system() OR messaging.sees(conversation_id));

-- Class: confidential. One per person and message.
CREATE TABLE messaging.reactions (
    conversation_id uuid NOT NULL,
    seq             bigint NOT NULL,
    user_id         uuid NOT NULL,
    emoji           text NOT NULL CHECK (length(emoji) BETWEEN 1 AND 16),
    at              timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq, user_id)
);
ALTER TABLE messaging.reactions ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.reactions USING (messaging.is_system() OR messaging.sees(conversation_id));

-- Class: confidential. Pictures and voice notes; the files lie in the blob store under `chat/<id>/` and are given out
-- by signed addresses only (P-30).
CREATE TABLE messaging.files (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL,
    owner_id        uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('PICTURE', 'VOICE')),
    content_type    text NOT NULL,
    bytes           bigint NOT NULL,
    width           integer,
    height          integer,
    color           text,
    duration_ms     integer,
    -- The message that carries it; none until it is sent.
    seq             bigint,
    created_at      timestamptz NOT NULL
);
CREATE INDEX files_of_conversation ON messaging.files (conversation_id);
CREATE INDEX files_unsent ON messaging.files (created_at) WHERE seq IS NULL;
ALTER TABLE messaging.files ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON messaging.files USING (messaging.is_system() OR messaging.sees(conversation_id));

-- Class: confidential. Who wants to hear nothing of whom.
CREATE TABLE messaging.blocks (
    blocker_id uuid NOT NULL,
    blocked_id uuid NOT NULL,
    -- For whom the blocker spoke: an agent blocks a customer for the whole team.
    business_id uuid,
    at         timestamptz NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id)
);
CREATE INDEX blocks_of ON messaging.blocks (blocked_id);
ALTER TABLE messaging.blocks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.blocks USING (messaging.is_system() OR blocker_id = messaging.actor_id());

-- Class: restricted. Complaints about messages, with what stood around them (M-11).
CREATE TABLE messaging.reports (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL,
    seq             bigint NOT NULL,
    reporter_id     uuid NOT NULL,
    reason          text NOT NULL CHECK (reason IN ('SPAM', 'FRAUD', 'HARASSMENT', 'ILLEGAL', 'OTHER')),
    note            text,
    context         jsonb NOT NULL,
    status          text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'TAKEN_DOWN', 'DISMISSED')),
    decided_by      uuid,
    decided_at      timestamptz,
    created_at      timestamptz NOT NULL,
    UNIQUE (conversation_id, seq, reporter_id)
);
CREATE INDEX reports_open ON messaging.reports (id) WHERE status = 'OPEN';
ALTER TABLE messaging.reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.reports USING (messaging.is_system() OR reporter_id = messaging.actor_id());

-- Class: internal. First words to businesses one did not know: limited by number and compared with each other.
CREATE TABLE messaging.first_contacts (
    user_id     uuid NOT NULL,
    business_id uuid NOT NULL,
    at          timestamptz NOT NULL,
    -- Of the words that were sent, so that the same words to many are seen.
    fingerprint bigint NOT NULL,
    PRIMARY KEY (user_id, at, business_id)
);
ALTER TABLE messaging.first_contacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.first_contacts USING (messaging.is_system() OR user_id = messaging.actor_id());

-- Class: confidential. What people let others see of their being here.
CREATE TABLE messaging.presence (
    user_id      uuid PRIMARY KEY,
    hidden       boolean NOT NULL DEFAULT false,
    away         boolean NOT NULL DEFAULT false,
    last_seen_at timestamptz
) WITH (fillfactor = 60);
ALTER TABLE messaging.presence ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON messaging.presence USING (messaging.is_system() OR user_id = messaging.actor_id());
