-- Looking for accounts by a piece of a name, an e-mail address or a phone number (A-8). A trusted extension, so the owner
-- may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE INDEX users_by_name ON accounts.users USING gin (display_name public.gin_trgm_ops);
CREATE INDEX user_contacts_by_text ON accounts.user_contacts USING gin (address public.gin_trgm_ops);

-- Accounts whose name or address is like this. As its owner, because comparing patterns might leak what row-level security
-- hides, so that PostgreSQL would apply that first, to every row, and use no index; for the program itself only. Planned
-- anew for each pattern: for one that it does not know, PostgreSQL expects so much that it would read all.
CREATE FUNCTION accounts.users_like(pattern text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS $$
BEGIN
    IF accounts.is_system() THEN
        RETURN QUERY EXECUTE
            'SELECT id FROM accounts.users WHERE display_name ILIKE $1
             UNION
             SELECT user_id FROM accounts.user_contacts WHERE address ILIKE $1' USING pattern;
    END IF;
END $$;
