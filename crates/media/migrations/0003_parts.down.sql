-- Lost: which uploads go to the bucket in parts; those under way begin again.
ALTER TABLE media.transfers DROP COLUMN part_size;
