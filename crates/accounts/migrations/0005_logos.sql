-- Which pictures are logos, for media that wants to know what nobody needs any more (L-8).
CREATE INDEX businesses_by_logo ON accounts.businesses (logo_media_id) WHERE logo_media_id IS NOT NULL;
