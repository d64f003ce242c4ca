-- A picture's row comes before its files, so that no file is ever without one: what a process left half written is
-- collected as any picture that nothing refers to.

-- Whether all its files are there. The default is for programs of the version before, which write the row afterwards.
ALTER TABLE media.pictures ADD COLUMN written boolean NOT NULL DEFAULT true;
