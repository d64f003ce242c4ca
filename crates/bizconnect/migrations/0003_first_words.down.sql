DROP TABLE bizconnect.first_words;
