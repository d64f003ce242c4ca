-- Lost: what share of everything each listing had; the numbers by day stay.
DROP TABLE listings.shown_days;
DROP TABLE listings.slot_hours;
