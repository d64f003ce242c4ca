-- Nothing is lost.
DROP FUNCTION listings.pictures_named(uuid[]);
DROP INDEX listings.listings_by_picture;
