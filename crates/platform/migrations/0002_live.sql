-- Who is online where, and what does not fit into a NOTIFY. Unlogged: it is only of use while the processes live.

-- Processes that speak with each other; one that has not been seen for 45 s is dead.
CREATE UNLOGGED TABLE platform.live_processes (
    id      uuid PRIMARY KEY,
    serves  boolean NOT NULL,
    seen_at timestamptz NOT NULL
);

-- Users with a socket in a process.
CREATE UNLOGGED TABLE platform.live_users (
    user_id    uuid NOT NULL,
    process_id uuid NOT NULL,
    PRIMARY KEY (user_id, process_id)
);
CREATE INDEX live_users_by_process ON platform.live_users (process_id);

-- Batches of events that are larger than a NOTIFY may be (8,000 bytes).
CREATE UNLOGGED TABLE platform.live_packets (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body    text NOT NULL,
    made_at timestamptz NOT NULL
);
