-- Uploads that go to the bucket in parts, so that a cut line costs one part and not all of them.

-- Bytes of each part but the last; none: the bucket gets the file as a whole, or its pieces come here.
ALTER TABLE media.transfers ADD COLUMN part_size integer CHECK (part_size > 0);
