-- In which languages a business is run: those of its people, ISO 639-1. Apart from the other things that are known of it,
-- because they come from elsewhere and in any order; none at all means that nobody is known.
CREATE TABLE bizconnect.business_languages (
    business_id uuid PRIMARY KEY,
    languages text[] NOT NULL
);

INSERT INTO bizconnect.weights (name, weight, about) VALUES
    ('language_by_country', 0.6, 'Within language: what it is worth when only the countries share one, and the people do not.');
