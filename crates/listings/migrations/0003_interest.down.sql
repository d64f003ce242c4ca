-- Lost: the owners' statistics and the ledger of the rotation, which begins anew.
DROP TABLE listings.interested;
DROP TABLE listings.featured_hours;
DROP TABLE listings.daily;
DROP TABLE listings.fresh;
