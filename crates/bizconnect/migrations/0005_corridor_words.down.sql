-- Lost: the words of corridor rules in Portuguese and Swahili; those readers see English again.
UPDATE bizconnect.corridor_rules SET texts = texts - 'pt' - 'sw';
