-- The words of titles one by one, for how common each is. Counts are in no index, so that they change in place.
CREATE INDEX phrases_one_word ON search.phrases (part) WHERE words = 1;
