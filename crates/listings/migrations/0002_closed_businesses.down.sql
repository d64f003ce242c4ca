-- Lost: which listings went with their business; a business that is restored afterwards comes back without them.
ALTER TABLE listings.listings DROP COLUMN withdrawn_for;
DROP TABLE listings.closed_businesses;
