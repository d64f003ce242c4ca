-- Lost: which offers and requests were told of each other; nobody is told twice, since notifications remember.
DROP TABLE listings.matches;
