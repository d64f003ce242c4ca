-- Pictures that were named once and that nobody needs any more (L-8).

-- `used_at` is when media last knew that it is used: when a domain named it, or when domains were asked and one of them
-- still did. Programs of the version before, which write the first time only, look at nothing but whether there is one.
CREATE INDEX media_by_last_use ON media.media (used_at) WHERE used_at IS NOT NULL;
