-- Businesses that are gone: nothing of theirs is shown or goes live until they come back.
CREATE TABLE listings.closed_businesses (
    business_id uuid PRIMARY KEY,
    closed_at   timestamptz NOT NULL
);

-- Why a listing was withdrawn that nobody withdrew by hand; such ones come back with what they were withdrawn for.
ALTER TABLE listings.listings ADD COLUMN withdrawn_for text CHECK (withdrawn_for IN ('BUSINESS_DELETED'));
