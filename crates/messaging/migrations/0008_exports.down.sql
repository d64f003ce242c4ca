-- Lost: exports that are kept or under way. Their pieces stay in the blob store under `exports/`.
DROP TABLE messaging.exports;
