### Why a photo was not taken, and what to do about it.

media-error-empty = The file is empty. Please choose the photo again.
media-error-too-large = The photo is larger than 10 MB. Please send a smaller one.
media-error-too-many-pixels = The photo is too large to open: at most 40 megapixels and 12,000 pixels on a side.
media-error-not-a-picture = This file is not a photo that we can read. JPEG, PNG and WebP work.
media-error-heic = HEIC and AVIF photos cannot be read here. Choose JPEG (“Most compatible”) in the camera’s settings, or send a screenshot of the photo.
media-error-animated = Moving pictures are not taken. Please send a still photo.
media-error-truncated = The photo did not arrive whole. Please send it again.
media-error-damaged = The photo’s file is damaged. Please choose another photo, or take it again.

### Uploads in pieces.

media-error-too-many-uploads = You have { $most } uploads open, or too many bytes. Finish or abandon some of them first.
media-error-offset = Something before this piece is missing. Go on where the upload ended.
media-error-no-offset = Say in Upload-Offset where in the file the piece begins.
media-error-too-long = That is more than was announced.
media-error-piece-small = A piece has at least { $least } KiB, unless it is the last one.
media-error-piece-large = A piece has at most { $most } KiB.
media-error-incomplete = The photo has not arrived whole yet. Send the rest first.
media-error-checksum = What arrived is not what was sent. Please send the photo again.
media-error-sha256 = A SHA-256 has 64 hex digits.
media-error-direct = This upload goes to the bucket and takes no pieces here.
media-error-not-configured = There is no bucket to send files to. Send them here in pieces instead.

### Papers.

media-error-paper-unknown = This file is neither a photo nor a PDF that we can read. JPEG, PNG, WebP and PDF work.
media-error-pdf-locked = This PDF is protected by a password, or made so that we cannot look inside. Save it without protection, or send photos of its pages.
media-error-pdf-active = This PDF contains scripts, forms that send something, or other files. Print it to a new PDF, or send photos of its pages.
media-error-pdf-pages = This PDF has too many pages: at most { $most } are taken. Send only the pages that matter.
media-error-pdf-damaged = This PDF is damaged or did not arrive whole. Please send it again, or send photos of its pages.
