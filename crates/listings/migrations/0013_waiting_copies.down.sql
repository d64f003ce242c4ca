-- Nothing is lost: copies are looked for among what is live only.
DROP FUNCTION listings.waiting_like(bigint[]);
DROP INDEX listings.waiting_by_wording;
