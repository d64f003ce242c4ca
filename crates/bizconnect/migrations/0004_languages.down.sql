-- Lost: the languages of people, until the next rebuild; languages are judged by country alone.
DELETE FROM bizconnect.weights WHERE name = 'language_by_country';
DROP TABLE bizconnect.business_languages;
