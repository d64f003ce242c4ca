DROP INDEX search.phrases_one_word;
