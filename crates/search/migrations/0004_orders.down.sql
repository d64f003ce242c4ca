-- Nothing is lost: lists by price, time and distance are slower.
DROP INDEX search.documents_by_place;
DROP INDEX search.documents_by_price;
DROP INDEX search.documents_by_time;
