-- Nothing is lost.
DROP INDEX accounts.businesses_by_logo;
