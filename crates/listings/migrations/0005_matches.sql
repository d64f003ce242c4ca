-- Requests and offers that go together, each pair told once (L-15).
CREATE TABLE listings.matches (
    request_id uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    offer_id   uuid NOT NULL REFERENCES listings.listings ON DELETE CASCADE,
    matched_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, offer_id)
);
CREATE INDEX matches_by_offer ON listings.matches (offer_id);
