-- Lost: the languages of synonyms. The extension stays: somebody else may have put it there, or use it.
ALTER TABLE search.synonyms DROP COLUMN language;
DROP INDEX search.documents_by_globe;
DROP FUNCTION search.on_globe(double precision, double precision);
